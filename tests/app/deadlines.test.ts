import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { until } from '../kit/hotline.ts';
import { House } from './house.ts';

// Each test restarts the app several times: 2 s each alone, more beside others.
vi.setConfig({ testTimeout: 90_000 });

let house: House;
beforeAll(async () => {
  house = await House.open('app-deadlines', { HOTLINE_CLOCK_START: '2026-02-13T10:00:00+08:00', TZ: 'America/New_York' });
});
afterAll(() => house.close());

/** The app dies without a word and is started again at a later time of the city. */
async function diesAndWakesAt(moment: string): Promise<void> {
  await house.kill();
  house.environment['HOTLINE_CLOCK_START'] = moment;
  await house.start();
}

const signalsOf = async (ticketId: string): Promise<string[]> => {
  const rows = await house.database.sql<{ what: string }>(
    "select c.kind || '.' || s.kind as what from ticketing.signal s join ticketing.clock c on c.id = s.clock_id where s.ticket_id = $1 order by s.at, c.kind",
    [ticketId],
  );
  return rows.map(({ what }) => what);
};
const told = (ticketId: string) =>
  house.database.sql<{ signal: string; n: number }>(
    "select payload->>'clock' || '.' || (payload->>'signal') as signal, count(*)::int as n from platform.event where name = 'ticket.signalled' and payload->>'id' = $1 group by 1",
    [ticketId],
  );

describe('deadlines of the Henan profile, in Shanghai time whatever the machine thinks (rows 60, 61, 96)', () => {
  test('a consultation dispatched on Friday 13 February 2026 is due on 25 February, after Spring Festival, and says why', async () => {
    const agent = await house.desk('agent1');
    const filed = await agent.api.tickets.file({
      body: {
        type: 'consult',
        category: 'water',
        title: '水费怎么交',
        body: '想问水费在哪里交。',
        place: { text: '睢阳区' },
        contact: { phone: '13800003333' },
      },
    });
    const sent = await agent.api.tickets.move({ params: { id: filed.id }, ifMatch: 1, body: { event: 'dispatch', unit: 'water-bureau' } });
    const handle = sent.clocks.find(({ kind }) => kind === 'handle');
    expect(handle).toMatchObject({ dueOn: '2026-02-25', dueAt: '2026-02-25T16:00:00.000Z', provisional: false, signals: [] });
    expect(handle?.why).toMatch(/02-14.*补班/);
    expect(handle?.why).toContain('春节');
    expect(handle?.whyEn).toMatch(/make-up/);

    await diesAndWakesAt('2026-02-24T00:00:05+08:00');
    await until('warning', async () => (await signalsOf(filed.id)).includes('handle.warning'));
    await diesAndWakesAt('2026-02-25T00:00:05+08:00');
    await until('yellow card', async () => (await signalsOf(filed.id)).includes('handle.yellow'));
    await house.kill();
    await house.start();
    await diesAndWakesAt('2026-02-26T00:00:05+08:00');
    await until('red card', async () => (await signalsOf(filed.id)).includes('handle.red'));
    await house.kill();
    await house.start();

    const given = await signalsOf(filed.id);
    expect(given.filter((one) => one.startsWith('handle'))).toEqual(['handle.warning', 'handle.yellow', 'handle.red']);
    expect(given.filter((one) => one.startsWith('sign'))).toEqual(['sign.warning', 'sign.yellow', 'sign.red']);
    expect((await told(filed.id)).map(({ n }) => n)).toEqual([1, 1, 1, 1, 1, 1]);

    const head = await house.desk('water-head');
    const { items } = await head.api.notices.list({ query: { limit: 50 } });
    expect(items.filter(({ ticketId, kind }) => ticketId === filed.id && kind.startsWith('handle.')).map(({ kind }) => kind)).toEqual([
      'handle.red',
      'handle.yellow',
      'handle.warning',
    ]);
    const supervisor = await house.desk('super1');
    expect((await supervisor.api.notices.list({ query: {} })).items.map(({ kind }) => kind)).toContain('handle.red');
  });

  test('a year that is published later moves the deadlines that run, with a line in the ledger, and refuses a file of another year', async () => {
    await diesAndWakesAt('2026-12-30T10:00:00+08:00');
    const agent = await house.desk('agent1');
    const admin = await house.desk('admin1');
    const filed = await agent.api.tickets.file({
      body: { type: 'consult', category: 'water', title: '元旦停水吗', body: '想问元旦期间是否停水。', place: { text: '睢阳区' } },
    });
    const sent = await agent.api.tickets.move({ params: { id: filed.id }, ifMatch: 1, body: { event: 'dispatch', unit: 'water-bureau' } });
    const before = sent.clocks.find(({ kind }) => kind === 'handle');
    expect(before?.provisional).toBe(true);
    expect(before?.why).toMatch(/暂定|尚未公布/);
    const festival = (name: string, ...dates: string[]) => dates.map((date) => ({ name, date, isOffDay: true }));
    const days = [
      ...festival('元旦', '2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'),
      ...festival('劳动节', '2027-05-01', '2027-05-02'),
      ...festival('国庆节', '2027-10-01', '2027-10-02', '2027-10-03'),
    ];
    const wrong = await house.json('PUT', '/api/calendar/2027', { source: '错年份', file: { year: 2026, papers: [], days } }, admin.token);
    expect(wrong.status).toBe(422);
    const { recomputed } = await admin.api.calendar.import({
      params: { year: '2027' },
      body: { source: '试发通知', file: { year: 2027, papers: [], days } },
    });
    expect(recomputed).toBeGreaterThan(0);
    const after = (await agent.api.tickets.read({ params: { id: filed.id } })).clocks.find(({ kind }) => kind === 'handle');
    expect(after?.provisional).toBe(false);
    expect(String(after?.dueOn) > String(before?.dueOn)).toBe(true);
    expect(
      await house.database.sql(
        "select l.kind from ticketing.clock_ledger l join ticketing.clock c on c.id = l.clock_id where c.ticket_id = $1 and c.kind = 'handle' order by l.id",
        [filed.id],
      ),
    ).toEqual([{ kind: 'start' }, { kind: 'recompute' }]);
  });

  test('new rules are for new tickets: they need a default row, and begin today or later', async () => {
    const admin = await house.desk('admin1');
    const [first] = (await admin.api.rules.list()).items;
    const [general] = first?.rules ?? [];
    if (!first || !general) throw new Error('a city without rules');
    const days = (amount: number) => ({ ...general, handle: { amount, unit: 'workday' as const } });
    const add = (body: unknown) => house.json('POST', '/api/rules', body, admin.token);
    expect((await add({ name: '缺默认', source: '', from: '2027-01-20', rules: [{ ...days(1), type: ['consult'] }] })).status).toBe(422);
    expect((await add({ name: '过去', source: '', from: '2020-01-01', rules: [days(1)] })).status).toBe(422);
    await admin.api.rules.add({ body: { name: '一日办结', source: '试行', from: '2026-12-30', rules: [days(1)] } });
    const agent = await house.desk('agent1');
    const filed = await agent.api.tickets.file({
      body: { type: 'complain', category: 'water', title: '新规之后', body: '按新规办理。', place: { text: '睢阳区' } },
    });
    const sent = await agent.api.tickets.move({ params: { id: filed.id }, ifMatch: 1, body: { event: 'dispatch', unit: 'water-bureau' } });
    expect(sent.clocks.find(({ kind }) => kind === 'handle')?.dueOn).toBe('2026-12-31');
  });
});
