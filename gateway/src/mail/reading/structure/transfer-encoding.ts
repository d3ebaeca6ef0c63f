const EQUALS = 0x3d;
const LF = 0x0a;
const CR = 0x0d;

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Soft line breaks go, `=XX` become bytes; an `=` that is neither stays as it is. */
export function fromQuotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== EQUALS) {
      out[length++] = byte;
      continue;
    }
    const high = hexDigit(bytes[at + 1]);
    const low = hexDigit(bytes[at + 2]);
    let end = at + 1;
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end += 1;
    if (high >= 0 && low >= 0) {
      out[length++] = high * 16 + low;
      at += 2;
    } else if (bytes[end] === LF) at = end;
    else if (bytes[end] === CR && bytes[end + 1] === LF) at = end + 1;
    else if (at + 1 < bytes.length) out[length++] = byte;
  }
  return out.subarray(0, length);
}

const base64Values = new Uint8Array(256).fill(0xff);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((letter, value) => {
  base64Values[letter.charCodeAt(0)] = value;
});

/**
 * What is no base64 is left out, so that a broken line costs a line and not the file. After a padding it goes on: pieces that were encoded one by
 * one and joined are read to their end, where Node's own decoder stops.
 */
function fromBase64(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((bytes.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    const value = base64Values[byte] ?? 0xff;
    if (byte === EQUALS) held = 0;
    if (value === 0xff) continue;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    out[length++] = (bits >> held) & 0xff;
  }
  return out.subarray(0, length);
}

function fromUuencode(bytes: Buffer): Buffer {
  const out = Buffer.allocUnsafe(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length;) {
    const found = bytes.indexOf(LF, at);
    const end = found === -1 ? bytes.length : found;
    const isMark = /^(begin \d{3,4} |end\r?$)/.test(bytes.toString('latin1', at, Math.min(end, at + 12)));
    const last = isMark ? length : length + (((bytes[at] ?? 0) - 32) & 63);
    for (let group = at + 1; length < last && group < end; group += 4) {
      const [first, second, third, fourth] = [0, 1, 2, 3].map((offset) => ((bytes[group + offset] ?? 32) - 32) & 63) as [
        number,
        number,
        number,
        number,
      ];
      const three = [(first << 2) | (second >> 4), ((second & 15) << 4) | (third >> 2), ((third & 3) << 6) | fourth];
      for (const byte of three.slice(0, last - length)) out[length++] = byte;
    }
    at = end + 1;
  }
  return out.subarray(0, length);
}

/** The body of a part as it was before it was made fit to travel. An unknown encoding is taken for none. */
export function decodeBody(bytes: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return fromBase64(bytes);
  if (encoding === 'quoted-printable') return fromQuotedPrintable(bytes);
  if (/^(x-)?uu(e|en)code$/.test(encoding)) return fromUuencode(bytes);
  return bytes;
}
