import { type Route, staffApi, zodOf } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { codeOf, filledIn, House, staffOperations } from './house.ts';

let house: House;
const tokens: Record<string, string> = {};
beforeAll(async () => {
  house = await House.open('app-bad-input');
  for (const account of ['agent1', 'super1', 'admin1', 'audit1']) tokens[account] = await house.token(account);
});
afterAll(() => house.close());

/** Somebody who may: what is tested is what happens behind the guard. */
const whoMay = ({ permission }: Route): string => {
  const account = permission.startsWith('audit') ? 'audit1' : /^(staff|unit|queue)/.test(permission) ? 'admin1' : 'agent1';
  return tokens[account] ?? '';
};

/** Values that some program will send one day. `undefined` leaves the field out. */
const junk: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'x',
  'x'.repeat(20_000),
  'a\u0000b',
  '\ud842',
  '龘𠮷😀',
  "'; drop table people.staff; --",
  '%_\\',
  0,
  -1,
  1.5,
  1e308,
  true,
  [],
  [[]],
  ['x', null],
  {},
  { a: { b: {} } },
  '2026-11-25',
  '__proto__',
];
const wholes: readonly unknown[] = [null, [], [[]], 'text', 5, true, {}, { __proto__: { admin: true } }, { constructor: { prototype: 1 } }];

interface Shape {
  readonly properties?: object;
  readonly oneOf?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
}
const fieldsOf = ({ properties = {}, oneOf = [], anyOf = [] }: Shape): string[] => [
  ...Object.keys(properties),
  ...[...oneOf, ...anyOf].flatMap(fieldsOf),
];
/** The fields of a body or query, of all branches of a union. */
const namesOf = (schema: Route['body']): string[] =>
  schema ? [...new Set(fieldsOf(z.toJSONSchema(zodOf(schema), { io: 'input', unrepresentable: 'any' }) as Shape))] : [];

/** A body whose fields are all plausible, so that one wrong field is looked at alone as well. */
const plausible: Record<string, unknown> = {
  account: 'somebody',
  password: 'long-enough-12345',
  name: '名字',
  number: '8888',
  unit: 'hotline',
  roles: ['agent'],
  active: true,
  code: 'new-unit',
  parent: null,
  agent: 'agent2',
  kind: 'direct-answer',
  reason: '理由理由理由',
  state: 'ready',
  callId: 'nothing',
  ringSeconds: 15,
  maxWaitSeconds: 60,
  voicemailSeconds: 120,
  wrapUpReminderSeconds: 60,
  announceAgent: true,
  members: [],
  event: 'dispatch',
  type: 'help',
  category: 'water',
  title: '停水',
  body: '停水两天',
  place: { text: '睢阳区' },
  contact: { phone: '13800001111' },
  form: 'intake',
  fields: { body: '停水' },
  tab: 'tab-1',
  duties: [],
  takesTickets: true,
  source: '试验',
  from: '2030-01-01',
  file: { year: 2027, papers: [], days: [] },
  rules: [],
  upTo: 'nothing',
};

const bodiesFor = (row: Route): unknown[] => {
  const names = namesOf(row.body);
  const good = Object.fromEntries(names.map((name) => [name, plausible[name]]));
  return [...wholes, ...names.flatMap((name) => junk.map((value) => ({ ...good, [name]: value })))];
};
const sane = async (what: string, response: Response): Promise<void> => {
  expect(response.status, what).not.toBe(500);
  if (response.status >= 400) expect(response.headers.get('content-type'), what).toMatch(/^application\/problem\+json/);
  await response.arrayBuffer();
};

describe('bad input', () => {
  const withBody = staffOperations.filter(([, { body }]) => body);
  test.each(withBody)('%s answers every broken body with a problem, never with 500', async (name, row) => {
    for (const body of bodiesFor(row)) {
      await sane(
        `${name} ${JSON.stringify(body).slice(0, 300)}`,
        await house.json(row.method, filledIn(row), body, whoMay(row), row.ifMatch ? { 'if-match': '"1"' } : {}),
      );
    }
  });

  test('every broken step of a ticket that exists is answered with a problem, never with 500, and changes nothing', async () => {
    const agent = await house.desk('agent1');
    const ticket = await agent.api.tickets.file({
      body: { type: 'help', category: 'water', title: '停水', body: '停水两天', place: { text: '睢阳区' } },
    });
    for (const body of bodiesFor(staffApi.tickets.move)) {
      const response = await house.json('POST', `/api/tickets/${ticket.id}/events`, body, agent.token, { 'if-match': '"9"' });
      expect(response.status, JSON.stringify(body).slice(0, 200)).toBeGreaterThanOrEqual(400);
      await sane(JSON.stringify(body).slice(0, 300), response);
    }
    expect((await agent.api.tickets.read({ params: { id: ticket.id } })).version).toBe(1);
  });

  const withQuery = staffOperations.filter(([, { query }]) => query);
  test.each(withQuery)('%s answers every broken query with a problem, never with 500', async (name, row) => {
    for (const key of [...namesOf(row.query), '__proto__', 'x[y]'])
      for (const value of [
        '',
        ' ',
        'x'.repeat(5_000),
        '\u0000',
        '龘𠮷😀',
        '%_\\',
        "'",
        '-1',
        '0',
        '1e9',
        '999999999999999999999',
        'null',
        '2026~x',
        '2026-01-01~',
        '~~~',
        'true',
      ])
        await sane(
          `${name} ${key}=${value.slice(0, 60)}`,
          await house.ask('GET', `${filledIn(row)}?${new URLSearchParams([[key, value]]).toString()}&limit=2`, { token: whoMay(row) }),
        );
  });

  const withId = staffOperations.filter(([name, { params }]) => params && name !== 'session.close');
  test.each(withId)('%s answers every broken address with a problem, never with 500', async (name, row) => {
    for (const id of [
      '\u0000',
      'a\u0000',
      '..',
      '../../etc/passwd',
      'x'.repeat(500),
      '龘𠮷😀',
      "' or 1=1 --",
      '__proto__',
      'constructor',
      ' ',
      '%',
    ]) {
      const body = row.body ? JSON.stringify(Object.fromEntries(namesOf(row.body).map((field) => [field, plausible[field]]))) : undefined;
      const headers = { ...(body ? { 'content-type': 'application/json' } : {}), 'if-match': '"1"' };
      await sane(
        `${name} ${id}`,
        await house.ask(row.method, filledIn(row, id), { token: whoMay(row), headers, ...(body ? { body } : {}) }),
      );
    }
  });

  test.each([
    '/api/calls/%00',
    '/api/calls/%',
    '/api/calls/%ff',
    '/%00',
    '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
    '/assets/..%2f..%2fpackage.json',
    '//etc/passwd',
    '/api/calls/%c0%ae',
    '/socket.io/?EIO=9',
    '/api/nothing',
    '/.env',
    '/api/openapi.json/',
  ])('%s is no server error and shows no file', async (address) => {
    const response = await house.ask('GET', address, { token: tokens['agent1'] ?? '' });
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toMatch(/workspaces|root:x/);
  });

  test('a body of 1 MB is refused with 413', async () => {
    const response = await house.json('POST', '/api/session', { account: 'agent1', password: 'x'.repeat(1_000_000) });
    expect([response.status, await codeOf(response)]).toEqual([413, 'request.too-large']);
  });

  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/plain;charset=UTF-8',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/json5',
  ])('a body of %s is refused with 415', async (type) => {
    const response = await house.ask('POST', '/api/session', {
      headers: { 'content-type': type },
      body: '{"account":"agent1","password":"Hotline-12345"}',
    });
    expect([response.status, await codeOf(response)]).toEqual([415, 'request.not-json']);
  });

  test.each(['{', '{"account":}', "{'account':1}", '\u0000', '{"a":1}{"b":2}'])('%j is not JSON and is refused with 400', async (body) => {
    const response = await house.json('POST', '/api/session', body);
    expect([response.status, await codeOf(response)]).toEqual([400, 'request.invalid']);
  });

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'nonsense' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 401],
  ])('a deed with %j gets %d', async (headers, status) => {
    expect((await house.json('POST', '/api/session', { account: 'agent1', password: 'wrong' }, undefined, headers)).status).toBe(status);
  });

  test('a name with NUL is refused with 400 and says which field', async () => {
    const response = await house.json('POST', '/api/units', { code: 'nul-unit', name: 'a\u0000b', parent: null }, tokens['admin1']);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'request.invalid', errors: [{ path: 'body.name' }] });
  });

  test.each(['冯龘', '郑𠮷', '😀', '👨‍👩‍👧', 'O\'Neil "x" \\', '<script>alert(1)</script>'])(
    'the name %s makes the round trip',
    async (name) => {
      const code = `unit-${Buffer.from(name).toString('hex').slice(0, 30)}`;
      const made = await house.json('POST', '/api/units', { code, name, parent: 'city' }, tokens['admin1']);
      expect(made.status).toBe(201);
      const list = (await (await house.ask('GET', '/api/units', { token: tokens['admin1'] ?? '' })).json()) as {
        items: { code: string; name: string }[];
      };
      expect(list.items.find((one) => one.code === code)?.name).toBe(name);
    },
  );

  test('a problem speaks the language of the browser, Chinese first', async () => {
    const title = async (language: string) =>
      ((await (await house.ask('GET', '/api/calls', { headers: { 'accept-language': language } })).json()) as { title: string }).title;
    expect(await title('zh-CN')).toBe('请先登录');
    expect(await title('en-GB,en;q=0.8')).toBe('Sign in first');
    expect(await title('fr')).toBe('请先登录');
  });

  test('a refusal names the request, and its id travels in a header as well', async () => {
    const response = await house.ask('GET', '/api/calls');
    expect(((await response.json()) as { requestId: string }).requestId).toBe(response.headers.get('x-request-id'));
  });
});
