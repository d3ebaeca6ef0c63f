import { plainText } from '@hotline/contracts';
import { z } from 'zod';

/** A number on the trunk that is answered as a fax. */
export const FaxSettings = z.strictObject({
  /** As the carrier sends it in the call: with or without the city's code. */
  number: z
    .string()
    .regex(/^\+?\d{3,16}$/, '3–16 位数字 / digits')
    .refine((number) => !/^(0\d{2,3})?12345$/.test(number), '12345 是电话号码,传真另用号码 / 12345 is for calls'),
  /** What other machines show of us (T.30 5.3.6.2.4): twenty signs, and of those only these are drawn by every machine. */
  station: z.string().regex(/^[0-9A-Za-z +.-]{1,20}$/, '1–20 位数字、字母、空格或 + . - / 1–20 digits, letters, spaces, + . -'),
  /** Who sends, on the cover and on top of each page. */
  heading: plainText(40).min(1),
  /** How long it may ring. */
  answerSeconds: z.int().min(5).max(180).default(60),
  /** Faxes on their way at the same time; each takes a line of the trunk. */
  lines: z.int().min(1).max(30).default(2),
  /** Minutes without a message after which the account page warns; 0: never. */
  quietMinutes: z.int().min(0).max(10_080).default(0),
});
export type FaxSettings = z.output<typeof FaxSettings>;

/** A telephone line knows no password. */
export const FaxSecrets = z.strictObject({});
export type FaxSecrets = z.output<typeof FaxSecrets>;
