import { createHash } from 'node:crypto';
import { e164Of } from '@hotline/contracts';
import { z } from 'zod';
import type { Arrival } from '../intake/arrival.ts';
import type { Joined } from './joiner.ts';

/** A whole text as it is kept when it must be read again. */
const Kept = z.object({ ids: z.array(z.string()), from: z.string(), to: z.string(), text: z.string(), missing: z.array(z.number()) });

type Whole = Omit<Joined, 'keys'>;

/** The carrier's own ids make a text one; a carrier that numbers from 0 again after a year does not make two texts of different words one. */
const externalIdOf = ({ ids, from, text }: Whole): string =>
  createHash('sha256')
    .update(JSON.stringify([ids, from, text]))
    .digest('base64url');

/** A text as the intake takes it. */
export function arrivalOfText(accountId: string, text: Whole): Arrival {
  const { ids, from, to, missing } = text;
  const raw = Buffer.from(JSON.stringify({ ids, from, to, text: text.text, missing }));
  const base = { kind: 'sms', accountId, externalId: externalIdOf(text), raw } as const;
  // a NUL in a text is a phone's filling, and no database keeps it
  const said = text.text.replaceAll('\0', '');
  return {
    ...base,
    read: {
      from: text.from === '' ? null : { address: e164Of(text.from) ?? text.from, name: '' },
      subject: null,
      text: said,
      quoted: '',
      threads: [],
      automatic: null,
      report: null,
      files: [],
    },
  };
}

/** Reads anew what stood apart. */
export function readKept(accountId: string, raw: Uint8Array): Arrival {
  try {
    return arrivalOfText(accountId, Kept.parse(JSON.parse(Buffer.from(raw).toString('utf8'))));
  } catch (error) {
    const externalId = createHash('sha256').update(raw).digest('base64url');
    return { kind: 'sms', accountId, externalId, raw, read: { reason: 'unreadable', detail: String(error), front: null } };
  }
}
