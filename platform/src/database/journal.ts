import type { Log } from '../log/log.ts';
import type pg from 'pg';
import { isDatabaseAway } from './database.ts';
import { Draft } from './draft.ts';

/** A change puts what it writes into a draft; it may be asked again when the draft could not be committed. */
type Change = (draft: Draft) => void;
interface Entry {
  readonly change: Change;
  readonly done: (error?: unknown) => void;
}

/** So many changes may wait while PostgreSQL is away; at 20 changes a call that is 500 calls. Beyond it new callers hear the announcement. */
const MOST_WAITING = 10_000;
/** Changes written in one statement: one round trip and one fsync for all of them. */
const BATCH = 500;
/** Under load a batch waits this long for more: a call's steps come in bursts, and each commit costs a round trip and an fsync. */
const GATHER_MS = 10;
const RETRY_MS = 250;

/**
 * Writes changes in the order in which they happened. While PostgreSQL is away they wait here, so that a call goes on;
 * each resolves when it is committed. A change must bear being written twice: the commit may have succeeded when its answer was lost.
 */
export class Journal {
  readonly #pool: Pick<pg.Pool, 'connect'>;
  readonly #log: Log;
  readonly #waiting: Entry[] = [];
  #working: Promise<void> | undefined;
  #closed = false;
  #away = false;

  constructor(pool: Pick<pg.Pool, 'connect'>, log: Log) {
    this.#pool = pool;
    this.#log = log;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether the last attempt found the database away. */
  get isAway(): boolean {
    return this.#away;
  }

  get isFull(): boolean {
    return this.#waiting.length >= MOST_WAITING;
  }

  write(change: Change): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ change, done: (error) => (error === undefined ? resolve() : reject(error as Error)) });
      this.#working ??= this.#work().finally(() => (this.#working = undefined));
    });
  }

  /**
   * Writes something that depends on nothing that waits (a new call), at once and in its own transaction. Rejects when the database is away:
   * whoever asks has something better to do than to wait. NOTIFY holds a lock over its commit, so that this one would wait for the batch that
   * is being committed: its readers are woken by the next batch.
   */
  async writeNow(change: Change): Promise<void> {
    await this.#commit([{ change }], { quietly: true });
    void this.write((draft) => draft.wake());
  }

  /** Resolves when everything written so far is committed. */
  async settled(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** Waits at most `ms` for what still waits; what remains is lost with the process, and reconcile repairs it. */
  async close(ms = 2_000): Promise<void> {
    await Promise.race([this.settled(), new Promise((resolve) => setTimeout(resolve, ms).unref())]);
    this.#closed = true;
  }

  async #work(): Promise<void> {
    // The first microtask lets whatever happened in the same turn join the batch.
    await Promise.resolve();
    for (let busy = false; this.#waiting.length > 0 && !this.#closed; busy = true) {
      if (busy && this.#waiting.length < BATCH) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
      const batch = this.#waiting.slice(0, BATCH);
      const written = await this.#attempt(batch);
      if (written) this.#waiting.splice(0, batch.length);
      else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** False: the database is away, try the same batch again. */
  async #attempt(batch: readonly Entry[]): Promise<boolean> {
    try {
      await this.#commit(batch);
      this.#away = false;
      for (const { done } of batch) done();
      return true;
    } catch (error) {
      if (isDatabaseAway(error)) {
        if (!this.#away) this.#log.warn('the database is away; changes wait in order');
        this.#away = true;
        return false;
      }
      return this.#oneByOne(batch);
    }
  }

  /** One change of the batch is refused for its own reason: the others must not fall with it. */
  async #oneByOne(batch: readonly Entry[]): Promise<boolean> {
    for (const [index, entry] of batch.entries()) {
      try {
        await this.#commit([entry]);
        entry.done();
      } catch (error) {
        if (isDatabaseAway(error)) {
          this.#waiting.splice(0, index);
          this.#away = true;
          return false;
        }
        this.#log.error({ error }, 'a change was refused by the database');
        entry.done(error);
      }
    }
    return true;
  }

  async #commit(changes: readonly Pick<Entry, 'change'>[], how: { quietly?: boolean } = {}): Promise<void> {
    const draft = new Draft();
    for (const { change } of changes) change(draft);
    const client = await this.#pool.connect();
    try {
      await draft.commit(client, how);
    } finally {
      client.release();
    }
  }
}
