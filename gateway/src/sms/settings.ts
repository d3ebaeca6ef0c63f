import { plainText } from '@hotline/contracts';
import { z } from 'zod';
import type { AccountRow } from '../tables/account.ts';
import { CmppSettings } from './cmpp/index.ts';
import { HttpSettings } from './http/index.ts';
import { SmppSettings } from './smpp/index.ts';

/** A number at a carrier or a provider. */
export const SmsSettings = z
  .strictObject({
    /** How it is spoken with. */
    carrier: z.discriminatedUnion('protocol', [CmppSettings, SmppSettings, HttpSettings]),
    /** 【…】 before each text, as it is registered there; empty: the carrier puts it. */
    signature: plainText(20)
      .regex(/^[^【】]*$/, '不含【】 / without 【】')
      .default(''),
    /** What one part costs, in fen (a hundredth of a yuan). */
    partFen: z.int().min(0).max(1_000).default(0),
    /** How Chinese goes out: every phone reads UCS-2; some CMPP carriers want GB18030, whose number is reserved in SMPP. */
    chinese: z.enum(['ucs2', 'gb18030']).default('ucs2'),
    /** Minutes without a text after which the account page warns; 0: never. */
    quietMinutes: z.int().min(0).max(10_080).default(0),
  })
  .refine(({ carrier, chinese }) => chinese === 'ucs2' || carrier.protocol === 'cmpp', {
    message: '只有 CMPP 用 GB18030 / only CMPP writes GB18030',
    path: ['chinese'],
  });
export type SmsSettings = z.output<typeof SmsSettings>;

export const SmsSecrets = z.strictObject({
  password: plainText(500).min(1),
  /** What a provider that pushes to `/hooks/<account>?key=…` must bring; without it nothing that is pushed is taken. */
  hookKey: plainText(200).min(16).optional(),
});

/** What whoever answers should know of it: what a text begins with, and what it costs. */
export function textingOf({ kind, settings }: Pick<AccountRow, 'kind' | 'settings'>): { signature: string; partFen: number } | null {
  if (kind !== 'sms') return null;
  const read = SmsSettings.safeParse(settings);
  return read.success ? { signature: read.data.signature, partFen: read.data.partFen } : { signature: '', partFen: 0 };
}
