import { decodeText, headerOf } from './text.ts';

/** A part of a message as a carrier brought it. */
export interface IncomingPart {
  readonly from: string;
  readonly to: string;
  readonly format: number;
  readonly hasHeader: boolean;
  readonly content: Uint8Array;
  /** What the carrier calls it. */
  readonly id: string;
}

/** A whole message, or as much of it as ever came. */
export interface Joined {
  /** What its carrier calls its parts, by their numbers. */
  readonly ids: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly text: string;
  /** Numbers of parts that never came, in their order. */
  readonly missing: readonly number[];
  /** Under which its parts are kept until it is handed in: carriers exist that give all parts one id. */
  readonly keys: readonly string[];
}

export const keyOf = (id: string, number: number): string => `${id}:${number}`;

/** Minutes after which a message is taken as it is: carriers deliver parts within seconds, roaming phones within minutes. */
export const JOIN_MINUTES = 10;
/** Unfinished messages at once; the oldest is taken as it is when one more begins. */
export const MOST_UNFINISHED = 1_000;

interface Unfinished {
  readonly first: IncomingPart;
  readonly total: number;
  readonly since: number;
  readonly parts: Map<number, IncomingPart>;
}

/** Where a part belongs; undefined when it is a message of its own. A part that says it is the third of two is one. */
export function placeOf({ hasHeader, content }: IncomingPart) {
  const place = hasHeader ? headerOf(content).part : undefined;
  return place && place.total > 1 && place.number >= 1 && place.number <= place.total ? place : undefined;
}

/**
 * Joins the parts of long messages. What never becomes whole is given out all the same, with a mark where a part is missing: no word of
 * hers is lost. Phones use a reference again after 256 messages (go-smpp#45): a part goes to the newest message that lacks it.
 */
export class Joiner {
  readonly #open = new Map<string, Unfinished[]>();
  #count = 0;

  /** Takes a part in; returns the messages that are whole now, or had to make room. */
  add(part: IncomingPart, now: number): Joined[] {
    const place = placeOf(part);
    if (place === undefined) return [singleOf(part)];
    const key = [part.from, part.to, part.format, place.reference, place.total].join('|');
    const candidates = this.#open.get(key) ?? [];
    // the same part again is a carrier that missed our answer
    if (candidates.some(({ parts }) => isSame(parts.get(place.number), part))) return [];
    const lacking = candidates.findLast(({ parts }) => !parts.has(place.number));
    const full = lacking || this.#count < MOST_UNFINISHED ? [] : this.#takeOldest();
    const unfinished = lacking ?? this.#begin(key, part, place.total, now);
    unfinished.parts.set(place.number, part);
    if (unfinished.parts.size < unfinished.total) return full;
    this.#close(key, unfinished);
    return [...full, joined(unfinished)];
  }

  /** Messages that have waited long enough. */
  overdue(now: number): Joined[] {
    const old = [...this.#open].flatMap(([key, all]) =>
      all.filter(({ since }) => now - since >= JOIN_MINUTES * 60_000).map((one) => ({ key, one })),
    );
    for (const { key, one } of old) this.#close(key, one);
    return old.map(({ one }) => joined(one));
  }

  #begin(key: string, first: IncomingPart, total: number, since: number): Unfinished {
    const begun: Unfinished = { first, total, since, parts: new Map() };
    this.#open.set(key, [...(this.#open.get(key) ?? []), begun]);
    this.#count += 1;
    return begun;
  }

  #close(key: string, one: Unfinished): void {
    const left = (this.#open.get(key) ?? []).filter((other) => other !== one);
    if (left.length > 0) this.#open.set(key, left);
    else this.#open.delete(key);
    this.#count -= 1;
  }

  #takeOldest(): Joined[] {
    const [oldest] = this.#open;
    const one = oldest?.[1][0];
    if (!oldest || !one) return [];
    this.#close(oldest[0], one);
    return [joined(one)];
  }
}

const isSame = (one: IncomingPart | undefined, other: IncomingPart): boolean =>
  one !== undefined && (one.id === other.id || Buffer.from(one.content).equals(Buffer.from(other.content)));

const restOf = ({ hasHeader, content }: IncomingPart): Buffer => (hasHeader ? headerOf(content).rest : Buffer.from(content));

const singleOf = (part: IncomingPart): Joined => ({
  ids: [part.id],
  from: part.from,
  to: part.to,
  text: decodeText(restOf(part), part.format),
  missing: [],
  keys: [],
});

function joined({ first: { from, to, format }, total, parts }: Unfinished): Joined {
  const numbers = Array.from({ length: total }, (_, at) => at + 1);
  const there = numbers.flatMap((number) => parts.get(number) ?? []);
  const missing = numbers.filter((number) => !parts.has(number));
  const textOf = (some: readonly IncomingPart[]): string => decodeText(Buffer.concat(some.map(restOf)), format);
  // joined as bytes first: a carrier may have torn a sign between two parts
  const text =
    missing.length === 0
      ? textOf(there)
      : numbers.map((number) => (parts.has(number) ? textOf(there.filter((one) => one === parts.get(number))) : '[…]')).join('');
  const keys = [...parts].map(([number, { id }]) => keyOf(id, number));
  return { ids: there.map(({ id }) => id), from, to, text, missing, keys };
}
