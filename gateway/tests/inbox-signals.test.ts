import type { ConversationRow } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agent1, agent2, mailOf, PostOffice } from './kit/post-office.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-inbox-signals');
});
afterAll(() => office.close());

const MINUTE_MS = 60_000;
const rowOf = async (id: string): Promise<ConversationRow | undefined> =>
  (await office.gateway.conversations.list(agent1, { limit: 100, waiting: true })).items.find((row) => row.id === id);
async function texted(from: string, text: string): Promise<ConversationRow> {
  await office.texts(from, text);
  const row = (await office.gateway.conversations.list(agent1, { limit: 100, waiting: true })).items.find(({ begins }) => begins === text);
  if (!row) throw new Error(`${text} does not wait`);
  return row;
}
/** Minutes of the city go by, and what is due is given. */
async function after(minutes: number): Promise<void> {
  office.clock.advance(minutes * MINUTE_MS);
  while ((await office.gateway.sweepNow()) > 0);
}
const signalsOf = (id: string) =>
  office.rows<{ kind: string; after: number; held_by: string | null }>(
    'select kind, extract(epoch from at - started_at)::int as after, held_by from gateway.signal where conversation_id = $1 order by at',
    [id],
  );
const noticesOf = (id: string): [string, string][] =>
  office.noticed.filter(({ conversationId }) => conversationId === id).map(({ kind, audience }) => [kind, audience]);

describe('a message that waits has a clock: 预警 at 80 %, 黄牌 at its limit, 红牌 over it (GB/T 33358; rows 60, 61, 91)', () => {
  test('a text that nobody takes warns after 144 seconds, is yellow after three minutes and red after six; all who may answer are told', async () => {
    const { id, signal } = await texted('13700000101', '没有人接手');
    expect(signal).toBeNull();
    await after(2.39);
    expect(await signalsOf(id)).toEqual([]);
    await after(0.01);
    expect((await rowOf(id))?.signal).toBe('warning');
    await after(0.6);
    expect((await rowOf(id))?.signal).toBe('yellow');
    await after(3);
    expect(await rowOf(id)).toMatchObject({ signal: 'red', heldBy: null });
    await after(600);
    expect(await signalsOf(id)).toEqual([
      { kind: 'warning', after: 144, held_by: null },
      { kind: 'yellow', after: 180, held_by: null },
      { kind: 'red', after: 360, held_by: null },
    ]);
    expect(noticesOf(id)).toEqual(['warning', 'yellow', 'red'].map((one) => [`sms.${one}`, 'right:message.answer']));
  });

  test('of what somebody has in hand she alone is told, and of a red card whoever leads the shift; her version stays what she has seen', async () => {
    const { id, version } = await texted('13700000102', '有人接手了');
    const taken = await office.gateway.work.take(agent1, id, version);
    await after(10);
    expect(noticesOf(id)).toEqual([
      ['sms.warning', 'person:agent1'],
      ['sms.yellow', 'person:agent1'],
      ['sms.red', 'person:agent1'],
      ['sms.red', 'right:ticket.supervise'],
    ]);
    expect((await office.gateway.conversations.answer(agent1, id, taken.version, '久等了')).text).toBe('久等了');
    expect((await office.gateway.conversations.read(id)).signal).toBeNull();
  });

  test('an answer stops the clock; what she writes next starts another, whose signals are its own', async () => {
    const { id, version } = await texted('13700000103', '第一次');
    await after(2.5);
    await office.gateway.work.end(agent1, id, version, { as: 'telephoned' });
    await after(60);
    expect((await signalsOf(id)).map(({ kind }) => kind)).toEqual(['warning']);
    await office.texts('13700000103', '第二次');
    expect((await rowOf(id))?.signal).toBeNull();
    await after(3);
    expect((await signalsOf(id)).map(({ kind }) => kind)).toEqual(['warning', 'warning', 'yellow']);
  });

  test('a mail of the eve of Spring Festival is due 24 hours later to the minute: the hotline is open day and night', async () => {
    office.clock.advance(Date.parse('2027-02-05T20:00:00+08:00') - office.clock.now().getTime());
    await office.receives(mailOf({ from: 'eve@example.com', subject: '除夕来信' }));
    const mail = (await office.gateway.conversations.list(agent1, { limit: 100, waiting: true, channel: 'mail' })).items[0];
    expect(mail?.dueAt).toBe('2027-02-06T12:00:00.000Z');
    await after(27 * 60);
    expect((await signalsOf(mail?.id ?? '')).map(({ kind, after: seconds }) => [kind, seconds / 3_600])).toEqual([
      ['warning', 19.2],
      ['yellow', 24],
      ['red', 26],
    ]);
  });

  test('two sweeps at once give a signal once', async () => {
    const rows = await Promise.all([1, 2, 3, 4, 5].map((n) => texted(`1370000020${n}`, `同时 ${n}`)));
    office.clock.advance(2.5 * MINUTE_MS);
    const swept = await Promise.all([office.gateway.sweepNow(), office.gateway.sweepNow(), office.gateway.sweepNow()]);
    while ((await office.gateway.sweepNow()) > 0);
    for (const { id } of rows) expect((await signalsOf(id)).map(({ kind }) => kind)).toEqual(['warning']);
    expect(swept.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(5);
  });

  test('the badge counts what is over its limit, for all and for her', async () => {
    await after(10);
    const before = await office.gateway.work.counts(agent2);
    const { id, version } = await texted('13700000301', '数一数');
    await texted('13700000302', '数两数');
    await office.gateway.work.take(agent2, id, version);
    expect(await office.gateway.work.counts(agent2)).toEqual({ ...before, waiting: before.waiting + 2, mine: 1 });
    await after(3);
    const later = await office.gateway.work.counts(agent2);
    expect([later.overdue - before.overdue, later.mineOverdue]).toEqual([2, 1]);
    expect((await office.gateway.work.counts(agent1)).mine).toBe(0);
  });
});

test('whoever is passed a message finds it in her bell (row 91)', async () => {
  const { id, version } = await texted('13700000401', '请你接着办');
  const taken = await office.gateway.work.take(agent1, id, version);
  await office.gateway.work.pass(agent1, id, taken.version, 'agent2');
  expect(noticesOf(id)).toEqual([['sms.passed', 'person:agent2']]);
});
