/** Pushes that are known at once; far more than come within the minutes that a signature is good for. */
const MOST_KNOWN = 100_000;

/** Signed stamps that were used. One that came to nothing may come again. */
export class Replays {
  readonly #seen = new Map<string, number>();
  readonly #forMs: number;

  constructor(forMs: number) {
    this.#forMs = forMs;
  }

  /** Takes a stamp up; false: it was used before. */
  claim(stamp: string, now: number): boolean {
    this.#forget(now);
    if (this.#seen.has(stamp)) return false;
    this.#seen.set(stamp, now);
    return true;
  }

  release(stamp: string): void {
    this.#seen.delete(stamp);
  }

  #forget(now: number): void {
    for (const [stamp, at] of this.#seen) {
      if (now - at <= this.#forMs && this.#seen.size <= MOST_KNOWN) return;
      this.#seen.delete(stamp);
    }
  }
}
