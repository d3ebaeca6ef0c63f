import { type MailLimits, Unreadable } from '../limits.ts';
import { type Header, HeaderText, readHeader } from './header.ts';
import { readParameters, type ValueWithParameters } from './parameters.ts';
import { decodeBody } from './transfer-encoding.ts';

/** A mail, or a part of it: either it has children, or it has a body. */
export interface Part {
  readonly header: HeaderText;
  /** `type/subtype`, never a multipart without children. */
  readonly type: string;
  readonly parameters: ValueWithParameters['parameters'];
  readonly disposition: ValueWithParameters;
  readonly children: readonly Part[];
  /** Decoded on demand: most parts of a bounce are never looked at. */
  readonly body: () => Buffer;
}

interface Budget {
  readonly limits: MailLimits;
  parts: number;
}

const LF = 0x0a;
/** A line end, a blank or the dashes of the last delimiter. */
const END_OF_BOUNDARY = new Set([0x0d, LF, 0x20, 0x09, 0x2d]);

/** Where a line `--boundary` begins and where the next line begins; boundaries that only start alike do not count. */
function* delimiters(body: Buffer, boundary: string): Generator<{ at: number; nextAt: number; closes: boolean }> {
  const sought = Buffer.from(`--${boundary}`, 'latin1');
  for (let from = 0; ;) {
    const at = body.indexOf(sought, from);
    if (at === -1) return;
    from = at + sought.length;
    if ((at > 0 && body[at - 1] !== LF) || !END_OF_BOUNDARY.has(body[from] ?? LF)) continue;
    const end = body.indexOf(LF, at);
    const nextAt = end === -1 ? body.length : end + 1;
    const rest = body.toString('latin1', from, Math.min(nextAt, from + 100)).trim();
    if (rest === '' || rest === '--') yield { at, nextAt, closes: rest === '--' };
  }
}

/** A multipart may forget to name its boundary; then the first line that looks like one is it. */
function boundaryOf(parameters: ReadonlyMap<string, string>, body: Buffer): string | undefined {
  const named = parameters.get('boundary')?.trimEnd();
  if (named) return named.slice(0, 200);
  return /^--([^\s-][^\r\n]{0,69})\r?\n/m.exec(body.toString('latin1', 0, 2000))?.[1]?.trimEnd();
}

function bodiesBetween(body: Buffer, boundary: string, budget: Budget): Buffer[] {
  const found: Buffer[] = [];
  let start: number | undefined;
  const close = (at: number): void => {
    if (start === undefined) return;
    if ((budget.parts += 1) > budget.limits.parts) throw new Unreadable('too-many-parts', `more than ${budget.limits.parts} parts`);
    const end = body[at - 1] === LF && at - 1 >= start ? at - 1 - (body[at - 2] === 0x0d && at - 2 >= start ? 1 : 0) : at;
    found.push(body.subarray(start, Math.max(start, end)));
  };
  for (const { at, nextAt, closes } of delimiters(body, boundary)) {
    close(at);
    start = closes ? undefined : nextAt;
  }
  close(body.length);
  return found;
}

function childrenOf(type: string, parameters: ReadonlyMap<string, string>, body: Buffer, depth: number, budget: Budget): Part[] {
  if (!type.startsWith('multipart/')) return [];
  const boundary = boundaryOf(parameters, body);
  if (boundary === undefined) return [];
  const childType = type === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
  return bodiesBetween(body, boundary, budget)
    .filter((bytes) => bytes.length > 0)
    .map((bytes) => readPart(bytes, childType, depth + 1, budget));
}

/** The first line of a body that came without the boundary it was promised tells HTML from text. */
const withoutChildren = (body: Buffer): string =>
  /^\s*<(!doctype|html|body|div|p)\b/i.test(body.toString('latin1', 0, 200)) ? 'text/html' : 'text/plain';

function readPart(raw: Buffer, unnamedType: string, depth: number, budget: Budget): Part {
  if (depth > budget.limits.depth) throw new Unreadable('too-deep', `more than ${budget.limits.depth} levels`);
  const source: Header = readHeader(raw, budget.limits.headerBytes);
  const claimed = readParameters(new HeaderText(source).first('content-type'));
  const header = new HeaderText(source, claimed.parameters.get('charset'));
  const content = readParameters(header.first('content-type'));
  const type = /^[\w.+-]+\/[\w.+*-]+$/.test(content.value) ? content.value : /^text\b/.test(content.value) ? 'text/plain' : unnamedType;
  const body = raw.subarray(source.bodyAt);
  const children = childrenOf(type, content.parameters, body, depth, budget);
  const encoding = (header.first('content-transfer-encoding') ?? '').toLowerCase().replace(/[^a-z0-9-].*$/, '');
  return {
    header,
    type: children.length === 0 && type.startsWith('multipart/') ? withoutChildren(body) : type,
    parameters: content.parameters,
    disposition: readParameters(header.first('content-disposition')),
    children,
    body: () => decodeBody(body, encoding),
  };
}

/** The parts of a mail. Throws `Unreadable` at the first thing that is over a limit, before more of it is built. */
export function readParts(raw: Buffer, limits: MailLimits, depth = 0): Part {
  return readPart(raw, 'text/plain', depth, { limits, parts: 1 });
}

/** The part itself and all below it, in the order of the mail. */
export function* everyPart(part: Part): Generator<Part> {
  yield part;
  for (const child of part.children) yield* everyPart(child);
}
