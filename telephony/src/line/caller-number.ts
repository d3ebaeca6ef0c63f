import type { CallerHeaders } from '../switch-room/switchboard-port.ts';

/** A caller's number in E.164 (`+8613800001111`), or undefined when she withheld it or none could be read. */
export interface Caller {
  readonly number: string | undefined;
  readonly withheld: boolean;
}

/** The city's area code: a number without one is a local number (0370 is Shangqiu's). */
const AREA_CODE = '370';

/** How a number may be spelt, and what it is in E.164; the first row that fits decides. Digits only are compared, a leading + kept. */
// prettier-ignore
const spellings: readonly { like: RegExp; e164: (digits: string) => string; what: string }[] = [
  { like: /^\+[1-9]\d{6,14}$/,            e164: (n) => n,                       what: 'international, with +' },
  { like: /^00[1-9]\d{6,14}$/,            e164: (n) => `+${n.slice(2)}`,        what: 'international, with 00' },
  { like: /^86(1[3-9]\d{9}|[2-9]\d{8,10})$/, e164: (n) => `+${n}`,              what: 'country code without +' },
  { like: /^01[3-9]\d{9}$/,               e164: (n) => `+86${n.slice(1)}`,      what: 'mobile with the old trunk 0' },
  { like: /^1[3-9]\d{9}$/,                e164: (n) => `+86${n}`,               what: 'mobile' },
  { like: /^0[1-9]\d{8,11}$/,             e164: (n) => `+86${n.slice(1)}`,      what: 'landline with area code' },
  { like: /^[2-8]\d{6,7}$/,               e164: (n) => `+86${AREA_CODE}${n}`,   what: 'landline of this city' },
  { like: /^(1\d{2,5}|9[56]\d{3,6}|400\d{7}|800\d{7})$/, e164: (n) => n,        what: 'service number: has no E.164 form' },
];

/** A number in any spelling as E.164; undefined when it is none. */
export function e164Of(text: string): string | undefined {
  const bare = text.normalize('NFKC').replace(/[\s().\-–—/]/g, '');
  return spellings.find(({ like }) => like.test(bare))?.e164(bare);
}

/** The number in the form in which people of this country dial it. */
export const domesticOf = (e164: string): string => {
  if (!e164.startsWith('+86')) return e164.replace(/^\+/, '00');
  const rest = e164.slice(3);
  return /^1[3-9]/.test(rest) ? rest : `0${rest}`;
};

/** `138****1111`: the first three or four and the last four digits; never more than half of a short number. */
export function maskedNumber(e164: string): string {
  const digits = domesticOf(e164);
  if (digits.length < 7) return digits.slice(0, 1) + '*'.repeat(digits.length - 1);
  const head = digits.startsWith('0') ? 4 : 3;
  const tail = Math.min(4, digits.length - head - 3);
  return `${digits.slice(0, head)}${'*'.repeat(digits.length - head - tail)}${digits.slice(digits.length - tail)}`;
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
