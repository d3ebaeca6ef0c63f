import { plainText } from '@hotline/contracts';
import { z } from 'zod';
import { asciiText, Host, Port, windowOf } from '../line/place.ts';

/** A line by SMPP 3.4, which aggregators speak and carriers outside China. */
export const SmppSettings = z.strictObject({
  protocol: z.literal('smpp'),
  host: Host,
  port: Port.default(2775),
  systemId: asciiText(15).min(1),
  systemType: asciiText(12).default(''),
  /** The number or name that citizens see. */
  sourceAddress: asciiText(20).min(1),
  window: windowOf(10),
});
export type SmppSettings = z.output<typeof SmppSettings>;

export const SmppSecrets = z.strictObject({ password: plainText(64).min(1) });
export type SmppSecrets = z.output<typeof SmppSecrets>;
