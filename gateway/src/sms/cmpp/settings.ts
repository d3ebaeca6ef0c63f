import { plainText } from '@hotline/contracts';
import { z } from 'zod';
import { asciiText, Host, Port, windowOf } from '../line/place.ts';

/** A line by China Mobile's protocol; most aggregators of the three carriers speak it too. */
export const CmppSettings = z.strictObject({
  protocol: z.literal('cmpp'),
  host: Host,
  port: Port.default(7890),
  version: z.enum(['2.0', '3.0']),
  /** 企业代码 (SP_Id), Source_Addr and Msg_src. */
  account: asciiText(6).min(1),
  /** 接入号 (Src_Id): the number that citizens see and answer to. */
  sourceNumber: z.string().regex(/^\d{1,21}$/, '1–21 位数字 / 1–21 digits'),
  /** 业务代码 (Service_Id). */
  serviceId: asciiText(10).default(''),
  /** Carriers allow 16. */
  window: windowOf(16),
});
export type CmppSettings = z.output<typeof CmppSettings>;

export const CmppSecrets = z.strictObject({ password: plainText(500).min(1) });
export type CmppSecrets = z.output<typeof CmppSecrets>;
