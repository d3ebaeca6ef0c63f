import { sql } from 'drizzle-orm';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { AuditBook, auditLines, type Draft, eventRows, eventsTold, Journal, type RowKind, verifyAudit } from '@hotline/platform';
import { freshDatabase, quietLog, type TestDatabase, TestClock, testRing } from '../src/test-kit/index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('platform-journal');
  await database.sql("create table kept (at bigserial, word text not null check (word <> 'refused'))");
});
afterAll(() => database.close());

const away = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** The pool with its server away whenever `isAway` says so; `after`: the commit succeeds and its answer is lost. */
function unsteady(isAway: () => boolean, after = false): Pick<pg.Pool, 'connect'> {
  const connect = async (): Promise<pg.PoolClient> => {
    if (!after && isAway()) throw away();
    const client = await database.pool.connect();
    if (!after) return client;
    const query = async (statement: pg.QueryConfig) => {
      const result = await client.query(statement);
      return isAway() ? Promise.reject(away()) : result;
    };
    return { query, release: () => client.release() } as unknown as pg.PoolClient;
  };
  return { connect } as Pick<pg.Pool, 'connect'>;
}

const words: RowKind<{ word: string }> = {
  name: 'words',
  toJson: (row) => row,
  insert: (rows) => sql`insert into kept (word) select r.word from jsonb_to_recordset(${rows}) as r(word text)`,
};
const keep = (word: string) => (draft: Draft) => draft.add(words, { word });
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
    const journal = new Journal(database.pool, quietLog());
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
    const changes = Array.from({ length: 1_000 }, (_, n) => `change ${n}`);
    for (const word of changes) void journal.write(keep(word));
    await journal.settled();
    expect(await kept()).toEqual(changes);
    expect(transactions).toBeLessThanOrEqual(10);
  });

  test('the audit lines and events of a batch are written together, in order, and are sound', async () => {
    const [ring, clock] = [testRing(), new TestClock()];
    const book = new AuditBook(ring, clock);
    const journal = new Journal(database.pool, quietLog());
    const ids = Array.from({ length: 250 }, (_, n) => `call-${n}`);
    for (const id of ids)
      void journal.write((draft) => {
        const details = { 名: '冯龘', n: 1.5, none: null };
        draft.add(auditLines, book.line({ account: 'agent1' }, { action: 'call.offer', object: `call:${id}`, details }));
        draft.add(eventRows, ...eventsTold(clock, [{ name: 'missed.changed', payload: { id } }]));
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

  test('what must ask the database first is committed with the rows of the same change, or not at all', async () => {
    await clear();
    const journal = new Journal(database.pool, quietLog());
    const asked = (word: string) => (draft: Draft) => {
      draft.add(words, { word: `${word} row` });
      draft.also(async (tx) => void (await tx.execute(sql`insert into kept (word) values (${word})`)));
    };
    const results = await Promise.allSettled(['one', 'refused', 'two'].map((word) => journal.write(asked(word))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await kept()).toEqual(['one row', 'one', 'two row', 'two']);
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
