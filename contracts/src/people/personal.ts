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
  // of two digits (+86 and one more is no number, but it is typed) not one is shown
  const shown = digits.length > 2 ? 1 : 0;
  if (digits.length < 7) return digits.slice(0, shown) + '*'.repeat(digits.length - shown);
  const head = digits.startsWith('0') ? 4 : 3;
  const tail = Math.min(4, digits.length - head - 3);
  return `${digits.slice(0, head)}${'*'.repeat(digits.length - head - tail)}${digits.slice(digits.length - tail)}`;
}

/** `张*`, `欧阳**` would tell more than needed: the first sign and one star for the rest (DOMAIN section 7). Signs, not code units: 𠮷 is one. */
export const maskedName = (name: string): string => {
  const [first = ''] = name;
  return name === '' ? '' : `${first}*`;
};

/** First three and last four (DOMAIN section 7). */
export const maskedIdNumber = (id: string): string => `${id.slice(0, 3)}${'*'.repeat(Math.max(0, id.length - 7))}${id.slice(-4)}`;

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
/** 公民身份号码 of GB 11643-1999 in upper case, when its form and its check digit are right (ISO 7064 MOD 11-2). */
export function idNumberOf(text: string): string | undefined {
  const id = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (!/^\d{17}[\dX]$/.test(id)) return undefined;
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(id[at]), 0);
  return '10X98765432'[sum % 11] === id[17] ? id : undefined;
}
