/** How the characters of a short message are written. `alone`: so many units fit into one message; `joined`: into each part of several (3GPP TS 23.040 9.2.3.24.1). */
// prettier-ignore
export const shortEncodings = {
  ascii: { alone: 160, joined: 134, zh: 'ASCII', en: 'ASCII' },
  ucs2:  { alone: 70,  joined: 67,  zh: 'UCS-2', en: 'UCS-2' },
} as const;
export type ShortEncoding = keyof typeof shortEncodings;
/** A message of more parts is refused before it is sent: a carrier charges each. */
export const MOST_PARTS = 10;

const isAscii = (text: string): boolean => /^[\x20-\x7e\r\n]*$/.test(text);
/** ASCII where it does, else UCS-2, which every phone reads. */
export const shortEncodingOf = (text: string): ShortEncoding => (isAscii(text) ? 'ascii' : 'ucs2');

/** Cuts a text into what each part holds. A sign outside the basic plane is two units and never torn. */
export function shortParts(text: string): string[] {
  const { alone, joined } = shortEncodings[shortEncodingOf(text)];
  if (text.length <= alone) return [text];
  const parts: string[] = [];
  let part = '';
  for (const sign of text) {
    if (part.length + sign.length > joined) {
      parts.push(part);
      part = '';
    }
    part += sign;
  }
  return [...parts, part];
}

/** The signature stands first, as carriers of the country demand; a text that brings one keeps it. */
export const signed = (signature: string, text: string): string =>
  signature === '' || /^【[^】]{1,20}】/.test(text) ? text : `【${signature}】${text}`;

/** What a text will be on the phone and the bill: characters, parts, and the price in fen. */
export function shortShape(text: string, partFen: number) {
  const parts = shortParts(text).length;
  return { encoding: shortEncodingOf(text), characters: [...text].length, parts, fen: parts * partFen, isTooLong: parts > MOST_PARTS };
}
