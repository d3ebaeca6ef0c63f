import { decodeText } from '../charset/charset.ts';
import { Unreadable } from '../limits.ts';

/** The fields of one mail or part, values as bytes: which charset they are in is decided by whoever reads them. */
export interface Header {
  /** Name in lower case → values in their order, unfolded. */
  readonly fields: ReadonlyMap<string, readonly Buffer[]>;
  /** Where the body begins. */
  readonly bodyAt: number;
}

const LF = 0x0a;
const FIELD = /^([!-9;-~]{1,100})[ \t]*:/;
/** Fields that tell a header that goes on after a broken fold from a body whose first line follows without an empty one. */
const GOES_ON =
  /^(content-(type|transfer-encoding|disposition)|mime-version|date|from|to|cc|subject|message-id|received|reply-to|x-[\w-]+)[ \t]*:/i;

const isFold = (line: Buffer): boolean => line[0] === 0x20 || line[0] === 0x09;
const isEmpty = (line: Buffer): boolean => line.length === 0 || (line.length === 1 && line[0] === 0x0d);

interface Line {
  readonly bytes: Buffer;
  readonly nextAt: number;
}

function lineAt(raw: Buffer, at: number): Line {
  const end = raw.indexOf(LF, at);
  const stop = end === -1 ? raw.length : end;
  const bytes = raw.subarray(at, stop > at && raw[stop - 1] === 0x0d ? stop - 1 : stop);
  return { bytes, nextAt: end === -1 ? raw.length : end + 1 };
}

function goesOnAfter(raw: Buffer, at: number): boolean {
  for (let next = at, seen = 0; next < raw.length && seen < 50; seen += 1) {
    const line = lineAt(raw, next);
    if (isEmpty(line.bytes)) return false;
    if (GOES_ON.test(line.bytes.toString('latin1', 0, 60))) return true;
    next = line.nextAt;
  }
  return false;
}

/** Reads the fields at the start of `raw`. A line that is no field ends the header, unless known fields follow it before the next empty line. */
export function readHeader(raw: Buffer, maxBytes: number): Header {
  const found: { name: string; lines: Buffer[] }[] = [];
  let at = 0;
  while (at < raw.length) {
    if (at > maxBytes) throw new Unreadable('header-too-large', `more than ${maxBytes} bytes of header`);
    const { bytes, nextAt } = lineAt(raw, at);
    if (isEmpty(bytes)) {
      at = nextAt;
      break;
    }
    const [whole, name] = FIELD.exec(bytes.toString('latin1', 0, 110)) ?? [];
    const isEnvelopeLine = at === 0 && /^>?From /.test(bytes.toString('latin1', 0, 6));
    if (whole !== undefined && name !== undefined && !isFold(bytes))
      found.push({ name: name.toLowerCase(), lines: [bytes.subarray(whole.length)] });
    else if (!isEnvelopeLine) {
      if (!isFold(bytes) && !goesOnAfter(raw, nextAt)) break;
      found.at(-1)?.lines.push(bytes);
    }
    at = nextAt;
  }
  if (at > maxBytes) throw new Unreadable('header-too-large', `${at} bytes of header`);
  const fields = new Map<string, Buffer[]>();
  for (const { name, lines } of found) {
    const value = lines.length === 1 ? (lines[0] ?? Buffer.alloc(0)) : Buffer.concat(lines);
    const same = fields.get(name);
    if (same) same.push(value);
    else fields.set(name, [value]);
  }
  return { fields, bodyAt: at };
}

const hasEighthBit = (bytes: Buffer): boolean => bytes.some((byte) => byte > 0x7f);

/** Fields as text. Bytes without a label are judged together: a name of two characters says little about its charset, a whole header says more. */
export class HeaderText {
  readonly #fields: Header['fields'];
  readonly #charset: string | undefined = undefined;

  /** `bodyLabel` is what the Content-Type claims; for want of a label of their own it counts for the fields too, and so does one in the subject. */
  constructor({ fields }: Header, bodyLabel?: string) {
    this.#fields = fields;
    const unlabelled = [...fields.values()].flat().filter(hasEighthBit);
    if (unlabelled.length === 0) return;
    const inWords = /=\?([\w.:-]{1,40})\?[bq]\?/i.exec(fields.get('subject')?.[0]?.toString('latin1') ?? '')?.[1];
    this.#charset = decodeText(Buffer.concat(unlabelled), [bodyLabel, inWords]).charset;
  }

  /** The first value, still with its encoded words; undefined when the field is missing or blank. */
  first(name: string): string | undefined {
    return this.all(name)[0];
  }

  /** Every value that is not blank. */
  all(name: string): string[] {
    return (this.#fields.get(name) ?? []).map((value) => this.#text(value).trim()).filter((value) => value !== '');
  }

  /** True also for a field without a value. */
  has(name: string): boolean {
    return this.#fields.has(name);
  }

  #text(value: Buffer): string {
    return hasEighthBit(value) ? decodeText(value, [this.#charset]).text : value.toString('latin1');
  }
}
