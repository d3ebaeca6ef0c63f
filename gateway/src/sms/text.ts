import { MOST_PARTS } from '@hotline/contracts';
import iconv from 'iconv-lite';

/** How the characters of a short message are written, with the number that CMPP and SMPP give it. */
export const encodings = {
  ascii: { format: 0, unit: 1 },
  ucs2: { format: 8, unit: 2 },
  gb18030: { format: 15, unit: 1 },
} as const;
export type Encoding = keyof typeof encodings;

/** Bytes of one part, and of one part of several: six bytes say which part it is (3GPP TS 23.040 9.2.3.24.1). */
export const PART_BYTES = 140;
const ASCII_PART_BYTES = 160;
const HEADER_BYTES = 6;

export function encodeText(text: string, encoding: Encoding): Buffer {
  if (encoding === 'ucs2') return Buffer.from(text, 'utf16le').swap16();
  return encoding === 'ascii' ? Buffer.from(text, 'latin1') : iconv.encode(text, 'gb18030');
}

/** The text of a part; a format that nobody knows is read as what it most probably is. */
export function decodeText(raw: Uint8Array, format: number): string {
  const bytes = Buffer.from(raw);
  if (format === encodings.ucs2.format || format === 25)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  if (format === encodings.gb18030.format) return iconv.decode(bytes, 'gb18030');
  return bytes.every((byte) => byte < 0x80) ? bytes.toString('latin1') : iconv.decode(bytes, 'gb18030');
}

/** One part as it goes out: `total` 1 has no header. */
export interface Part {
  readonly total: number;
  readonly number: number;
  readonly content: Buffer;
}

/** Units of text that must not be torn: a sign of four bytes is one, in UCS-2 too. */
function* pieces(text: string, encoding: Encoding, most: number): Generator<Buffer> {
  let piece: Buffer[] = [];
  let bytes = 0;
  for (const sign of text) {
    const written = encodeText(sign, encoding);
    if (bytes + written.length > most) {
      yield Buffer.concat(piece);
      piece = [];
      bytes = 0;
    }
    piece.push(written);
    bytes += written.length;
  }
  yield Buffer.concat(piece);
}

/** Cuts a text into the parts of one message. `reference` (0–255) tells its parts from those of another. Throws `RangeError` beyond `MOST_PARTS`. */
export function partsOf(text: string, encoding: Encoding, reference: number): Part[] {
  const whole = encodeText(text, encoding);
  if (whole.length <= (encoding === 'ascii' ? ASCII_PART_BYTES : PART_BYTES)) return [{ total: 1, number: 1, content: whole }];
  const cut = [...pieces(text, encoding, PART_BYTES - HEADER_BYTES)];
  if (cut.length > MOST_PARTS) throw new RangeError(`${cut.length} parts, ${MOST_PARTS} at most`);
  return cut.map((piece, at) => ({
    total: cut.length,
    number: at + 1,
    content: Buffer.concat([Buffer.from([5, 0, 3, reference & 0xff, cut.length, at + 1]), piece]),
  }));
}

/** What the user data header of a part says, and what is behind it; undefined when it holds no part of a longer message. */
export function headerOf(content: Uint8Array): {
  readonly part: { readonly reference: number; readonly total: number; readonly number: number } | undefined;
  readonly rest: Buffer;
} {
  const raw = Buffer.from(content);
  const length = raw[0] ?? 0;
  const rest = raw.subarray(Math.min(raw.length, length + 1));
  for (let at = 1; at + 1 < Math.min(raw.length, length + 1);) {
    const [element, bytes] = [raw[at] ?? 0, raw[at + 1] ?? 0];
    const value = raw.subarray(at + 2, at + 2 + bytes);
    // 0: concatenated with a reference of one byte, 8: of two
    if (element === 0 && value.length === 3)
      return { part: { reference: value[0] ?? 0, total: value[1] ?? 0, number: value[2] ?? 0 }, rest };
    if (element === 8 && value.length === 4)
      return { part: { reference: value.readUInt16BE(0), total: value[2] ?? 0, number: value[3] ?? 0 }, rest };
    at += 2 + bytes;
  }
  return { part: undefined, rest };
}
