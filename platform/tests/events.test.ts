import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { EventReader, type Happened, listenForEvents, tell } from '@hotline/platform';
import { freshDatabase, quietLog, type TestDatabase, TestClock } from '../src/test-kit/index.ts';

const clock = new TestClock();
/** A look that nobody woke comes only after so long: what is heard earlier was woken. */
const LOOK_MS = 5_000;
const slow = { lookMs: LOOK_MS };
/** A transaction that runs in any database of the server, another test file's too, holds events back until the next look. */
const undisturbed = { retry: 3 };
const moved = (id: string) => ({ name: 'missed.changed', payload: { id } }) as const;
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('platform-events');
});
afterAll(() => database.close());

/** A reader that keeps what it was handed; it has read up to now before it is given back. */
async function reader(name: string, handle: (happened: readonly Happened[]) => void = () => undefined, how: { lookMs?: number } = {}) {
  const heard: string[] = [];
  const one = new EventReader(
    database,
    name,
    quietLog(),
    (happened) => {
      handle(happened);
      heard.push(...happened.map(({ payload }) => (payload as { id: string }).id));
    },
    how,
  );
  one.start();
  await vi.waitFor(async () => expect(await database.sql('select 1 from platform.event_cursor where reader = $1', [name])).toHaveLength(1));
  const hears = (ids: readonly string[]) =>
    vi.waitFor(() => {
      one.wake();
      expect(heard).toEqual(ids);
    }, 5_000);
  return { one, heard, hears };
}

describe('a reader of events', () => {
  test('does not pass over a change that was begun earlier and committed later', async () => {
    const { one, heard, hears } = await reader('order');
    const late = await database.pool.connect();
    await late.query('begin');
    await late.query(
      `insert into platform.event (xid, name, payload, at) values (pg_current_xact_id(), 'missed.changed', '{"id":"slow"}', now())`,
    );
    await tell(database.db, clock, [moved('quick')]);
    one.wake();
    await vi.waitFor(async () => expect(await database.sql("select 1 from platform.event where payload->>'id' = 'quick'")).toHaveLength(1));
    expect(heard).toEqual([]);
    await late.query('commit');
    late.release();
    await hears(['slow', 'quick']);
    await one.stop();
  });

  test('hears nothing of a change that was rolled back', async () => {
    const { one, hears } = await reader('rolled-back');
    await database.db
      .transaction(async (tx) => {
        await tell(tx, clock, [moved('never')]);
        throw new Error('rolled back');
      })
      .catch(() => undefined);
    await tell(database.db, clock, [moved('real')]);
    await hears(['real']);
    await one.stop();
  });

  test('gets an event again when it failed on it: at least once', async () => {
    let failures = 2;
    const { one, hears } = await reader('again', () => {
      if (failures-- > 0) throw new Error('not now');
    });
    await tell(database.db, clock, [moved('first'), moved('second')]);
    await hears(['first', 'second']);
    await one.stop();
  });

  test('goes on where it was after a restart, apart from other readers', async () => {
    const first = await reader('restarted');
    await tell(database.db, clock, [moved('before')]);
    await first.hears(['before']);
    await first.one.stop();
    await tell(database.db, clock, [moved('meanwhile')]);
    const second = await reader('restarted');
    await second.hears(['meanwhile']);
    await second.one.stop();
  });

  test('is woken by a commit long before its own beat', undisturbed, async () => {
    const heard = Promise.withResolvers<number>();
    const one = new EventReader(database, 'woken', quietLog(), () => heard.resolve(performance.now()), slow);
    one.start();
    await vi.waitFor(async () => expect(await database.sql("select 1 from platform.event_cursor where reader = 'woken'")).toHaveLength(1));
    const listening = listenForEvents(database.url, () => one.wake());
    onTestFinished(async () => void (await Promise.all([one.stop(), listening.stop()])));
    await vi.waitFor(async () =>
      expect(
        await database.sql("select 1 from pg_stat_activity where query = 'listen hotline_event' and datname = current_database()"),
      ).toHaveLength(1),
    );
    const told = performance.now();
    await tell(database.db, clock, [moved('now')]);
    expect((await heard.promise) - told).toBeLessThan(LOOK_MS / 2);
  });

  test('is woken by a transaction, and by many at once, long before its own beat', undisturbed, async () => {
    const { one, heard } = await reader('woken-by-many', undefined, slow);
    const listening = listenForEvents(database.url, () => one.wake());
    onTestFinished(async () => void (await Promise.all([one.stop(), listening.stop()])));
    await vi.waitFor(async () =>
      expect(
        await database.sql("select 1 from pg_stat_activity where query = 'listen hotline_event' and datname = current_database()"),
      ).toHaveLength(1),
    );
    const ids = Array.from({ length: 20 }, (_, n) => `many-${n}`);
    const told = performance.now();
    await Promise.all(ids.map((id) => database.db.transaction((tx) => tell(tx, clock, [moved(id)]))));
    await vi.waitFor(() => expect(heard.toSorted()).toEqual(ids.toSorted()), { timeout: 5_000, interval: 5 });
    expect(performance.now() - told).toBeLessThan(LOOK_MS / 2);
  });

  test('reads at once what was told and woken for while it read', undisturbed, async () => {
    const times: number[] = [];
    const one = new EventReader(
      database,
      'reading',
      quietLog(),
      async () => {
        times.push(performance.now());
        if (times.length > 1) return;
        await tell(database.db, clock, [moved('meanwhile')]);
        one.wake();
      },
      slow,
    );
    onTestFinished(() => one.stop());
    one.start();
    await vi.waitFor(async () =>
      expect(await database.sql("select 1 from platform.event_cursor where reader = 'reading'")).toHaveLength(1),
    );
    await tell(database.db, clock, [moved('first')]);
    one.wake();
    await vi.waitFor(() => expect(times).toHaveLength(2), LOOK_MS / 2);
  });

  test('nothing personal can be told: an event with a field that its row does not name is cut to the row', async () => {
    await tell(database.db, clock, [{ name: 'missed.changed', payload: { id: 'bare', phone: '13800001111' } as { id: string } }]);
    expect(await database.sql("select payload from platform.event where payload->>'id' = 'bare'")).toEqual([{ payload: { id: 'bare' } }]);
  });
});
