import type { Log } from '@hotline/platform';
import type { Sending } from './sending.ts';

/** Real milliseconds between two looks for messages that are due. */
const ROUND_MS = 500;

/** Looks for messages that are due, again and again, until it is stopped. */
export class Rounds {
  readonly #sending: Sending;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor({ sending, log }: { readonly sending: Sending; readonly log: Log }) {
    this.#sending = sending;
    this.#log = log;
  }

  start(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      this.#working = this.#round().then(() => this.start());
    }, ROUND_MS);
  }

  /** Nothing begins any more. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  /** Resolves when what was begun has ended. */
  async done(): Promise<void> {
    await this.#working;
    await this.#sending.settled();
  }

  async #round(): Promise<void> {
    try {
      while (!this.#isStopped && (await this.#sending.round()) > 0) continue;
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'messages could not be sent; trying again');
    }
  }
}
