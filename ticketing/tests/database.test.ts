import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, TestCity } from './kit/city.ts';

let city: TestCity;
beforeAll(async () => {
  city = await TestCity.open('ticketing-database');
});
afterAll(() => city.close());

const columns = 'id, number, version, state, type, urgency, category, channel, title, body, place, filed_by, filed_at, rule_set, log_mac';
const values = (id: string): string =>
  `'${id}', '${id}', 1, 'received', 'help', 'normal', 'noise', 'phone', 't', 'b', 'p', 'agent1', now(), 1, 'x'`;
const logLine = (id: string, version: number): string =>
  `insert into ticketing.ticket_log (ticket_id, version, at, event, actor, actor_unit, to_state, form, row_mac, mac, key_id)
   values ('${id}', ${version}, now(), 'take', 'agent1', 'hotline', 'received', '{}', 'x', 'x', 'k1')`;
const UNLOGGED = 'without a log line';

describe('the database refuses a ticket that is changed past its log (DESIGN section 3)', () => {
  test.each([
    ["state = 'closed'"],
    ["state = 'closed', version = version + 1"],
    ["title = '别的事'"],
    ['returned_by = array[]::text[], redos = 9'],
    ["log_mac = 'x'"],
    ["owner = 'agent2'"],
  ])('set %s is refused', async (change) => {
    const matter = await city.people.agent1.files();
    await expect(city.database.sql(`update ticketing.ticket set ${change} where id = $1`, [matter.id])).rejects.toThrow(UNLOGGED);
    expect(await city.people.agent1.reads(matter)).toEqual(matter.now);
  });

  test('what only repeats the clocks, and what a search finds it by, may be written again', async () => {
    const matter = await city.people.agent1.files();
    await city.database.sql("update ticketing.ticket set due_at = now(), due_kind = 'dispatch', words = '{x}' where id = $1", [matter.id]);
    expect((await city.people.agent1.reads(matter)).version).toBe(1);
  });

  test('a ticket that is put in without its first line is refused', async () => {
    await expect(city.database.sql(`insert into ticketing.ticket (${columns}) values (${values('smuggled')})`)).rejects.toThrow(UNLOGGED);
    expect(await city.database.sql("select 1 from ticketing.ticket where id = 'smuggled'")).toEqual([]);
  });

  test('a line of an earlier transaction does not vouch for a change of now', async () => {
    const matter = await city.people.agent1.files();
    await city.database.sql(logLine(matter.id, 2));
    await expect(city.database.sql("update ticketing.ticket set version = 2, state = 'closed' where id = $1", [matter.id])).rejects.toThrow(
      UNLOGGED,
    );
  });

  test('two steps of one ticket in one transaction are fine, each with its line; with one line missing neither is kept', async () => {
    const client = await city.database.pool.connect();
    const step = (id: string, version: number) =>
      client.query(`update ticketing.ticket set version = ${version}, title = 'v${version}' where id = $1`, [id]);
    try {
      const [kept, lost] = [await city.people.agent1.files(), await city.people.agent1.files()];
      await client.query('begin');
      for (const version of [2, 3]) {
        await step(kept.id, version);
        await client.query(logLine(kept.id, version));
      }
      await client.query('commit');
      expect((await city.people.agent1.reads(kept)).title).toBe('v3');
      await client.query('begin');
      for (const version of [2, 3]) await step(lost.id, version);
      await client.query(logLine(lost.id, 2));
      await expect(client.query('commit')).rejects.toThrow(UNLOGGED);
      expect((await city.people.agent1.reads(lost)).version).toBe(1);
    } finally {
      client.release();
    }
  });

  test('a state, a step or a clock that there is not is refused', async () => {
    const matter = await city.people.agent1.files();
    await expect(city.database.sql("update ticketing.ticket set state = 'lost' where id = $1", [matter.id])).rejects.toThrow(
      'ticket_state',
    );
    await expect(city.database.sql(logLine(matter.id, 2).replace("'take'", "'explode'"))).rejects.toThrow('ticket_log_event');
    await expect(city.database.sql("update ticketing.clock set kind = 'tea' where ticket_id = $1", [matter.id])).rejects.toThrow(
      'clock_kind',
    );
  });
});

describe('fifty at once', () => {
  test('one of fifty takes the ticket, forty-nine learn that they were late, and the ticket has one line, one audit line, one clock more', async () => {
    const { agent1, agent2, dispatch1 } = city.people;
    const matter = await agent1.files();
    const tries = Array.from({ length: 50 }, (_, n) => (n % 2 ? agent2 : dispatch1).isRefused('take', { ...matter }));
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(codes.filter((code) => code === 'version.stale')).toHaveLength(49);
    expect((await agent1.reads(matter)).version).toBe(2);
    const count = async (from: string) => Number((await city.database.sql<{ n: string }>(`select count(*) as n from ${from}`))[0]?.n);
    expect(await count(`ticketing.ticket_log where ticket_id = '${matter.id}'`)).toBe(2);
    expect(await count(`platform.audit where object = 'ticket:${matter.id}'`)).toBe(2);
    expect(await count(`platform.event where payload->>'id' = '${matter.id}'`)).toBe(2);
  });

  test('a dispatch and a withdrawal cross: one of them is made, the other one reads why not', async () => {
    const { agent1, agent2, dispatch1 } = city.people;
    for (let round = 0; round < 10; round += 1) {
      const matter = await agent1.files();
      const codes = await Promise.all([
        dispatch1.isRefused('dispatch', { ...matter }, { unit: 'water-bureau' }),
        agent2.isRefused('withdraw', { ...matter }, { note: '已自行解决' }),
      ]);
      expect(codes.sort()).toEqual(['done', 'version.stale']);
      const running = await city.database.sql<{ kind: string }>(
        'select kind from ticketing.clock where ticket_id = $1 and stopped_at is null',
        [matter.id],
      );
      const { state } = await agent1.reads(matter);
      expect(running.map(({ kind }) => kind).sort()).toEqual(state === 'assigned' ? ['handle', 'sign'] : []);
    }
  });

  test('a step that breaks in the middle leaves nothing behind', async () => {
    const { agent1, dispatch1 } = city.people;
    const matter = await agent1.files();
    await city.database.sql("alter table ticketing.citizen_message add constraint no_more check (event <> 'dispatch') not valid");
    await expect(codeOf(dispatch1.dispatches(matter, 'water-bureau'))).rejects.toThrow();
    await city.database.sql('alter table ticketing.citizen_message drop constraint no_more');
    expect(await agent1.reads(matter)).toEqual(matter.now);
    expect(await dispatch1.dispatches(matter, 'water-bureau')).toMatchObject({ state: 'assigned', version: 2 });
  });
});
