/**
 * winmail.dat: the envelope in which Outlook sends files to people without Outlook ([MS-OXTNEF]). Only names, files and a plain or HTML body are
 * taken out; a body in compressed RTF is left, since Outlook sends the same words as text/plain beside it.
 */
export interface Tnef {
  readonly files: ReadonlyArray<{
    readonly name: Buffer;
    readonly type: string | undefined;
    readonly contentId: string | undefined;
    readonly bytes: Buffer;
  }>;
  readonly plain: Buffer | undefined;
  readonly html: Buffer | undefined;
  /** `cp936` and the like, from attOemCodepage. */
  readonly charset: string | undefined;
}

const SIGNATURE = 0x223e9f78;
const attribute = {
  codepage: 0x9007,
  message: 0x9003,
  body: 0x800c,
  file: 0x9002,
  title: 0x8010,
  data: 0x800f,
  properties: 0x9005,
} as const;
/** [MS-OXPROPS] ids of the properties that are read. */
const property = {
  body: 0x1000,
  html: 0x1013,
  data: 0x3701,
  longName: 0x3707,
  shortName: 0x3704,
  type: 0x370e,
  contentId: 0x3712,
} as const;
/** Bytes of a value by its type; strings and binaries carry their own length. */
const fixedSizes: Readonly<Record<number, number>> = { 2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 0xa: 4, 0xb: 4, 0x14: 8, 0x40: 8, 0x48: 16 };
const STRING8 = 0x1e;
const UNICODE = 0x1f;
const MULTIPLE = 0x1000;
const MAX_VALUES = 1000;

const withoutZero = (bytes: Buffer): Buffer => {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
};

const asUtf8 = (bytes: Buffer, type: number): Buffer =>
  type === UNICODE
    ? Buffer.from(new TextDecoder('utf-16le').decode(bytes).replace(/\0.*$/s, ''), 'utf8')
    : type === STRING8
      ? withoutZero(bytes)
      : bytes;

/** MAPI properties by id; reading stops at the first value that is out of bounds. */
function propertiesOf(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  let at = 4;
  const padded = (length: number): number => Math.ceil(length / 4) * 4;
  const count = bytes.length < 4 ? 0 : Math.min(bytes.readUInt32LE(0), MAX_VALUES);
  for (let index = 0; index < count && at + 4 <= bytes.length; index += 1) {
    const type = bytes.readUInt16LE(at) & ~MULTIPLE;
    const isMultiple = (bytes.readUInt16LE(at) & MULTIPLE) !== 0;
    const id = bytes.readUInt16LE(at + 2);
    at += 4;
    if (id >= 0x8000) {
      // a named property: a GUID, then a number or a name
      if (at + 24 > bytes.length) break;
      at += bytes.readUInt32LE(at + 16) === 0 ? 24 : 24 + padded(bytes.readUInt32LE(at + 20));
    }
    const fixed = fixedSizes[type];
    let values = 1;
    if (fixed === undefined || isMultiple) {
      if (at + 4 > bytes.length) break;
      values = bytes.readUInt32LE(at);
      at += 4;
    }
    for (let value = 0; value < Math.min(values, MAX_VALUES) && at <= bytes.length; value += 1) {
      if (fixed !== undefined) at += padded(fixed);
      else if (at + 4 <= bytes.length) {
        const length = bytes.readUInt32LE(at);
        if (!found.has(id)) found.set(id, asUtf8(bytes.subarray(at + 4, at + 4 + length), type));
        at += 4 + padded(length);
      } else at = bytes.length + 1;
    }
  }
  return found;
}

function* attributesOf(bytes: Buffer): Generator<{ id: number; value: Buffer }> {
  for (let at = 6; at + 9 <= bytes.length;) {
    const length = bytes.readUInt32LE(at + 5);
    yield { id: bytes.readUInt16LE(at + 1), value: bytes.subarray(at + 9, at + 9 + length) };
    at += 9 + length + 2;
  }
}

interface OpenFile {
  title?: Buffer;
  data?: Buffer;
  properties?: Map<number, Buffer>;
}

/** Takes a winmail.dat apart; undefined when it is none. What is cut off or out of bounds is left out. */
export function readTnef(bytes: Buffer, maxFiles: number): Tnef | undefined {
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== SIGNATURE) return undefined;
  const open: OpenFile[] = [];
  let message = new Map<number, Buffer>();
  let body: Buffer | undefined;
  let charset: string | undefined;
  for (const { id, value } of attributesOf(bytes)) {
    const file = open.at(-1);
    if (id === attribute.codepage && value.length >= 4) charset = `cp${value.readUInt32LE(0)}`;
    else if (id === attribute.message) message = propertiesOf(value);
    else if (id === attribute.body) body = withoutZero(value);
    else if (id === attribute.file && open.length < maxFiles) open.push({});
    else if (file && id === attribute.title) file.title = withoutZero(value);
    else if (file && id === attribute.data) file.data = value;
    else if (file && id === attribute.properties) file.properties = propertiesOf(value);
  }
  const files = open.flatMap(({ title, data, properties }) => {
    const content = data ?? properties?.get(property.data);
    if (content === undefined) return [];
    const name = properties?.get(property.longName) ?? title ?? properties?.get(property.shortName) ?? Buffer.alloc(0);
    const type = properties?.get(property.type)?.toString('latin1');
    return [{ name, type, contentId: properties?.get(property.contentId)?.toString('latin1'), bytes: content }];
  });
  return { files, plain: message.get(property.body) ?? body, html: message.get(property.html), charset };
}
