import type { ConversationRow as RowView, MessageView } from '@hotline/contracts';
import { type KeyRing, lastSignal, unseal } from '@hotline/platform';
import { aboutMessage, openMessage } from '../intake/write-message.ts';
import type { AccountRow } from '../tables/account.ts';
import type { DeliveryRow, deliveryStep } from '../tables/delivery.ts';
import type { AttachmentRow, ContactRow, ConversationRow, MessageRow } from '../tables/message.ts';

const BEGINNING = 120;

interface Joined {
  readonly conversation: ConversationRow;
  readonly contact: ContactRow;
  readonly account: AccountRow;
}

/** What is known around the rows of a list. */
interface Around {
  readonly newest: MessageRow | undefined;
  /** Conversations whose last message of ours has failed. */
  readonly undelivered: ReadonlySet<string>;
  readonly numbers: ReadonlyMap<string, string>;
  readonly nameOf: (account: string) => string | undefined;
}

/** Who may read messages reads them as they were written; who writes stays behind stars. */
export function presentConversation(
  ring: KeyRing,
  { conversation, contact, account }: Joined,
  { newest, undelivered, numbers, nameOf }: Around,
): RowView {
  const opened = newest && openMessage(ring, newest);
  return {
    id: conversation.id,
    version: conversation.version,
    channel: account.kind,
    accountId: account.id,
    contact: { name: contact.nameMasked, address: contact.addressMasked },
    ticketId: conversation.ticketId,
    ticketNumber: conversation.ticketId === null ? null : (numbers.get(conversation.ticketId) ?? null),
    subject: opened?.subject ?? null,
    begins: (opened?.text ?? '').replace(/\s+/g, ' ').slice(0, BEGINNING),
    becomes: newest?.becomes ?? null,
    undelivered: undelivered.has(conversation.id),
    optedOut: contact.optedOutAt !== null,
    waitsSince: conversation.waitsSince?.toISOString() ?? null,
    dueAt: conversation.dueAt?.toISOString() ?? null,
    signal: conversation.waitsSince === null ? null : lastSignal(conversation.nextSignal),
    heldBy: conversation.heldBy,
    heldByName: conversation.heldBy === null ? null : (nameOf(conversation.heldBy) ?? null),
    lastAt: conversation.lastAt.toISOString(),
  };
}

interface Beside {
  readonly files: readonly AttachmentRow[];
  readonly delivery: DeliveryRow | undefined;
  readonly steps: readonly (typeof deliveryStep.$inferSelect)[];
  readonly byName: string | undefined;
}

export function presentMessage(ring: KeyRing, row: MessageRow, { files, delivery, steps, byName }: Beside): MessageView {
  return {
    id: row.id,
    direction: row.direction,
    at: row.at.toISOString(),
    by: row.by,
    byName: byName ?? null,
    becomes: row.becomes,
    automatic: row.automatic,
    ...openMessage(ring, row),
    files: files.map(({ place, nameSealed, claimedType, bytes, inline, picture }) => ({
      place,
      name: unseal(ring, aboutMessage(row.id, `file-${place}`), nameSealed),
      type: claimedType,
      bytes,
      inline,
      picture,
    })),
    delivery: delivery
      ? {
          state: delivery.state,
          purpose: delivery.purpose,
          tries: delivery.tries,
          nextTryAt: delivery.nextTryAt?.toISOString() ?? null,
          steps: steps.map(({ at, state, words }) => ({ at: at.toISOString(), state, words })),
        }
      : null,
  };
}
