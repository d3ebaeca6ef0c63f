import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds of the retry clock: how long all wait when a carrier says that we are too fast, doubled each time until it takes one. */
const FIRST_PAUSE_MS = 500;
/** Tries of one part before it is given back. */
export const MOST_TRIES = 5;

/** How fast a line may go: when the carrier has said that it is too fast, nobody sends for a while. */
export class Pace {
  readonly #retryScale: number;
  #pauseMs = FIRST_PAUSE_MS;
  #pause: Promise<void> | undefined;

  constructor(retryScale: number) {
    this.#retryScale = retryScale;
  }

  /** Resolves when one may send. */
  async calm(): Promise<void> {
    while (this.#pause) await this.#pause;
  }

  /** The carrier was asked too much. Those who were told so at the same time share one pause. `signal` ends it: there is nobody to spare any more. */
  slow(signal: AbortSignal): void {
    if (this.#pause) return;
    this.#pause = sleep(this.#pauseMs * this.#retryScale, undefined, { signal })
      .catch(() => undefined)
      .then(() => (this.#pause = undefined));
    this.#pauseMs = Math.min(this.#pauseMs * 2, FIRST_PAUSE_MS * 2 ** MOST_TRIES);
  }

  well(): void {
    this.#pauseMs = FIRST_PAUSE_MS;
  }
}
