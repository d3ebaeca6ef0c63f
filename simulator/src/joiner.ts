import type { Submitted } from './carrier-session.ts';

/** Texts of which parts are missing; the oldest makes room. */
const MOST_OPEN = 100;

/** Puts the parts of long texts together, as a phone does. */
export class Joiner {
  readonly #open = new Map<string, Map<number, string>>();

  /** The whole text, with its last missing part. */
  joined({ to, reference, total, number, text }: Submitted): string | undefined {
    if (total <= 1) return text;
    const key = `${to}:${reference}:${total}`;
    const parts = (this.#open.get(key) ?? new Map<number, string>()).set(number, text);
    this.#open.set(key, parts);
    if (this.#open.size > MOST_OPEN) this.#open.delete(this.#open.keys().next().value ?? key);
    if (parts.size < total) return undefined;
    this.#open.delete(key);
    return [...parts]
      .sort(([one], [other]) => one - other)
      .map(([, piece]) => piece)
      .join('');
  }
}
