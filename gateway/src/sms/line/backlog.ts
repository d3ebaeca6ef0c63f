import { Turns } from '../../intake/turns.ts';
import { Window } from './window.ts';

/** Unanswered messages of a carrier at which its line is no longer read, and at which it is read again. */
export const MOST_UNANSWERED = 1_000;
const FEW_ENOUGH = 500;
/** Kept at once; the database does not take more of them faster. */
const AT_WORK = 32;

interface Tap {
  readonly close: () => void;
  readonly open: () => void;
}

/** What a carrier brought and we have not kept yet: of one phone one after the other, of different ones at once; the tap is closed while there is too much. */
export class Backlog {
  readonly #tap: Tap;
  readonly #turns = new Turns();
  readonly #window = new Window(AT_WORK);
  readonly #unanswered = new Set<Promise<void>>();
  #isClosed = false;
  #isOver = false;

  constructor(tap: Tap) {
    this.#tap = tap;
  }

  /** `work` never rejects. */
  add(phone: string, work: () => Promise<void>): void {
    const kept: Promise<void> = this.#turns.run(phone, () => this.#do(work)).finally(() => this.#done(kept));
    this.#unanswered.add(kept);
    if (this.#isClosed || this.#unanswered.size < MOST_UNANSWERED) return;
    this.#isClosed = true;
    this.#tap.close();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Drops what was not begun: it is not answered, so the carrier sends it again. Resolves when what was begun is done. */
  async clear(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#unanswered);
  }

  async #do(work: () => Promise<void>): Promise<void> {
    await this.#window.enter();
    try {
      if (!this.#isOver) await work();
    } finally {
      this.#window.leave();
    }
  }

  #done(kept: Promise<void>): void {
    this.#unanswered.delete(kept);
    if (!this.#isClosed || this.#unanswered.size > FEW_ENOUGH) return;
    this.#isClosed = false;
    this.#tap.open();
  }
}
