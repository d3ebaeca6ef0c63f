import { createHmac, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '@hotline/platform';

/** The six digits that a citizen needs beside the number. Made from the number with a key, so that it is kept nowhere and can be told again. */
export function queryCodeOf(ring: KeyRing, number: string): string {
  const mac = createHmac('sha256', ring.key('k1', 'index')).update(`query-code:${number}`).digest();
  return String(mac.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}

export const codeFits = (ring: KeyRing, number: string, code: string): boolean =>
  code.length === 6 && timingSafeEqual(Buffer.from(queryCodeOf(ring, number)), Buffer.from(code.replace(/\D/g, 'x').slice(0, 6)));
