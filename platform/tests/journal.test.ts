import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AuditBook, type Db, Journal, tell, verifyAudit } from '@hotline/platform';
import { freshDatabase, quietLog, type TestDatabase, TestClock, testRing } from '../src/test-kit/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('platform-journal');
  await database.sql("create table kept (at bigserial, word text not null check (word <> 'refused'))");
});
afterAll(() => database.close());

/** The database with its server away whenever `isAway` says so: what a pool answers while PostgreSQL restarts. */
function unsteady(isAway: () => boolean, after = false): Db {
  return {
    transaction: async (work: (tx: unknown) => Promise<unknown>) => {
      const refuse = () => Promise.reject(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }));
      if (!after && isAway()) return refuse();
      const result = await database.db.transaction(work);
      return after && isAway() ? refuse() : result;
    },
  } as Db;
}

const keep = (word: string) => async (tx: Parameters<Parameters<Journal['write']>[0]>[0]) =>
  void (await tx.execute(sql`insert into kept (word) values (${word})`));
const kept = async () => (await database.sql<{ word: string }>('select word from kept order by at')).map(({ word }) => word);
const clear = () => database.sql('truncate kept');

describe('what changes while PostgreSQL is away', () => {
  test('waits in order and is written when it is back', async () => {
    await clear();
    let away = 3;
    const journal = new Journal(
      unsteady(() => away-- > 0),
      quietLog(),
    );
    const first = journal.write(keep('ringing'));
    const others = ['talking', 'held', 'ended'].map((word) => journal.write(keep(word)));
    await vi.waitFor(() => expect(journal.isAway).toBe(true));
    expect(journal.waiting).toBe(4);
    const late = journal.write(keep('disposed'));
    await Promise.all([first, ...others, late]);
    expect(await kept()).toEqual(['ringing', 'talking', 'held', 'ended', 'disposed']);
    expect([journal.waiting, journal.isAway]).toEqual([0, false]);
  });

  test('is written again when the answer to its commit was lost, so a change must bear it twice', async () => {
    await clear();
    let lost = 1;
    const journal = new Journal(
      unsteady(() => lost-- > 0, true),
      quietLog(),
    );
    await journal.write(keep('arrived'));
    expect(await kept()).toEqual(['arrived', 'arrived']);
  });

  test('one change that the database refuses does not take the others down', async () => {
    await clear();
    const journal = new Journal(database.db, quietLog());
    const results = await Promise.allSettled(['one', 'refused', 'two'].map((word) => journal.write(keep(word))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await kept()).toEqual(['one', 'two']);
    await journal.write(keep('three'));
    expect(await kept()).toEqual(['one', 'two', 'three']);
  });

  test('a server that goes away between a refused change and the next loses and repeats nothing', async () => {
    await clear();
    let transactions = 0;
    // The batch, then one, refused, and then the server is away for two tries.
    const journal = new Journal(
      unsteady(() => [3, 4].includes(transactions++)),
      quietLog(),
    );
    const results = await Promise.allSettled(['one', 'refused', 'two', 'three'].map((word) => journal.write(keep(word))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
    expect(await kept()).toEqual(['one', 'two', 'three']);
  });

  test('a thousand changes of one turn are committed in a few transactions, in order', async () => {
    await clear();
    let transactions = 0;
    const journal = new Journal(
      unsteady(() => ((transactions += 1), false)),
      quietLog(),
    );
    const words = Array.from({ length: 1_000 }, (_, n) => `change ${n}`);
    for (const word of words) void journal.write(keep(word));
    await journal.settled();
    expect(await kept()).toEqual(words);
    expect(transactions).toBeLessThanOrEqual(10);
  });

  test('the audit lines and events of a batch are written together, in order, and are sound', async () => {
    const [ring, clock] = [testRing(), new TestClock()];
    const book = new AuditBook(ring, clock);
    const journal = new Journal(database.db, quietLog());
    const ids = Array.from({ length: 250 }, (_, n) => `call-${n}`);
    for (const id of ids)
      void journal.write(async (tx) => {
        await book.write(
          tx,
          { account: 'agent1' },
          { action: 'call.offer', object: `call:${id}`, details: { 名: '冯龘', n: 1.5, none: null } },
        );
        await tell(tx, clock, [{ name: 'missed.changed', payload: { id } }]);
      });
    await journal.settled();
    expect((await database.sql<{ object: string }>('select object from platform.audit order by id')).map(({ object }) => object)).toEqual(
      ids.map((id) => `call:${id}`),
    );
    expect(
      (await database.sql<{ id: string }>("select payload->>'id' as id from platform.event e order by e.xid, e.id")).map(({ id }) => id),
    ).toEqual(ids);
    expect(await verifyAudit(database.db, ring)).toMatchObject({ ok: true, unsealed: 250 });
  });

  test('the house is full beyond ten thousand waiting changes, and closing does not wait for ever', async () => {
    const journal = new Journal(
      unsteady(() => true),
      quietLog(),
    );
    for (let n = 0; n < 9_999; n += 1) void journal.write(keep('x'));
    expect(journal.isFull).toBe(false);
    void journal.write(keep('x'));
    expect(journal.isFull).toBe(true);
    const began = performance.now();
    await journal.close(100);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
