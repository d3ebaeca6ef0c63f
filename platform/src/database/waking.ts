import type pg from 'pg';
import type { Db } from './database.ts';

/** Transactions under way, each with what is to be called when something in it is to be told. */
const underWay = new WeakMap<object, () => void>();

/**
 * Wakes the readers of events (NOTIFY) after a transaction instead of within it. PostgreSQL lets one transaction that notifies commit at a
 * time, its fsync included, so that a hundred a second would wait for each other. A process that dies in between wakes nobody, and readers
 * look by themselves every second.
 */
export function wakeAfterCommit(db: Db, pool: pg.Pool): void {
  const transaction = db.transaction.bind(db);
  const wake = waker(pool);
  db.transaction = async (work, config) => {
    let isTold = false;
    const result = await transaction((tx) => {
      underWay.set(tx, () => (isTold = true));
      return work(tx);
    }, config);
    if (isTold) wake();
    return result;
  };
}

/** True: its readers are woken when this transaction is committed. False: nobody sees it end, so whoever writes must notify in it. */
export function isWokenAfter(tx: object): boolean {
  const told = underWay.get(tx);
  told?.();
  return told !== undefined;
}

/** One NOTIFY at a time; whatever is committed meanwhile shares the next. */
function waker(pool: pg.Pool): () => void {
  let again = false;
  let busy = false;
  const wake = (): void => {
    again = busy;
    if (busy) return;
    busy = true;
    void pool
      .query('notify hotline_event')
      .catch(() => undefined)
      .then(() => {
        busy = false;
        if (again) wake();
      });
  };
  return wake;
}
