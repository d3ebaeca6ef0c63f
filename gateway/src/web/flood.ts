import type { Clock } from '@hotline/platform';

const HOUR_MS = 3_600_000;
/** Addresses that are remembered; beyond that those of the past hour are forgotten first. */
const MOST_KNOWN = 50_000;

/** Counts what one address sends within the hour. A school or an office shares one address, so the bounds are wide; a machine sends thousands. */
export class Flood {
  readonly #clock: Clock;
  #hour = 0;
  readonly #counts = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How often, this time included. */
  count(what: string, address: string): number {
    const hour = Math.floor(this.#clock.now().getTime() / HOUR_MS);
    if (hour !== this.#hour || this.#counts.size > MOST_KNOWN) this.#counts.clear();
    this.#hour = hour;
    const key = `${what} ${address}`;
    const n = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, n);
    return n;
  }
}
