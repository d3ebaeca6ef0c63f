import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { conversationSaying } from '../kit/messages.ts';
import { TextProvider } from '../kit/text-provider.ts';
import { codeOf, House } from './house.ts';

let house: House;
let provider: TextProvider;
beforeAll(async () => {
  [provider, house] = await Promise.all([TextProvider.open(), House.open('app-inbox')]);
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
