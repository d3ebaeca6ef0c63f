import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AuditBook, sealOnce, verifyAudit } from '@hotline/platform';
import { freshDatabase, type TestDatabase, TestClock, testRing } from '../src/test-kit/index.ts';

const ring = testRing();
const clock = new TestClock();
const book = new AuditBook(ring, clock);
const actor = { account: 'agent1', requestId: 'request-1', address: '127.0.0.1' };
let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase('platform-audit');
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.sql('truncate platform.audit, platform.audit_seal restart identity');
  for (const [n, name] of ['李静', '冯龘', '😀', 'O\'Neil "x"'].entries()) {
    await book.write(database.db, actor, {
      action: 'caller.reveal',
      object: `call:${n}`,
      details: { name, n, nothing: null, deep: { b: [1, 2.5], a: true } },
    });
  }
});
const verify = () => verifyAudit(database.db, ring);
/** Seals until so many lines are. A transaction that another test file has open on the same server holds sealing back for a moment. */
const seal = async (lines: number) => {
  let done = 0;
  await vi.waitFor(async () => expect((done += await sealOnce(database.db, clock))).toBe(lines), { timeout: 10_000, interval: 20 });
};

describe('the audit chain', () => {
  test('lines that nobody touched are found sound, before and after they are sealed', async () => {
    expect(await verify()).toEqual({ ok: true, sealed: 0, unsealed: 4, broken: [] });
    await seal(4);
    expect(await sealOnce(database.db, clock)).toBe(0);
    await book.write(database.db, actor, { action: 'session.close', object: 'account:agent1' });
    expect(await verify()).toEqual({ ok: true, sealed: 4, unsealed: 1, broken: [] });
  });

  test.each([
    ['actor', "actor = 'agent2'"],
    ['moment', "at = at + interval '1 second'"],
    ['object', "object = 'call:9'"],
    ['details', `details = details || '{"n": 7}'`],
    ['address', 'address = null'],
    ['code', "mac = 'x'"],
  ])('a sealed line whose %s was changed is named', async (_, change) => {
    await seal(4);
    await database.sql(`update platform.audit set ${change} where id = 2`);
    expect(await verify()).toMatchObject({ ok: false, broken: [{ table: 'platform.audit', id: '2' }] });
  });

  test('a sealed line that is gone is named', async () => {
    await seal(4);
    await database.sql('delete from platform.audit where id = 3');
    expect(await verify()).toMatchObject({ ok: false, broken: [{ table: 'platform.audit', id: '3' }] });
  });

  test('a line that was changed before it is sealed is named', async () => {
    await database.sql("update platform.audit set details = '{}' where id = 4");
    expect(await verify()).toMatchObject({ ok: false, unsealed: 4, broken: [{ table: 'platform.audit', id: '4' }] });
    await seal(4);
    expect(await verify()).toMatchObject({ ok: false, sealed: 4, broken: [{ table: 'platform.audit', id: '4' }] });
  });

  test('a line written by somebody without the key is named', async () => {
    await database.sql(
      "insert into platform.audit (xid, at, actor, action, object, details, mac, key_id) values (pg_current_xact_id(), now(), 'agent1', 'session.open', 'account:agent1', '{}', 'made up', 'k1')",
    );
    expect(await verify()).toMatchObject({ ok: false, broken: [{ table: 'platform.audit', id: '5' }] });
  });

  test('a link that is gone or changed is named', async () => {
    await seal(4);
    await book.write(database.db, actor, { action: 'session.close', object: 'account:agent1' });
    await seal(1);
    await database.sql('delete from platform.audit_seal where id = 1');
    expect((await verify()).broken).toContainEqual({ table: 'platform.audit_seal', id: '2' });
  });

  test('a line marked as sealed without a link that covers it is named', async () => {
    await database.sql('update platform.audit set sealed = true where id = 1');
    expect(await verify()).toMatchObject({ ok: false, broken: [{ table: 'platform.audit', id: '1' }] });
  });

  test('the audit is sound at every moment while lines are written and sealed', async () => {
    const verdicts: boolean[] = [];
    const writing = (async () => {
      for (let n = 0; n < 60; n += 1) {
        await book.write(database.db, actor, { action: 'call.hold', object: `call:${n}` });
        await sealOnce(database.db, clock);
      }
    })();
    const watching = (async () => {
      for (let looks = 0; looks < 20; looks += 1) verdicts.push((await verify()).ok);
    })();
    await Promise.all([writing, watching]);
    expect(new Set(verdicts)).toEqual(new Set([true]));
  });

  test('two sealers at once make one chain', async () => {
    await Promise.all(Array.from({ length: 4 }, () => sealOnce(database.db, clock)));
    await vi.waitFor(async () => expect((await sealOnce(database.db, clock), await verify()).sealed).toBe(4));
    expect(await verify()).toMatchObject({ ok: true, sealed: 4 });
  });

  test('a line whose transaction is still open is not passed over: the seal waits for it', async () => {
    const slow = await database.pool.connect();
    await slow.query('begin');
    await slow.query("insert into platform.event (xid, name, payload, at) values (pg_current_xact_id(), 'x', '{}', now())");
    await book.write(database.db, actor, { action: 'session.close', object: 'account:agent1' });
    await sealOnce(database.db, clock);
    expect(await database.sql("select 1 from platform.audit where action = 'session.close' and sealed")).toEqual([]);
    await slow.query('rollback');
    slow.release();
    await vi.waitFor(async () => expect((await sealOnce(database.db, clock), await verify()).unsealed).toBe(0));
    expect(await verify()).toMatchObject({ ok: true, sealed: 5, unsealed: 0 });
  });
});
