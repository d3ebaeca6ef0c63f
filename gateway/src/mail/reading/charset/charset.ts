import iconv from 'iconv-lite';
import { likeness } from './common-characters.ts';
import { readSevenBit } from './seven-bit.ts';

export interface Decoded {
  readonly text: string;
  /** A name of the WHATWG list where there is one, 'us-ascii' for bytes that leave nothing to decide. */
  readonly charset: string;
}

/** Bytes that are looked at to decide: the first lines that have an eighth bit. */
const SAMPLE_BYTES = 16_384;
/** `likeness` from which unlabelled bytes are Chinese: letters score 1.5–2, names of few common characters 0.7, Western words read as GBK below 0. */
const CHINESE_FROM = 0.6;
/** `likeness` from which Chinese wins over a label of another script or over a chance reading as UTF-8. */
const SURELY_CHINESE_FROM = 1.4;
/** What a label is worth between GB18030 and Big5. */
const LABEL_WORTH = 0.4;

const aliases: Readonly<Record<string, string>> = {
  'hz-gb-2312': 'hz-gb-2312',
  hz: 'hz-gb-2312',
  'gb2312-80': 'gb18030',
  'gb_2312-80': 'gb18030',
  chinesegb: 'gb18030',
  cp936: 'gb18030',
  ms936: 'gb18030',
  'windows-936': 'gb18030',
  'euc-cn': 'gb18030',
  euccn: 'gb18030',
  cp950: 'big5',
  'windows-950': 'big5',
  utf8mb4: 'utf-8',
  utf: 'utf-8',
};
const OTHER_TABLES = /^(cp|ibm|windows-?|iso-?8859-?|koi8|mac|utf-?7)[\w-]*$/;

/** The charset that a label means, widened to the largest of its family (gb2312 and gbk to gb18030); undefined when nobody knows it. */
export function charsetOf(label: string | undefined): string | undefined {
  const name =
    label
      ?.trim()
      .toLowerCase()
      .replace(/^["'_]+|["'_]+$|\$esc$/g, '') ?? '';
  const alias = aliases[name];
  if (alias !== undefined) return alias;
  try {
    const { encoding } = new TextDecoder(name);
    return encoding === 'gbk' ? 'gb18030' : encoding;
  } catch {
    return OTHER_TABLES.test(name) && iconv.encodingExists(name) ? name : undefined;
  }
}

/** Decodes what can be decoded. A character that is cut off at the end is left out: half a character tells nobody anything. */
function decode(bytes: Uint8Array, charset: string): string {
  let decoder;
  try {
    decoder = new TextDecoder(charset);
  } catch {
    return iconv.decode(Buffer.from(bytes), charset);
  }
  return decoder.decode(bytes, { stream: true });
}

function isValid(bytes: Uint8Array, charset: string): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80);

function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes;
  const sample: Uint8Array[] = [];
  let room = SAMPLE_BYTES;
  for (let from = 0; from < bytes.length && room > 0;) {
    const end = bytes.indexOf(0x0a, from);
    const line = bytes.subarray(from, Math.min(end === -1 ? bytes.length : end + 1, from + room));
    from = end === -1 ? bytes.length : end + 1;
    if (isAscii(line)) continue;
    sample.push(line);
    room -= line.length;
  }
  return Buffer.concat(sample);
}

function byteOrderMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

const chineseReadings = ['gb18030', 'big5'] as const;

function bestChinese(sample: Uint8Array, labelled: ReadonlySet<string>): { charset: string; likeness: number } {
  const [gb18030, big5] = chineseReadings.map((charset) => {
    const found = likeness(decode(sample, charset), charset);
    return { charset, likeness: found, worth: found + (labelled.has(charset) ? LABEL_WORTH : 0) };
  });
  if (!gb18030 || !big5) throw new RangeError('two readings');
  return big5.worth > gb18030.worth ? big5 : gb18030;
}

/** UTF-8 with a wrong byte here and there (a broken base64, a cut in the middle): no other charset gives eight whole characters to one wrong. */
function isNearlyUtf8(sample: Uint8Array): boolean {
  const text = decode(sample, 'utf-8');
  const wrong = text.split('\ufffd').length - 1;
  const whole = text.match(/[\u0800-\ufffc]/g)?.length ?? 0;
  return whole > 8 * wrong;
}

function choose(sample: Uint8Array, labels: readonly string[]): string {
  const labelled = new Set(labels);
  const chinese = bestChinese(sample, labelled);
  if (isValid(sample, 'utf-8')) {
    // two GBK characters such as 一 (D2 BB) are also two bytes of UTF-8; letters of East Asia need three
    const byChance = !/[\u0800-\uffff]/.test(decode(sample, 'utf-8')) && !labelled.has('utf-8');
    const wanted = chineseReadings.some((charset) => labelled.has(charset)) ? CHINESE_FROM : SURELY_CHINESE_FROM;
    return byChance && chinese.likeness >= wanted ? chinese.charset : 'utf-8';
  }
  if (isNearlyUtf8(sample)) return 'utf-8';
  if (chineseReadings.some((charset) => labelled.has(charset))) return chinese.charset;
  const other = labels.find((charset) => charset !== 'utf-8' && charset !== 'windows-1252' && charset !== 'hz-gb-2312');
  if (other !== undefined && !decode(sample, other).includes('\ufffd'))
    return chinese.likeness >= SURELY_CHINESE_FROM ? chinese.charset : other;
  return chinese.likeness >= CHINESE_FROM ? chinese.charset : (other ?? 'windows-1252');
}

/**
 * Text from bytes of which the labels may lie. Never fails: what cannot be read becomes U+FFFD.
 * Order: a mark of its own, strict UTF-8, the labels (widened), then GB18030 or Big5 by how much it looks like Chinese.
 */
export function decodeText(bytes: Uint8Array, labels: ReadonlyArray<string | undefined> = []): Decoded {
  const known = labels.map(charsetOf).filter((charset) => charset !== undefined);
  const charset = byteOrderMark(bytes) ?? known.find((label) => label.startsWith('utf-16'));
  if (charset !== undefined) return { text: decode(bytes, charset).replace(/^\ufeff/, ''), charset };
  if (isAscii(bytes)) {
    const marked = readSevenBit(bytes, known[0]);
    if (marked) return marked;
    const utf7 = known.find((label) => /^utf-?7/.test(label));
    return { text: decode(bytes, utf7 ?? 'utf-8'), charset: utf7 ?? 'us-ascii' };
  }
  const chosen = choose(sampleOf(bytes), known);
  return { text: decode(bytes, chosen), charset: chosen };
}
