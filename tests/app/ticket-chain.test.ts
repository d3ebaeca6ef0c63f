import { createClient, publicApi } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeOf, House } from './house.ts';

let house: House;
let people: Record<string, Awaited<ReturnType<House['desk']>>>;
const desk = (account: string) => {
  const one = people[account];
  if (!one) throw new Error(`${account} is not at the hotline today`);
  return one;
};

beforeAll(async () => {
  house = await House.open('app-ticket-chain');
  const accounts = ['agent1', 'agent2', 'dispatch1', 'water1', 'water-head', 'urban1', 'callback1', 'super1', 'admin1', 'audit1'];
  people = Object.fromEntries(await Promise.all(accounts.map(async (account) => [account, await house.desk(account)])));
});
afterAll(() => house.close());

const water = {
  type: 'help',
  category: 'water-supply',
  title: '家里停水两天',
  body: '金桂小区三号楼从前天早上起没有水,物业说不清楚原因。',
  contact: { name: '王𠮷', phone: '138 0000 2222' },
  place: { text: '金桂小区三号楼' },
} as const;

async function category(): Promise<string> {
  const { items } = await desk('agent1').api.categories.list({ query: { q: '供水服务' } });
  return items[0]?.code ?? '';
}

const file = async (account = 'agent1', more: Record<string, unknown> = {}) =>
  desk(account).api.tickets.file({ body: { ...water, category: await category(), ...more } });

const move = (account: string, ticket: { id: string; version: number }, event: string, form: Record<string, unknown> = {}) =>
  desk(account).api.tickets.move({ params: { id: ticket.id }, ifMatch: ticket.version, body: { event, ...form } as never });

describe('a ticket from the call to the archive (rows 81, 95)', () => {
  test('goes through dispatch, signature, reply, callback and archive, and each sees what she may do', async () => {
    const filed = await file();
    expect(filed).toMatchObject({ state: 'received', version: 1, contact: { name: '王*', phone: '138****2222' }, unit: null });
    expect(filed.number).toMatch(/^\d{12}$/);
    expect(filed.queryCode).toMatch(/^\d{6}$/);
    const dispatched = await move('dispatch1', filed, 'dispatch', { unit: 'water-bureau', note: '请尽快核实' });
    expect(dispatched).toMatchObject({ state: 'assigned', version: 2, unit: 'water-bureau' });
    expect((await desk('water1').api.tickets.read({ params: { id: filed.number } })).can.map(({ event }) => event)).toEqual([
      'sign',
      'return',
    ]);
    const signed = await move('water1', dispatched, 'sign');
    const replied = await move('water1', signed, 'reply', {
      facts: true,
      contacted: true,
      solved: true,
      answer: '主管爆裂,已抢修',
      publicAnswer: '已恢复供水',
    });
    const called = await move('callback1', replied, 'call-back', { contacted: true, solved: 'yes', satisfied: 4 });
    const closed = await move('callback1', called, 'close');
    const archived = await move('callback1', closed, 'archive');
    expect(archived).toMatchObject({ state: 'archived', outcome: 'handled', publicAnswer: '已恢复供水', can: [] });
    expect(archived.clocks.map(({ kind, stoppedAt }) => [kind, stoppedAt !== undefined])).toEqual([
      ['dispatch', true],
      ['sign', true],
      ['handle', true],
    ]);
    const { items } = await desk('agent1').api.tickets.timeline({ params: { id: filed.id } });
    const seen = await desk('water1').api.tickets.timeline({ params: { id: filed.id } });
    expect(seen.items.filter(({ kind }) => kind === 'step').map(({ actorName }) => actorName)).toEqual([
      '李静',
      '陈思远',
      '刘河',
      '刘河',
      '何悦',
      '何悦',
      '何悦',
    ]);
    expect(items.filter(({ kind }) => kind === 'step').map(({ ref }) => ref)).toEqual([
      'file',
      'dispatch',
      'sign',
      'reply',
      'call-back',
      'close',
      'archive',
    ]);
    const site = createClient(publicApi, house.siteUrl);
    expect(await site.publicTickets.read({ params: { number: filed.number }, query: { code: filed.queryCode } })).toMatchObject({
      state: 'archived',
      publicAnswer: '已恢复供水',
    });
  });
});

describe('refusals in their order: 404, 403, 428, 412, 422', () => {
  test("a department does not learn that another one's ticket exists", async () => {
    const filed = await file();
    await move('agent1', filed, 'dispatch', { unit: 'water-bureau' });
    const answer = await house.json('POST', `/api/tickets/${filed.id}/events`, { event: 'sign' }, desk('urban1').token);
    expect(await codeOf(answer)).toBe('ticket.unknown');
  });

  test('the wrong person gets 403 even without a version, the right one 428 without and 412 with an old one, 422 in the wrong state', async () => {
    const filed = await file();
    const ask = (account: string, body: unknown, version?: number) =>
      house.json(
        'POST',
        `/api/tickets/${filed.id}/events`,
        body,
        desk(account).token,
        version === undefined ? {} : { 'if-match': `"${version}"` },
      );
    const dispatch = { event: 'dispatch', unit: 'water-bureau' };
    expect(await codeOf(await ask('agent2', dispatch))).toBe('ticket.not-yours');
    expect(await codeOf(await ask('agent1', dispatch))).toBe('version.missing');
    expect(await codeOf(await ask('agent1', dispatch, 9))).toBe('version.stale');
    expect(await codeOf(await ask('agent1', { event: 'dispatch', unit: 'nobody' }, 1))).toBe('ticket.unit-unfit');
    expect(await codeOf(await ask('callback1', { event: 'archive' }, 1))).toBe('ticket.wrong-state');
    expect(await codeOf(await ask('agent1', { event: 'explode' }, 1))).toBe('request.invalid');
    expect(await codeOf(await ask('agent1', { ...dispatch, extra: 1 }, 1))).toBe('request.invalid');
  });

  test('of fifty dispatches of one version one wins, forty-nine are stale, and the log has one line', async () => {
    const filed = await file();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () =>
        house.json('POST', `/api/tickets/${filed.id}/events`, { event: 'dispatch', unit: 'water-bureau' }, desk('dispatch1').token, {
          'if-match': '"1"',
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 412)]);
    expect(
      await house.database.sql('select version from ticketing.ticket_log where ticket_id = $1 and version = 2', [filed.id]),
    ).toHaveLength(1);
  });
});

describe('the database', () => {
  test('refuses a changed ticket without its log line', async () => {
    const filed = await file();
    await expect(house.database.sql("update ticketing.ticket set state = 'closed' where id = $1", [filed.id])).rejects.toThrow(
      'without a log line',
    );
    await expect(house.database.sql("update ticketing.ticket set title = 'x', version = 2 where id = $1", [filed.id])).rejects.toThrow(
      'without a log line',
    );
    expect((await desk('agent1').api.tickets.read({ params: { id: filed.id } })).state).toBe('received');
  });
});
