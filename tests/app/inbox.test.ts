import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { until } from '../kit/hotline.ts';
import { conversationSaying } from '../kit/messages.ts';
import { TextProvider } from '../kit/text-provider.ts';
import { codeOf, House } from './house.ts';

// The house dies and wakes several times: 2 s each alone, more beside others.
vi.setConfig({ testTimeout: 60_000 });

let house: House;
let provider: TextProvider;
beforeAll(async () => {
  [provider, house] = await Promise.all([
    TextProvider.open(),
    House.open('app-inbox', { HOTLINE_CLOCK_START: '2026-11-26T10:00:00+08:00' }),
  ]);
  await provider.serves(house, 'sms-main');
});
afterAll(async () => {
  await house.close();
  provider.close();
});

const texts = (from: string, words: string): Promise<void> => provider.texts(house, 'sms-main', from, words);

describe('a conversation is passed to a colleague, with the telephone switch away (row 91)', () => {
  test('whoever may answer is found by name, number and account; nobody else, not she herself, and nobody who has left', async () => {
    const { api } = await house.desk('agent1');
    const found = async (query: { q?: string; limit?: number } = {}) =>
      (await api.conversations.colleagues({ query })).items.map(({ account }) => account);
    expect(await found()).toEqual(['agent2', 'agent3', 'agent4', 'agent5', 'agent6', 'callback1', 'super1']);
    expect(await found({ q: '孙' })).toEqual(['agent3']);
    expect(await found({ q: '1005' })).toEqual(['agent5']);
    expect(await found({ q: 'AGENT', limit: 2 })).toEqual(['agent2', 'agent3']);
    expect(await found({ q: '刘河' })).toEqual([]);
    expect(await found({ q: '%' })).toEqual([]);
    await house.database.sql("update people.staff set active = false where account = 'agent6'");
    expect(await found({ q: '1006' })).toEqual([]);
  });

  test('it goes to one who may answer, and to nobody who may not or has left', async () => {
    const { api, token } = await house.desk('agent1');
    await texts('13800003001', '谁接着办');
    const { id, version } = await conversationSaying(api, '谁接着办');
    const taken = await api.conversations.take({ params: { id }, ifMatch: version, body: {} });
    for (const to of ['water1', 'agent6', 'nobody']) {
      const answer = await house.json('POST', `/api/conversations/${id}/pass`, { to }, token, { 'if-match': `"${taken.version}"` });
      expect([to, answer.status, await codeOf(answer)]).toEqual([to, 404, 'agent.unknown']);
    }
    const passed = await api.conversations.pass({ params: { id }, ifMatch: taken.version, body: { to: 'agent2' } });
    expect(passed).toMatchObject({ heldBy: 'agent2', heldByName: '周敏' });
  });
});

describe('the clock of a message that waits goes through the death of the app (rows 60, 61, 91)', () => {
  /** The app dies without a word and is started again that many seconds after the city saw the message. */
  async function diesAndWakes(secondsAfter: number, since: string): Promise<void> {
    await house.kill();
    house.environment['HOTLINE_CLOCK_START'] = new Date(Date.parse(since) + secondsAfter * 1_000).toISOString();
    await house.start();
  }

  test('预警, 黄牌 and 红牌 of a text are given once each though the app is killed before and after every one', async () => {
    const agent = await house.desk('agent1');
    await texts('13800003002', '等了很久');
    const { id, waitsSince, signal } = await conversationSaying(agent.api, '等了很久');
    const since = waitsSince ?? '';
    expect(signal).toBeNull();
    for (const [seconds, name] of [
      [146, 'warning'],
      [181, 'yellow'],
      [361, 'red'],
    ] as const) {
      await diesAndWakes(seconds, since);
      await until(name, async () => (await agent.api.conversations.read({ params: { id } })).signal === name);
    }
    await diesAndWakes(365, since);
    await until('a sweep', async () => (await agent.api.conversations.counts()).overdue > 0);
    const rows = <T extends object>(question: string) => house.database.sql<T>(question, [id]);
    expect(await rows('select kind, count(*)::int as n from gateway.signal where conversation_id = $1 group by 1 order by 1 desc')).toEqual(
      ['yellow', 'warning', 'red'].map((kind) => ({ kind, n: 1 })),
    );
    expect(
      await rows(
        "select payload->>'signal' as signal, count(*)::int as n from platform.event where name = 'conversation.signalled' and payload->>'id' = $1 group by 1 order by 1 desc",
      ),
    ).toEqual(['yellow', 'warning', 'red'].map((one) => ({ signal: one, n: 1 })));
    const supervisor = await house.desk('super1');
    const { items } = await supervisor.api.notices.list({ query: {} });
    const about = items.filter(({ conversationId }) => conversationId === id);
    expect(about.map(({ kind, words }) => [kind, words])).toEqual([
      ['sms.red', '红牌 · 答复时限:短信'],
      ['sms.yellow', '黄牌 · 答复时限:短信'],
      ['sms.warning', '预警 · 答复时限:短信'],
    ]);
  });
});
