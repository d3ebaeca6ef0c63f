import { ProtocolError } from '../line/frames.ts';

/** A field of a fixed layout. `octets` is text in ASCII, filled with zero bytes; `bytes` is binary as it is. */
export type Field =
  | { readonly kind: 'uint'; readonly bytes: 1 | 4 }
  | { readonly kind: 'octets'; readonly bytes: number }
  | { readonly kind: 'bytes'; readonly bytes: number }
  /** So many texts of this width as the count field says. */
  | { readonly kind: 'list'; readonly bytes: number; readonly countedBy: string; readonly most: number }
  /** So many bytes as the length field says. */
  | { readonly kind: 'content'; readonly lengthIn: string; readonly most: number };
export type Layout = Readonly<Record<string, Field>>;

export const uint1 = { kind: 'uint', bytes: 1 } as const;
export const uint4 = { kind: 'uint', bytes: 4 } as const;
export const octets = <N extends number>(bytes: N) => ({ kind: 'octets', bytes }) as const;
export const bytes = <N extends number>(count: N) => ({ kind: 'bytes', bytes: count }) as const;

type ValueOf<F extends Field> = F extends { kind: 'uint' }
  ? number
  : F extends { kind: 'octets' }
    ? string
    : F extends { kind: 'list' }
      ? readonly string[]
      : Uint8Array;
/** What a layout holds, by field. */
export type Values<L extends Layout> = { readonly [K in keyof L]: ValueOf<L[K]> };

const ascii = (text: string, width: number): Buffer => {
  const written = Buffer.alloc(width);
  const given = Buffer.from(text, 'utf8');
  if (given.length !== text.length) throw new RangeError(`"${text}" is not ASCII`);
  if (given.length > width) throw new RangeError(`"${text}" is longer than ${width} bytes`);
  given.copy(written);
  return written;
};
const untilZero = (raw: Buffer): string => {
  const end = raw.indexOf(0);
  return raw.toString('latin1', 0, end === -1 ? raw.length : end);
};

/** Writes the fields in their order. Throws `RangeError` for a value that does not fit its field: that is a mistake of ours. */
export function writeFields<L extends Layout>(layout: L, values: Values<L>): Buffer {
  const parts = Object.entries(layout).map(([name, field]) => {
    const value = (values as Record<string, unknown>)[name];
    switch (field.kind) {
      case 'uint': {
        const written = Buffer.alloc(field.bytes);
        written.writeUIntBE(value as number, 0, field.bytes);
        return written;
      }
      case 'octets':
        return ascii(value as string, field.bytes);
      case 'list': {
        const texts = value as readonly string[];
        if (texts.length > field.most) throw new RangeError(`${name}: ${texts.length} of ${field.most}`);
        return Buffer.concat(texts.map((text) => ascii(text, field.bytes)));
      }
      case 'bytes':
      case 'content': {
        const most = field.kind === 'bytes' ? field.bytes : field.most;
        const raw = Buffer.from(value as Uint8Array);
        if (raw.length > most || (field.kind === 'bytes' && raw.length !== most))
          throw new RangeError(`${name}: ${raw.length} bytes of ${most}`);
        return raw;
      }
    }
  });
  return Buffer.concat(parts);
}

/** Reads the fields in their order. Throws `ProtocolError` when the body ends too soon, says more than it may, or goes on behind its last field. */
export function readFields<L extends Layout>(layout: L, body: Buffer): Values<L> {
  const values: Record<string, unknown> = {};
  let at = 0;
  const take = (name: string, count: number): Buffer => {
    if (at + count > body.length) throw new ProtocolError(`${name} ends behind the message`);
    at += count;
    return body.subarray(at - count, at);
  };
  for (const [name, field] of Object.entries(layout))
    switch (field.kind) {
      case 'uint':
        values[name] = take(name, field.bytes).readUIntBE(0, field.bytes);
        break;
      case 'octets':
        values[name] = untilZero(take(name, field.bytes));
        break;
      case 'bytes':
        values[name] = Buffer.from(take(name, field.bytes));
        break;
      case 'list': {
        const count = Number(values[field.countedBy]);
        if (count > field.most) throw new ProtocolError(`${name}: ${count} of at most ${field.most}`);
        values[name] = Array.from({ length: count }, () => untilZero(take(name, field.bytes)));
        break;
      }
      case 'content':
        values[name] = Buffer.from(take(name, Number(values[field.lengthIn])));
        break;
    }
  if (at !== body.length) throw new ProtocolError(`${body.length - at} bytes behind the last field`);
  return values as Values<L>;
}
