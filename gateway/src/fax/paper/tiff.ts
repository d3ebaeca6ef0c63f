/** Pages of one fax: an hour on the line. */
export const MOST_PAGES = 100;
export const MOST_TIFF_BYTES = 20 * 1024 * 1024;
/** A3 at 408 dots an inch, the widest that T.4 knows, and a page ten times as long as it should be. */
const MOST_WIDE = 4_864;
const MOST_LINES = 25_000;
const MOST_POINTS = 50_000_000;
/** One field of a directory has 12 bytes; no writer of faxes has more than thirty. */
const MOST_FIELDS = 200;

/** Why bytes are no fax; in words for whoever looks after the quarantine. */
export class NotAFax extends Error {}

/** One page as its directory tells of it. */
export interface FaxPage {
  readonly wide: number;
  readonly lines: number;
  /** Dots an inch. A standard fax has 204 × 98: its points are twice as high as wide. */
  readonly across: number;
  readonly down: number;
}

const tags = { wide: 256, lines: 257, compression: 259, across: 282, down: 283, unit: 296 } as const;
/** Bytes of each type of a field (TIFF 6.0 section 2). */
const typeBytes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8 };
/** None, modified Huffman, T.4, T.6. */
const COMPRESSIONS: readonly number[] = [1, 2, 3, 4];
const STANDARD = { across: 204, down: 98 } as const;

/** Reads what stands in the directories of a TIFF, bounded, before a decoder is let at it. Throws `NotAFax`. */
export function pagesOf(bytes: Uint8Array): FaxPage[] {
  if (bytes.length > MOST_TIFF_BYTES) throw new NotAFax(`${bytes.length} 字节,超过上限 over ${MOST_TIFF_BYTES} bytes`);
  const view = new Reading(bytes);
  const pages: FaxPage[] = [];
  const seen = new Set<number>();
  for (let at = view.first(); at !== 0;) {
    if (seen.has(at)) throw new NotAFax('页目录成环 the directories go in a circle');
    if (pages.length >= MOST_PAGES) throw new NotAFax(`超过 ${MOST_PAGES} 页 more than ${MOST_PAGES} pages`);
    seen.add(at);
    const { fields, next } = view.directory(at);
    pages.push(pageOf(fields));
    at = next;
  }
  if (pages.length === 0) throw new NotAFax('没有任何页 no page at all');
  return pages;
}

function pageOf(fields: ReadonlyMap<number, number>): FaxPage {
  const read = (name: keyof typeof tags): number => fields.get(tags[name]) ?? 0;
  const [wide, lines] = [read('wide'), read('lines')];
  if (wide < 1 || lines < 1 || wide > MOST_WIDE || lines > MOST_LINES || wide * lines > MOST_POINTS)
    throw new NotAFax(`页面 ${wide}×${lines} 点,超过上限 a page of ${wide} × ${lines} points`);
  if (!COMPRESSIONS.includes(fields.get(tags.compression) ?? 1)) throw new NotAFax('不是传真压缩格式 not compressed as a fax');
  // 3: dots a centimetre
  const scale = read('unit') === 3 ? 2.54 : 1;
  const [across, down] = [read('across') * scale, read('down') * scale];
  const isSane = across >= 50 && across <= 1_200 && down >= 50 && down <= 1_200 && across / down < 4 && down / across < 4;
  return { wide, lines, ...(isSane ? { across, down } : STANDARD) };
}

/** Reads numbers where the file says they are, never outside it. */
class Reading {
  readonly #view: DataView;
  readonly #isLittle: boolean;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const sign = bytes.length >= 8 ? this.#view.getUint16(0) : 0;
    if (sign !== 0x4949 && sign !== 0x4d4d) throw new NotAFax('不是 TIFF 文件 not a TIFF');
    this.#isLittle = sign === 0x4949;
    if (this.#short(2) !== 42) throw new NotAFax('不是 TIFF 文件 not a TIFF');
  }

  first(): number {
    return this.#long(4);
  }

  directory(at: number): { fields: Map<number, number>; next: number } {
    const count = this.#short(at);
    if (count > MOST_FIELDS) throw new NotAFax(`页目录有 ${count} 项 a directory of ${count} fields`);
    const fields = new Map<number, number>();
    for (let field = 0; field < count; field += 1) {
      const place = at + 2 + field * 12;
      const value = this.#value(place);
      if (value !== undefined) fields.set(this.#short(place), value);
    }
    return { fields, next: this.#long(at + 2 + count * 12) };
  }

  /** The first number of a field; undefined: it holds none. */
  #value(place: number): number | undefined {
    const type = this.#short(place + 2);
    if (this.#long(place + 4) < 1 || typeBytes[type] === undefined) return undefined;
    if (type === 3) return this.#short(place + 8);
    if (type === 4) return this.#long(place + 8);
    if (type !== 5) return undefined;
    const at = this.#long(place + 8);
    return this.#long(at) / (this.#long(at + 4) || 1);
  }

  #short(at: number): number {
    if (at + 2 > this.#view.byteLength) throw new NotAFax('文件不完整 it ends too early');
    return this.#view.getUint16(at, this.#isLittle);
  }

  #long(at: number): number {
    if (at + 4 > this.#view.byteLength) throw new NotAFax('文件不完整 it ends too early');
    return this.#view.getUint32(at, this.#isLittle);
  }
}

/** A page to be sent: one bit a point, rows padded to bytes, 1 is black. */
export interface Bitmap extends FaxPage {
  readonly bits: Uint8Array;
}

/** One TIFF of these pages, class F (RFC 2306) but uncompressed: whoever sends it compresses as the other machine can read. */
export function tiffOf(pages: readonly Bitmap[]): Buffer {
  const FIELDS = 13;
  const DIRECTORY = 2 + FIELDS * 12 + 4 + 16;
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
  let at = 8;
  pages.forEach(({ wide, lines, across, down, bits }, index) => {
    const directory = Buffer.alloc(DIRECTORY);
    const rationals = at + DIRECTORY - 16;
    const strip = at + DIRECTORY;
    const end = strip + bits.length + (bits.length % 2);
    const fields: [tag: number, type: 3 | 4 | 5, value: number][] = [
      [254, 4, 2], [256, 4, wide], [257, 4, lines], [258, 3, 1], [259, 3, 1], [262, 3, 0], [266, 3, 1], [273, 4, strip],
      [277, 3, 1], [278, 4, lines], [279, 4, bits.length], [282, 5, rationals], [283, 5, rationals + 8],
    ]; // prettier-ignore
    directory.writeUInt16LE(FIELDS, 0);
    fields.forEach(([tag, type, value], field) => {
      const place = 2 + field * 12;
      directory.writeUInt16LE(tag, place);
      directory.writeUInt16LE(type, place + 2);
      directory.writeUInt32LE(1, place + 4);
      if (type === 3) directory.writeUInt16LE(value, place + 8);
      else directory.writeUInt32LE(value, place + 8);
    });
    directory.writeUInt32LE(index === pages.length - 1 ? 0 : end, 2 + FIELDS * 12);
    [across, 1, down, 1].forEach((value, place) => directory.writeUInt32LE(value, DIRECTORY - 16 + place * 4));
    parts.push(directory, Buffer.from(bits), Buffer.alloc(bits.length % 2));
    at = end;
  });
  return Buffer.concat(parts);
}
