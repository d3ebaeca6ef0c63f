import type { Log } from '@hotline/platform';
import type { DeliveryDesk } from './delivery-desk.ts';

/** Real milliseconds between two looks for messages that are due. */
const ROUND_MS = 500;

/** Looks for messages that are due, again and again, until it is stopped. */
export class Rounds {
  readonly #deliveries: DeliveryDesk;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor({ deliveries, log }: { readonly deliveries: DeliveryDesk; readonly log: Log }) {
    this.#deliveries = deliveries;
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
    await this.#deliveries.settled();
  }

  async #round(): Promise<void> {
    try {
      while ((await this.#deliveries.round()) > 0) continue;
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'messages could not be sent; trying again');
    }
  }
}
