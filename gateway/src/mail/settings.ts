import { plainText } from '@hotline/contracts';
import { z } from 'zod';
import { isThisMachine } from '../accounts/this-machine.ts';

const Host = z.string().regex(/^[a-z0-9.:[\]-]{1,253}$/i, '主机名 / a host name');
const Port = z.int().min(1).max(65_535);
/** `tls` from the first byte, `starttls` before the password, `none` only on this machine. */
const Security = z.enum(['tls', 'starttls', 'none']);

const Server = z
  .strictObject({ host: Host, port: Port, security: Security, user: plainText(200).min(1) })
  .refine(({ host, security }) => security !== 'none' || isThisMachine(host), {
    message: '密码不能明文发往别的机器 / a password is not sent in clear to another machine',
    path: ['security'],
  });

/** A mailbox: where it is read, where answers are handed in, and as whom. */
export const MailSettings = z.strictObject({
  imap: Server,
  smtp: Server,
  folder: plainText(100).min(1).default('INBOX'),
  address: z.email().max(200),
  /** Shown beside the address. */
  name: plainText(60).default(''),
  /** Minutes without a mail after which the account page warns; 0: never. */
  quietMinutes: z.int().min(0).max(10_080).default(0),
});
export type MailSettings = z.output<typeof MailSettings>;

export const MailSecrets = z.strictObject({ imapPassword: plainText(500).min(1), smtpPassword: plainText(500).min(1) });
export type MailSecrets = z.output<typeof MailSecrets>;
