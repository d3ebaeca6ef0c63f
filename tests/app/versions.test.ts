import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, House } from './house.ts';

let house: House;
let admin: Awaited<ReturnType<House['desk']>>;
beforeAll(async () => {
  house = await House.open('app-versions');
  admin = await house.desk('admin1');
  await admin.api.units.add({ body: { code: 'parks', name: '园林局', parent: 'city' } });
});
afterAll(() => house.close());

/** What can be changed, with a body that changes nothing else. */
const things = [
  ['a person', '/api/staff/agent1', { name: '李静', number: '1001', unit: 'hotline', roles: ['agent'], active: true }],
  ['a unit', '/api/units/parks', { name: '市园林局', parent: 'city' }],
  [
    'a queue',
    '/api/queues/main',
    {
      name: '12345 总队列',
      ringSeconds: 15,
      maxWaitSeconds: 60,
      voicemailSeconds: 120,
      wrapUpReminderSeconds: 60,
      announceAgent: true,
      members: [],
    },
  ],
] as const;

describe.each(things)('%s', (_, address, body) => {
  const put = (headers: Record<string, string>) => house.json('PUT', address, body, admin.token, headers);

  test('without the version she saw is refused with 428, with an old one with 412, and the audit has no line of it', async () => {
    const before = await house.database.sql("select count(*) from platform.audit where action like '%.change'");
    expect([(await put({})).status, await codeOf(await put({ 'if-match': '"77"' }))]).toEqual([428, 'version.stale']);
    expect(await house.database.sql("select count(*) from platform.audit where action like '%.change'")).toEqual(before);
  });

  test('with the right version is changed, and the new version comes back as ETag', async () => {
    const changed = await put({ 'if-match': '"1"' });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    const again = await put({ 'if-match': 'W/"2"' });
    expect([again.status, again.headers.get('etag')]).toEqual([200, '"3"']);
  });

  test('changed fifty times at once: one wins, forty-nine are told that they are late, the audit has one line', async () => {
    const count = async () =>
      Number((await house.database.sql<{ count: string }>("select count(*) from platform.audit where action like '%.change'"))[0]?.count);
    const before = await count();
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await put({ 'if-match': '"3"' })).status));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(49);
    expect((await count()) - before).toBe(1);
  });
});

describe('the members of a queue', () => {
  test('an account that is no agent is refused, and who is a member already may stay', async () => {
    const main = async () => (await admin.api.queues.list()).items.find(({ code }) => code === 'main')!;
    const become = async (members: string[]) => {
      const { code, version, numbers: _, ...rest } = await main();
      return house.json('PUT', `/api/queues/${code}`, { ...rest, members }, admin.token, { 'if-match': `"${version}"` });
    };
    expect((await become(['agent1'])).status).toBe(200);
    for (const nobody of ['agent99', 'admin1'])
      expect([nobody, await codeOf(await become(['agent1', nobody]))]).toEqual([nobody, 'agent.unknown']);
    expect((await main()).members).toEqual(['agent1']);
    expect((await become(['agent1', 'agent2'])).status).toBe(200);
    expect((await become([])).status).toBe(200);
  });
});

describe('people', () => {
  const body = {
    name: '新人',
    number: '1888',
    unit: 'hotline',
    roles: ['agent'],
    active: true,
    account: 'newcomer',
    password: 'Quite-long-12345',
  };

  test('two with one account or one 工号 are refused with 409, also fifty at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async () => (await house.json('POST', '/api/staff', body, admin.token)).status),
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    expect((await house.json('POST', '/api/staff', { ...body, account: 'another' }, admin.token)).status).toBe(409);
  });

  test('in a unit that does not exist are refused with 404', async () => {
    expect(
      await codeOf(await house.json('POST', '/api/staff', { ...body, account: 'lost', number: '1889', unit: 'nowhere' }, admin.token)),
    ).toBe('unit.unknown');
  });

  test('an administrator cannot take her own rights away or give herself more', async () => {
    const [me] = (await admin.api.staff.list({ query: { q: 'admin1' } })).items;
    const own = { name: '赵系统', number: null, unit: 'hotline', active: true };
    const put = (more: object) =>
      house.json('PUT', '/api/staff/admin1', { ...own, ...more }, admin.token, { 'if-match': `"${me?.version}"` });
    expect(await codeOf(await put({ roles: ['admin', 'auditor'] }))).toBe('staff.not-yourself');
    expect(await codeOf(await put({ roles: ['admin'], active: false }))).toBe('staff.not-yourself');
    expect((await put({ roles: ['admin'], name: '赵龘' })).status).toBe(200);
  });

  test('a list is read page by page without a gap', async () => {
    const seen: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await admin.api.staff.list({ query: { limit: 5, ...(after ? { after } : {}) } });
      seen.push(...page.items.map(({ account }) => account));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual((await admin.api.staff.list({ query: { limit: 200 } })).items.map(({ account }) => account));
    expect(new Set(seen).size).toBe(seen.length);
  });

  test('a percent sign in a search is a percent sign', async () => {
    expect((await admin.api.staff.list({ query: { q: '%' } })).items).toEqual([]);
    expect((await admin.api.staff.list({ query: { q: '龘' } })).items.map(({ account }) => account)).toContain('agent6');
  });
});

describe('units (row 1)', () => {
  test('cannot lie below themselves', async () => {
    await admin.api.units.add({ body: { code: 'parks-north', name: '园林局北区', parent: 'parks' } });
    const [parks] = (await admin.api.units.list()).items.filter(({ code }) => code === 'parks');
    expect(
      await codeOf(
        await house.json('PUT', '/api/units/parks', { name: '园林局', parent: 'parks-north' }, admin.token, {
          'if-match': `"${parks?.version}"`,
        }),
      ),
    ).toBe('unit.in-use');
  });
});

describe('numbers of a queue (row 85)', () => {
  const add = (number: string) => house.json('POST', '/api/queues/main/numbers', { number }, admin.token);
  test('are added, refused twice and taken away', async () => {
    expect((await add('96345')).status).toBe(200);
    expect(await codeOf(await add('96345'))).toBe('number.taken');
    expect((await house.ask('DELETE', '/api/queues/main/numbers/96345', { token: admin.token })).status).toBe(200);
    expect(await codeOf(await house.ask('DELETE', '/api/queues/main/numbers/96345', { token: admin.token }))).toBe('number.unknown');
  });
});

test('what was read and has not changed is answered with 304', async () => {
  const superior = await house.token('super1');
  await house.database.sql(
    "insert into telephony.call (id, version, direction, state, dialled, withheld, queued_at, ended_at) values ('kept', 4, 'in', 'ended', '12345', true, now(), now())",
  );
  const first = await house.ask('GET', '/api/calls/kept', { token: superior });
  expect([first.status, first.headers.get('etag')]).toEqual([200, '"4"']);
  expect((await house.ask('GET', '/api/calls/kept', { token: superior, headers: { 'if-none-match': 'W/"4"' } })).status).toBe(304);
  expect((await house.ask('GET', '/api/calls/kept', { token: superior, headers: { 'if-none-match': '"3"' } })).status).toBe(200);
});
