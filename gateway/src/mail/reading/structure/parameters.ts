import { decodeText } from '../charset/charset.ts';
import { decodeWords } from './encoded-words.ts';

/** `text/plain; charset=gbk; name="…"` taken apart. */
export interface ValueWithParameters {
  /** Lower case, without parameters. */
  readonly value: string;
  /** Name in lower case → decoded text. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** One parameter; a quote that is never closed ends at the line's end, as mailers of the nineties and of today write them. */
const PARAMETER = /;\s*([^\s=;"]{1,80})\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/g;
const MAX_PARAMETERS = 100;

interface Piece {
  readonly order: number;
  readonly encoded: boolean;
  readonly text: string;
}

function percentBytes(text: string): Buffer {
  const bytes: Buffer[] = [];
  for (const part of text.split(/(%[0-9a-f]{2})/i))
    bytes.push(/^%[0-9a-f]{2}$/i.test(part) ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part, 'utf8'));
  return Buffer.concat(bytes);
}

/** Pieces of RFC 2231 joined as bytes, since a piece may end inside a character; the label of the first may lie. */
function joined(pieces: readonly Piece[]): string {
  const inOrder = [...pieces].sort((left, right) => left.order - right.order);
  const [first] = inOrder;
  const labelled = first?.encoded ? /^([^']*)'[^']*'/.exec(first.text) : null;
  if (!inOrder.some(({ encoded }) => encoded)) return decodeWords(inOrder.map(({ text }) => text).join(''));
  const bytes = inOrder.map(({ encoded, text }, index) => {
    const content = index === 0 && labelled ? text.slice(labelled[0].length) : text;
    return encoded ? percentBytes(content) : Buffer.from(content, 'utf8');
  });
  return decodeText(Buffer.concat(bytes), [labelled?.[1]]).text;
}

/** Takes a Content-Type or Content-Disposition apart; names in RFC 2231, in encoded words (as many Chinese mailers write) or in plain sight. */
export function readParameters(field: string | undefined): ValueWithParameters {
  const text = (field ?? '').slice(0, 20_000).replace(/[\r\n]+/g, ' ');
  const value = (/^[^;]*/.exec(text)?.[0] ?? '')
    .replace(/\([^()]*\)/g, '')
    .trim()
    .toLowerCase();
  const pieces = new Map<string, Piece[]>();
  let count = 0;
  for (const [, key, quoted, bare] of text.matchAll(PARAMETER)) {
    if ((count += 1) > MAX_PARAMETERS) break;
    const [, name, order, star] = /^(.+?)(?:\*(\d{1,3}))?(\*)?$/.exec((key ?? '').toLowerCase()) ?? [];
    if (name === undefined) continue;
    const piece = {
      order: Number(order ?? -1),
      encoded: star !== undefined,
      text: quoted?.replace(/\\(["\\])/g, '$1') ?? bare?.trim() ?? '',
    };
    const same = pieces.get(name);
    if (same) same.push(piece);
    else pieces.set(name, [piece]);
  }
  const parameters = new Map<string, string>();
  for (const [name, found] of pieces) {
    // `filename*` is meant for those who can read it and stands beside a poorer `filename`
    const modern = found.filter(({ encoded, order }) => encoded || order >= 0);
    parameters.set(name, modern.length > 0 ? joined(modern) : joined(found.slice(0, 1)));
  }
  return { value, parameters };
}
