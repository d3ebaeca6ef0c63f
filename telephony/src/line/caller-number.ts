import { e164Of } from '@hotline/contracts';
import type { CallerHeaders } from '../switch-room/switchboard-port.ts';

/** A caller's number in E.164 (`+8613800001111`), or undefined when she withheld it or none could be read. */
export interface Caller {
  readonly number: string | undefined;
  readonly withheld: boolean;
}

/** Of a longer header value only so much is read: 40,000 signs of `<sip:` took 0.8 s, and every call waited for it. */
const LONGEST_VALUE = 1_000;

/** The user part of a `sip:` or `tel:` URI in a header value. Text in quotes is a display name and may hold anything. */
function numberIn(header: string): string | undefined {
  const unquoted = header.slice(0, LONGEST_VALUE).replace(/"(?:[^"\\]|\\.)*"/g, '');
  const uri = /<\s*((?:sips?|tel):[^>]*)>/i.exec(unquoted)?.[1] ?? unquoted.trim();
  const user = /^(?:sips?:([^@;>]+)@|tel:([^;>]+))/i.exec(uri);
  const text = user?.[1] ?? user?.[2];
  if (text === undefined) return undefined;
  try {
    return e164Of(decodeURIComponent(text.split(';')[0] ?? ''));
  } catch {
    return undefined;
  }
}

const isAnonymous = (from: string): boolean => /sips?:(anonymous|unavailable|unknown|restricted)@|@anonymous\.invalid/i.test(from);

/** RFC 3323: several values in one header (`;` or `,`) and several headers mean all of them. */
const privacyOf = (headers: readonly string[]): ReadonlySet<string> =>
  new Set(headers.flatMap((value) => value.toLowerCase().split(/[;,\s]+/)));

/**
 * Who calls. The rows are tried in order:
 * Privacy id, user or header → withheld, whatever else is there (RFC 3323, 3325);
 * an anonymous From → withheld too, even when the carrier asserts a number without asking for privacy: the safe reading (CASES, wazo-platform.org#703);
 * P-Asserted-Identity before From, since the carrier vouches for it.
 */
export function callerOf(headers: CallerHeaders): Caller {
  const privacy = privacyOf(headers.privacy);
  if (['id', 'user', 'header'].some((value) => privacy.has(value)) || isAnonymous(headers.from))
    return { number: undefined, withheld: true };
  for (const header of [...headers.asserted, headers.from]) {
    const number = numberIn(header);
    if (number !== undefined) return { number, withheld: false };
  }
  return { number: undefined, withheld: true };
}
