import type { Channel } from '../channel.ts';
import type { Arrival } from '../intake/arrival.ts';
import { arrivalOfMail, LOOP_FIELD } from './arrival-of-mail.ts';
import { Mailbox, type ReadPlace } from './mailbox.ts';
import { Postbox } from './postbox.ts';
import { readMail } from './reading/read-mail.ts';
import { MailSecrets, MailSettings } from './settings.ts';

const read = async (accountId: string, raw: Uint8Array): Promise<Arrival> =>
  arrivalOfMail(accountId, raw, await readMail(raw, { loopHeader: LOOP_FIELD }));

/** Mail: a mailbox read by IMAP, answers handed in by SMTP. */
export const mail: Channel<typeof MailSettings, typeof MailSecrets> = {
  kind: 'mail',
  settings: MailSettings,
  secrets: MailSecrets,
  read,
  open: ({ accountId, settings, secrets, retryScale, log, take, place, stands }) => {
    const mailbox = new Mailbox({
      settings,
      password: secrets.imapPassword,
      retryScale,
      log,
      place: async () => (await place.get()) as ReadPlace | undefined,
      readUpTo: (read) => place.set({ ...read }),
      read: (raw) => read(accountId, raw),
      take,
      stands,
    });
    const postbox = new Postbox(settings, secrets.smtpPassword);
    const domain = settings.address.split('@')[1] ?? 'localhost';
    return {
      start: () => mailbox.start(),
      stop: () => mailbox.stop(),
      send: async ({ id, to, subject, text, answers, automatic, took }) => {
        const messageId = `${id}@${domain}`;
        const outcome = await postbox.send({ messageId, to, subject: subject ?? '', text, references: answers, automatic });
        if (outcome.is === 'sent') await took(1, messageId);
        return outcome;
      },
    };
  },
};
