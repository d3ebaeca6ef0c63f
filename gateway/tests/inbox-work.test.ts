import { Problem, type ConversationRow } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agent1, agent2, mailOf, PostOffice } from './kit/post-office.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-inbox-work');
});
afterAll(() => office.close());

const inbox = async (how: { held?: 'mine' | 'free' } = {}, me = agent1): Promise<ConversationRow[]> =>
  (await office.gateway.conversations.list(me, { limit: 100, waiting: true, ...how })).items;

/** A new text of this number, as the inbox shows it. */
async function texted(from: string, text: string): Promise<ConversationRow> {
  await office.texts(from, text);
  const row = (await inbox()).find(({ begins }) => begins === text);
  if (!row) throw new Error(`${text} does not wait`);
  return row;
}
const refusal = (deed: Promise<unknown>): Promise<string> =>
  deed.then(
    () => 'done',
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );

describe('what waits stands by its limit (GB/T 33358: 3 minutes, mail 24 hours; row 91)', () => {
  test('a text that came now is due before a mail of three hours ago, and after one of yesterday', async () => {
    await office.receives(mailOf({ from: 'yesterday@example.com', subject: '昨天' }));
    office.clock.advance(23.99 * 3_600_000);
    await office.receives(mailOf({ from: 'today@example.com', subject: '三小时前' }));
    const { dueAt, waitsSince } = await texted('13700000001', '刚刚');
    expect(Date.parse(dueAt ?? '') - Date.parse(waitsSince ?? '')).toBe(180_000);
    expect((await inbox()).map(({ subject, begins }) => subject ?? begins)).toEqual(['昨天', '刚刚', '三小时前']);
  });

  test('who writes twice is due by her first message', async () => {
    const first = await texted('13700000002', '路灯坏了');
    office.clock.advance(60_000);
    await office.texts('13700000002', '快来修');
    const [after] = (await inbox()).filter(({ id }) => id === first.id);
    expect(after?.dueAt).toBe(first.dueAt);
  });

  test('pages of the list go on where the last one ended', async () => {
    const all = (await inbox()).map(({ id }) => id);
    const first = await office.gateway.conversations.list(agent1, { limit: 2, waiting: true });
    const rest = await office.gateway.conversations.list(agent1, { limit: 100, waiting: true, after: first.next ?? '' });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all);
  });
});

describe('one of us deals with it (row 91)', () => {
  test('whoever takes it has it in her list, the others see her name and cannot answer, end or attach it', async () => {
    const { id, version } = await texted('13700000011', '谁来处理');
    const taken = await office.gateway.work.take(agent1, id, version);
    expect(taken).toMatchObject({ heldBy: 'agent1', heldByName: 'agent1' });
    expect((await inbox({ held: 'mine' })).map((row) => row.id)).toEqual([id]);
    expect((await inbox({ held: 'mine' }, agent2)).map((row) => row.id)).toEqual([]);
    expect((await inbox({ held: 'free' })).some((row) => row.id === id)).toBe(false);
    office.tickets.set('261126000777', { ticketId: 't777', code: '1' });
    expect(await refusal(office.gateway.conversations.answer(agent2, id, taken.version, '我来'))).toBe('conversation.held');
    expect(await refusal(office.gateway.work.end(agent2, id, taken.version, { as: 'spam' }))).toBe('conversation.held');
    expect(await refusal(office.gateway.conversations.attachBy(agent2, id, taken.version, '261126000777'))).toBe('conversation.held');
    expect(await refusal(office.gateway.work.pass(agent2, id, taken.version, 'agent2'))).toBe('conversation.held');
    expect((await office.gateway.conversations.answer(agent1, id, taken.version, '已派人')).text).toBe('已派人');
    expect(await office.gateway.conversations.read(id)).toMatchObject({ heldBy: null, waitsSince: null, dueAt: null });
  });

  test('two who take it at the same moment: one has it, the other reads that it has changed', async () => {
    const { id, version } = await texted('13700000012', '两个人同时接手');
    const both = await Promise.all([agent1, agent2].map((me) => refusal(office.gateway.work.take(me, id, version))));
    expect(both.toSorted()).toEqual(['done', 'version.stale']);
  });

  test('a colleague takes it over; it is passed on, and back to all', async () => {
    const { id, version } = await texted('13700000013', '午饭时间');
    const first = await office.gateway.work.take(agent1, id, version);
    const second = await office.gateway.work.take(agent2, id, first.version);
    expect(second.heldBy).toBe('agent2');
    expect(await refusal(office.gateway.work.pass(agent2, id, second.version, 'nobody'))).toBe('agent.unknown');
    const third = await office.gateway.work.pass(agent2, id, second.version, 'agent1');
    expect(third.heldBy).toBe('agent1');
    expect((await office.gateway.work.pass(agent1, id, third.version, null)).heldBy).toBeNull();
    const lines = await office.rows<{ action: string; details: object }>(
      'select action, details from platform.audit where object = $1 order by id',
      [`conversation:${id}`],
    );
    expect(lines.map(({ action, details }) => [action, details])).toEqual([
      ['conversation.take', { from: null, to: 'agent1' }],
      ['conversation.take', { from: 'agent1', to: 'agent2' }],
      ['conversation.pass', { from: 'agent2', to: 'agent1' }],
      ['conversation.pass', { from: 'agent1', to: null }],
    ]);
  });

  test('what has ended cannot be taken; it says how it ended until she writes again, and then waits for all', async () => {
    const { id, version } = await texted('13700000014', '谢谢你们');
    const held = await office.gateway.work.take(agent1, id, version);
    const ended = await office.gateway.work.end(agent1, id, held.version, { as: 'thanks' });
    expect(ended).toMatchObject({ waitsSince: null, heldBy: null });
    expect(await office.rows('select ended_as from gateway.conversation where id = $1', [id])).toEqual([{ ended_as: 'thanks' }]);
    expect(await refusal(office.gateway.work.take(agent1, id, ended.version))).toBe('conversation.settled');
    await office.texts('13700000014', '又停水了');
    const again = (await inbox()).find((row) => row.id === id);
    expect(again).toMatchObject({ heldBy: null, waitsSince: expect.any(String) as string });
  });

  test('she who holds it keeps it while the citizen goes on writing', async () => {
    const { id, version } = await texted('13700000015', '第一条');
    await office.gateway.work.take(agent1, id, version);
    await office.texts('13700000015', '第二条');
    expect((await inbox({ held: 'mine' })).map((row) => row.id)).toContain(id);
  });
});
