import { publicApi, type Route } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, filledIn, House, staffOperations } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await House.open('app-rights');
});
afterAll(() => house.close());

const closed = staffOperations.filter(([, row]) => row.permission !== 'public');
/** What somebody in a department may do: see and handle her unit's tickets, and call their citizens. */
const departments = ['session.own', 'unit.read', 'ticket.read', 'ticket.handle', 'call.place'];
const send = (row: Route, token?: string) =>
  row.method === 'GET' || row.method === 'DELETE'
    ? house.ask(row.method, filledIn(row), token ? { token } : {})
    : house.json(row.method, filledIn(row), {}, token);

describe('an operation that is not public', () => {
  test.each(closed)('%s refuses a stranger with 401', async (_, row) => {
    const response = await send(row);
    expect([response.status, await codeOf(response)]).toEqual([401, 'session.missing']);
  });

  test.each(closed)('%s refuses a made-up token with 401', async (_, row) => {
    expect((await send(row, 'x'.repeat(43))).status).toBe(401);
  });

  test('whoever lacks the right gets 403 before anything else is looked at, and the audit has a line of it', async () => {
    const { token } = await house.desk('water1');
    const hers = closed.filter(([, { permission }]) => !departments.includes(permission));
    const answers = await Promise.all(hers.map(async ([name, row]) => [name, await codeOf(await send(row, token))]));
    expect(answers).toEqual(hers.map(([name]) => [name, 'permission.missing']));
    const lines = await house.database.sql<{ object: string; actor: string; address: string }>(
      "select object, actor, address from platform.audit where action = 'permission.refused' order by id",
    );
    expect(new Set(lines.map(({ object }) => object))).toEqual(new Set(hers.map(([, { method, path }]) => `operation:${method} ${path}`)));
    expect(lines[0]).toMatchObject({ actor: 'water1', address: '127.0.0.1' });
  });

  test("the public listener knows none of the staff's operations", async () => {
    const token = await house.token('admin1');
    for (const [name, row] of staffOperations) {
      const response = await house.ask(row.method, house.siteUrl + filledIn(row), { token });
      expect([name, response.status]).toEqual([name, 404]);
    }
  });
});

/** Written by hand from what each post is for; it never reads the tables of the contract. 1: may, 0: may not. */
// prettier-ignore
const matrix: Record<string, Record<string, 0 | 1>> = {
  'GET /api/calls':         { agent1: 1, dispatch1: 0, water1: 0, 'water-head': 0, callback1: 1, super1: 1, knowledge1: 0, admin1: 0, security1: 0, audit1: 0 },
  'GET /api/board':         { agent1: 1, dispatch1: 1, water1: 0, 'water-head': 0, callback1: 1, super1: 1, knowledge1: 0, admin1: 1, security1: 0, audit1: 0 },
  'GET /api/agents/me':     { agent1: 1, dispatch1: 0, water1: 1, 'water-head': 1, callback1: 1, super1: 1, knowledge1: 0, admin1: 0, security1: 0, audit1: 0 },
  'GET /api/missed-calls':  { agent1: 1, dispatch1: 0, water1: 0, 'water-head': 0, callback1: 1, super1: 1, knowledge1: 0, admin1: 0, security1: 0, audit1: 0 },
  'GET /api/staff':         { agent1: 0, dispatch1: 0, water1: 0, 'water-head': 0, callback1: 0, super1: 1, knowledge1: 0, admin1: 1, security1: 1, audit1: 0 },
  'GET /api/queues':        { agent1: 0, dispatch1: 0, water1: 0, 'water-head': 0, callback1: 0, super1: 1, knowledge1: 0, admin1: 1, security1: 0, audit1: 0 },
  'GET /api/audit':         { agent1: 0, dispatch1: 0, water1: 0, 'water-head': 0, callback1: 0, super1: 0, knowledge1: 0, admin1: 0, security1: 0, audit1: 1 },
  'GET /api/units':         { agent1: 1, dispatch1: 1, water1: 1, 'water-head': 1, callback1: 1, super1: 1, knowledge1: 1, admin1: 1, security1: 1, audit1: 1 },
  'GET /api/tickets':       { agent1: 1, dispatch1: 1, water1: 1, 'water-head': 1, callback1: 1, super1: 1, knowledge1: 0, admin1: 1, security1: 0, audit1: 0 },
  'GET /api/rules':         { agent1: 0, dispatch1: 1, water1: 0, 'water-head': 0, callback1: 0, super1: 1, knowledge1: 0, admin1: 1, security1: 0, audit1: 0 },
  'GET /api/citizens/history': { agent1: 1, dispatch1: 1, water1: 0, 'water-head': 0, callback1: 1, super1: 1, knowledge1: 0, admin1: 0, security1: 0, audit1: 0 },
  'GET /api/contacts':        { agent1: 1, dispatch1: 1, water1: 0, 'water-head': 0, callback1: 1, super1: 1, knowledge1: 0, admin1: 0, security1: 0, audit1: 0 },
  'GET /api/conversations/colleagues': { agent1: 1, dispatch1: 0, water1: 0, 'water-head': 0, callback1: 1, super1: 1, knowledge1: 0, admin1: 0, security1: 0, audit1: 0 },
  'GET /metrics':           { agent1: 0, dispatch1: 0, water1: 0, 'water-head': 0, callback1: 0, super1: 1, knowledge1: 0, admin1: 1, security1: 1, audit1: 0 },
};

test.each(['agent1', 'dispatch1', 'water1', 'water-head', 'callback1', 'super1', 'knowledge1', 'admin1', 'security1', 'audit1'])(
  '%s sees what her post is for and nothing else',
  async (account) => {
    const token = await house.token(account);
    for (const [operation, may] of Object.entries(matrix)) {
      const [method = '', address = ''] = operation.split(' ');
      const { status } = await house.ask(method, address, { token });
      expect([operation, status]).toEqual([operation, may[account] ? 200 : 403]);
    }
  },
);

describe('a public operation', () => {
  const [place, wait] = [publicApi.publicCalls.place, publicApi.publicCalls.wait];
  test('beyond its limit a minute an address gets 429', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < place.perMinute + 2; n += 1) statuses.push((await house.json('POST', house.siteUrl + filledIn(place), {})).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
    expect(statuses.slice(0, place.perMinute)).not.toContain(429);
  });

  test('is counted apart from the others', async () => {
    expect((await house.ask('GET', house.siteUrl + filledIn(wait))).status).toBe(200);
  });

  test('another address in a header does not begin a new count', async () => {
    const response = await house.json('POST', house.siteUrl + filledIn(place), {}, undefined, { 'x-forwarded-for': '10.1.2.3' });
    expect(response.status).toBe(429);
  });
});
