/** Encodings of Chinese and Korean that use seven bits only, so that they pass for ASCII: neither Node nor iconv-lite knows them. */
const ESCAPE = 0x1b;
const SHIFT_OUT = 0x0e;
const SHIFT_IN = 0x0f;

const includes = (bytes: Uint8Array, sequence: string): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(sequence);

/** HZ (RFC 1843): ~{ GB2312 in seven bits ~}, ~~ is a tilde, ~ before a line end joins lines, and no line ends in Chinese. */
function readHz(bytes: Uint8Array): string {
  const eightBit: number[] = [];
  let chinese = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const mark = byte === 0x7e ? String.fromCharCode(bytes[at + 1] ?? 0) : '';
    if (mark === '{' || mark === '}' || mark === '\n' || (mark === '~' && !chinese)) {
      at += 1;
      if (mark === '~') eightBit.push(byte);
      chinese = mark === '{';
      continue;
    }
    if (byte === 0x0a) chinese = false;
    eightBit.push(chinese && byte > 0x20 ? byte | 0x80 : byte);
  }
  return new TextDecoder('gb18030').decode(Uint8Array.from(eightBit));
}

/** ISO-2022-CN (RFC 1922, GB2312 only) and ISO-2022-KR (RFC 1557): shift-out begins double bytes, shift-in or a line end ends them. */
function readShifted(bytes: Uint8Array, encoding: 'gb18030' | 'euc-kr'): string {
  const eightBit: number[] = [];
  let shifted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === ESCAPE && bytes[at + 1] === 0x24) at += 3;
    else if (byte === SHIFT_OUT) shifted = true;
    else if (byte === SHIFT_IN) shifted = false;
    else {
      if (byte === 0x0a) shifted = false;
      eightBit.push(shifted && byte > 0x20 ? byte | 0x80 : byte);
    }
  }
  return new TextDecoder(encoding).decode(Uint8Array.from(eightBit));
}

/** Reads bytes without an eighth bit that are more than ASCII by their own marks; undefined when they are ASCII. */
export function readSevenBit(bytes: Uint8Array, label: string | undefined): { text: string; charset: string } | undefined {
  if (includes(bytes, '\x1b$)C')) return { text: readShifted(bytes, 'euc-kr'), charset: 'iso-2022-kr' };
  if (includes(bytes, '\x1b$)A') && includes(bytes, '\x0e')) return { text: readShifted(bytes, 'gb18030'), charset: 'iso-2022-cn' };
  if (includes(bytes, '\x1b$B') || includes(bytes, '\x1b$@'))
    return { text: new TextDecoder('iso-2022-jp').decode(bytes), charset: 'iso-2022-jp' };
  const mayBeHz = label === undefined || label === 'hz-gb-2312' || label === 'gb18030';
  if (mayBeHz && includes(bytes, '~{') && includes(bytes, '~}')) return { text: readHz(bytes), charset: 'hz-gb-2312' };
  return undefined;
}
