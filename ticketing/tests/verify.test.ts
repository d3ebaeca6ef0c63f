import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { verifyTickets } from '@hotline/ticketing';
import { macOfRow } from '../src/lifecycle/writing/log-line.ts';
import { ticket, type TicketRow } from '../src/tables/ticket.ts';
import { type Matter, TestCity } from './kit/city.ts';

let city: TestCity;
let matters: Matter[];
beforeAll(async () => {
  city = await TestCity.open('ticketing-verify');
});
afterAll(() => city.close());
beforeEach(async () => {
  await city.database.sql('truncate ticketing.ticket, ticketing.ticket_log');
  const { agent1, dispatch1, water1 } = city.people;
  const place = { text: '三号楼', point: { lat: 34.414_312, lng: 115.656_299 } };
  matters = [await agent1.files(), await agent1.files({ title: '冯龘的𠮷😀', place }), await agent1.files({ place })];
  for (const matter of matters) {
    await dispatch1.dispatches(matter, 'water-bureau', '请核实');
    await water1.signs(matter);
    await water1.replies(matter, '已恢复供水', '主管爆裂,已抢修');
  }
  matters.sort((a, b) => (a.id < b.id ? -1 : 1));
});
const idOf = (at: number): string => matters[at]?.id ?? '';
const found = () => verifyTickets(city.database.db, city.ring);

/** As somebody with the database's own rights would do it: the trigger is off meanwhile. */
async function tamper(change: string, id: string): Promise<void> {
  const { sql } = city.database;
  await sql('alter table ticketing.ticket disable trigger ticket_is_logged');
  await sql(change, [id]);
  await sql('alter table ticketing.ticket enable trigger ticket_is_logged');
}

describe("verify finds what was done to the tickets behind the hotline's back", () => {
  test('a city that nobody touched is sound, also while its people work', async () => {
    const { agent1 } = city.people;
    const verdicts = Array.from({ length: 10 }, found);
    const working = Array.from({ length: 20 }, async () => agent1.answers(await agent1.files(), '已答复'));
    expect((await Promise.all(verdicts)).flat()).toEqual([]);
    await Promise.all(working);
    expect(await found()).toEqual([]);
  });

  test.each([
    ['moment', "at = at + interval '1 second'"],
    ['person', "actor = 'agent6'"],
    ['unit', "actor_unit = 'urban-bureau'"],
    ['step', "event = 'redo'"],
    ['state', "to_state = 'closed'"],
    ['form', `form = '{"unit":"urban-bureau"}'`],
    ['text', "note = '未核实'"],
    ['code', "mac = 'x'"],
    ['key', "key_id = '../../etc/passwd'"],
    ['vouching for the row', "row_mac = 'x'"],
  ])('a line in the middle of a log whose %s was changed is named', async (_, change) => {
    await city.database.sql(`update ticketing.ticket_log set ${change} where ticket_id = $1 and version = 2`, [idOf(1)]);
    expect(await found()).toEqual([{ table: 'ticketing.ticket_log', id: `${idOf(1)}/2` }]);
  });

  test.each([1, 2, 3, 4])('a log line that is gone is named, be it number %i of four', async (version) => {
    await city.database.sql('delete from ticketing.ticket_log where ticket_id = $1 and version = $2', [idOf(1), version]);
    expect(await found()).toEqual([{ table: 'ticketing.ticket_log', id: `${idOf(1)}/${version}` }]);
  });

  test('a ticket whose whole log is gone is named by its first line', async () => {
    await city.database.sql('delete from ticketing.ticket_log where ticket_id = $1', [idOf(0)]);
    expect(await found()).toEqual([{ table: 'ticketing.ticket_log', id: `${idOf(0)}/1` }]);
  });

  test.each([
    ['answer', "public_answer = '没有的事'"],
    ['state', "state = 'handling'"],
    ['version', 'version = version + 1'],
    ['unit', "unit = 'urban-bureau'"],
    ['title', "title = '别的事'"],
    ['citizen', 'phone_sealed = null, phone_index = null, phone_masked = null'],
    ['confidentiality', 'confidential = not confidential'],
    ['point on the map', `point = '{"lat": 34.414312, "lng": 115.7}'`],
    ['whole point', 'point = case when point is null then \'{"lat": 34, "lng": 115}\'::jsonb end'],
    ['number of returns', "returned_by = '{water-bureau}'"],
    ['day of filing', "filed_at = filed_at - interval '1 day'"],
    ['vouching line', "log_mac = 'x'"],
  ])('a ticket whose %s was changed is named', async (_, change) => {
    await tamper(`update ticketing.ticket set ${change} where id = $1`, idOf(1));
    expect(await found()).toEqual([{ table: 'ticketing.ticket', id: idOf(1) }]);
  });

  test('a ticket that was filed before there were points on a map is vouched for as it was', async () => {
    const rows = await city.database.db.select().from(ticket);
    const one = rows.find(({ point }) => point === null);
    const { point: _, ...before } = one ?? ({} as TicketRow);
    const macOf = (row: object): string => macOfRow(city.ring, city.ring.current, row as TicketRow);
    expect(one).toBeDefined();
    expect(macOf({ ...before, point: null })).toBe(macOf(before));
    expect(macOf({ ...before, point: { lat: 34, lng: 115 } })).not.toBe(macOf(before));
  });

  test.each([0, 1, 2])('a ticket that is gone is named, wherever it stood (%i)', async (at) => {
    await tamper('delete from ticketing.ticket where id = $1', idOf(at));
    expect(await found()).toEqual([{ table: 'ticketing.ticket', id: idOf(at) }]);
  });

  test('tickets that are all gone are all named', async () => {
    await tamper('delete from ticketing.ticket where id <> $1', '');
    expect(await found()).toEqual(matters.map(({ id }) => ({ table: 'ticketing.ticket', id })));
  });

  test('a ticket that was made up without a log is named', async () => {
    await tamper(
      `insert into ticketing.ticket (id, number, version, state, type, urgency, category, channel, title, body, place, filed_by, filed_at, rule_set, log_mac)
       values ($1, '1', 1, 'received', 'help', 'normal', 'noise', 'phone', 't', 'b', 'p', 'agent1', now(), 1, 'x')`,
      'made-up',
    );
    expect(await found()).toEqual([{ table: 'ticketing.ticket_log', id: 'made-up/1' }]);
  });
});
