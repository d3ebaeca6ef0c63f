import { plainText } from '@hotline/contracts';
import { z } from 'zod';

/** A personal account of WeChat, worked by wechaty through a puppet. */
export const WechatySettings = z.strictObject({
  /** The npm package that speaks to WeChat. It runs with the hotline's rights, so that only names of puppets are taken. */
  puppet: z
    .string()
    .max(100)
    .regex(/^(@[a-z0-9-]+\/)?wechaty-puppet(-[a-z0-9]+)+$/, 'npm 包名,如 wechaty-puppet-service / the name of a puppet’s npm package'),
  /** Where the puppet's own server is, for puppets that have one. */
  endpoint: plainText(200).default(''),
  /** Minutes without a message after which the account page warns; 0: never. */
  quietMinutes: z.int().min(0).max(10_080).default(0),
});
export type WechatySettings = z.output<typeof WechatySettings>;

export const WechatySecrets = z.strictObject({
  /** What the puppet's provider calls a token; not every puppet has one. */
  token: plainText(500).optional(),
});
export type WechatySecrets = z.output<typeof WechatySecrets>;
