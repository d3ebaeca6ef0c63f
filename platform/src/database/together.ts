import { setImmediate } from 'node:timers/promises';
import { type Db, isDatabaseAway } from './database.ts';
import { Draft } from './draft.ts';

interface Waiting<In, Out> {
  readonly one: In;
  readonly done: (out: Out) => void;
  readonly failed: (error: unknown) => void;
}

/** Done at once at most: what fails falls back to one by one, and that should not take long. */
const MOST = 64;

/**
 * Does what is asked at about the same time in one piece of work: whatever comes while one is under way waits for the next. A busy minute so
 * costs a few round trips instead of some for each. When the work on several fails each is done alone, so that nobody falls with another.
 */
export class Together<In, Out> {
  readonly #work: (all: readonly In[]) => Promise<readonly Out[]>;
  readonly #waiting: Waiting<In, Out>[] = [];
  #isBusy = false;

  /** `work` answers in the order of what is asked, and does all of it or nothing. */
  constructor(work: (all: readonly In[]) => Promise<readonly Out[]>) {
    this.#work = work;
  }

  run(one: In): Promise<Out> {
    return new Promise((done, failed) => {
      this.#waiting.push({ one, done, failed });
      void this.#goOn();
    });
  }

  async #goOn(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#waiting.length > 0) {
      // whatever else the kernel had brought by now joins in
      await setImmediate();
      await this.#attempt(this.#waiting.splice(0, MOST));
    }
    this.#isBusy = false;
  }

  async #attempt(batch: readonly Waiting<In, Out>[]): Promise<void> {
    try {
      const out = await this.#work(batch.map(({ one }) => one));
      for (const [at, { done }] of batch.entries()) done(out[at] as Out);
    } catch (error) {
      if (batch.length === 1 || isDatabaseAway(error)) for (const { failed } of batch) failed(error);
      else for (const one of batch) await this.#attempt([one]);
    }
  }
}

/** A change puts what it writes into a draft; it is asked again when what it was to be written with was refused. */
export type Change = (draft: Draft) => void;

/** Writes changes that come at about the same time in one transaction: each resolves when it is committed. */
export function writesTogether(db: Db): (change: Change) => Promise<void> {
  const writes = new Together<Change, undefined>(async (changes) => {
    const draft = new Draft();
    for (const change of changes) change(draft);
    await db.transaction((tx) => draft.within(tx));
    return changes.map(() => undefined);
  });
  return (change) => writes.run(change);
}
