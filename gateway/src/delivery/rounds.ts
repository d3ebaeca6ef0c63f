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

  constructor({ deliveries, log }: { readonly deliveries: DeliveryDesk; readonly log: Log }) {
    this.#deliveries = deliveries;
    this.#log = log;
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#working = this.#round().then(() => this.start());
    }, ROUND_MS);
  }

  /** When it resolves what was begun has ended, and nothing begins any more. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#working;
    clearTimeout(this.#timer);
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
