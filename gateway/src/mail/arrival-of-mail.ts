import { createHash } from 'node:crypto';
import type { Arrival, ArrivedFront, ArrivedReport } from '../intake/arrival.ts';
import type { Bounce, MailReading, ReadableMail, UnreadableMail } from './reading/mail-reading.ts';

/** The field that every mail of ours carries: a mail that brings it back is our own. */
export const LOOP_FIELD = 'x-hotline-loop';

/**
 * What makes a mail one. A mailbox that is made anew numbers its mails from 1 again (paperless-ngx#8944), so UIDs say nothing; machines send
 * different mails under one Message-ID, so it alone does not either; fields of transport differ each time it is delivered.
 */
function externalIdOf(reading: MailReading, raw: Uint8Array): string {
  const hash = createHash('sha256');
  if (reading.kind === 'unreadable') return hash.update(raw).digest('base64url');
  const { messageId, sentAt, from, subject, text, attachments } = reading;
  const parts = [messageId, sentAt?.toISOString(), from?.address, subject, text, ...attachments.map(({ sha256 }) => sha256)];
  return hash.update(JSON.stringify(parts)).digest('base64url');
}

const threadsOf = ({ messageId, inReplyTo, references }: ReadableMail): string[] => [
  ...new Set([messageId, inReplyTo, ...references].filter((id) => id !== null)),
];

/** What stands in the header of a mail that was not read; nothing when a machine wrote it. */
const frontOf = ({ front }: UnreadableMail): ArrivedFront | null =>
  front === null || front.from === null || front.automatic !== null
    ? null
    : {
        from: { address: front.from.address, name: front.from.name },
        subject: front.subject === '' ? null : front.subject,
        threads: front.messageId === null ? [] : [front.messageId],
      };

/** A delay or a relay is no news of its own: the history keeps the words. */
const stateOf = { failed: 'failed', delivered: 'delivered', delayed: 'sent', relayed: 'sent', expanded: 'sent' } as const;
function reportOf({ originalMessageId, action, status, diagnostic }: Bounce): ArrivedReport | null {
  if (originalMessageId === null) return null;
  const words = [status, diagnostic].filter((part) => part !== null).join(' ');
  return { peerId: originalMessageId, state: stateOf[action], words: words === '' ? action : words };
}

/** A mail as the intake takes it. */
export function arrivalOfMail(accountId: string, raw: Uint8Array, reading: MailReading): Arrival {
  const base = { kind: 'mail', accountId, externalId: externalIdOf(reading, raw), raw } as const;
  if (reading.kind === 'unreadable') {
    const reason = reading.reason === 'too-large' ? 'too-large' : 'unreadable';
    return { ...base, read: { reason, detail: `${reading.reason}: ${reading.detail}`, front: frontOf(reading) } };
  }
  const { from, subject, quoted, text, automatic, attachments, bounce } = reading;
  // a mail that is passed on without a word says what it passes on
  const said = quoted.said.trim() === '' ? text : quoted.said;
  return {
    ...base,
    read: {
      from: from === null ? null : { address: from.address, name: from.name },
      subject: subject === '' ? null : subject,
      text: said,
      quoted: said === text ? '' : quoted.quoted,
      threads: threadsOf(reading),
      automatic: automatic?.kind ?? null,
      report: bounce === null ? null : reportOf(bounce),
      files: attachments.map(({ name, claimedType, bytes, sha256, inline }) => ({ name, claimedType, bytes, sha256, inline })),
    },
  };
}
