import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Arrival } from '../intake/arrival.ts';

/** What came, as it is kept when it cannot become a message: everything that reading it again takes. */
const Raw = z.object({
  externalId: z.string(),
  phone: z.string(),
  name: z.string(),
  text: z.string(),
  /** Of the matter that it begins or adds to. */
  number: z.string(),
  receipt: z.string(),
  photos: z.array(z.base64()),
});
export type RawMatter = z.output<typeof Raw>;

/** A matter as the intake takes it. Photos have been made anew by us, so that they are what they claim to be. */
export function arrivalOfForm(accountId: string, matter: RawMatter): Arrival {
  const { externalId, phone, name, text, number, receipt, photos } = matter;
  return {
    kind: 'web',
    accountId,
    externalId,
    raw: Buffer.from(JSON.stringify(matter)),
    read: {
      from: { address: phone, name },
      subject: null,
      text,
      quoted: '',
      // what is added to a matter goes on with it
      threads: [`web:${externalId}`, `web:${number}`],
      automatic: null,
      report: null,
      receipt,
      files: photos.map((photo, at) => {
        const bytes = Buffer.from(photo, 'base64');
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return { name: `照片${at + 1}.jpg`, claimedType: 'image/jpeg', bytes, sha256, inline: false };
      }),
    },
  };
}

/** Reads anew what stood apart. */
export const readMatter = (accountId: string, raw: Uint8Array): Arrival =>
  arrivalOfForm(accountId, Raw.parse(JSON.parse(Buffer.from(raw).toString('utf8'))));
