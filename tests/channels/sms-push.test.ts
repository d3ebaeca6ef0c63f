import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { conversationOnce, conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { HOOK_KEY as KEY, TextProvider } from '../kit/text-provider.ts';

const { describe, test } = needs('postgres');

describe('texts by a provider’s HTTP interface, told as data (the provider is a mock; rows 87, 91)', () => {
  let house: House;
  let provider: TextProvider;
  let agent: Awaited<ReturnType<House['desk']>>['api'];
  beforeAll(async () => {
    [provider, house] = await Promise.all([TextProvider.open(), House.open('channels-push', { HOTLINE_RETRY_SCALE: '0.05' })]);
    agent = (await house.desk('agent1')).api;
    const { api } = await house.desk('admin1');
    await provider.serves(house, 'push');
    await api.accounts.put({
      params: { id: 'closed' },
      body: { kind: 'sms', name: '无密钥', settings: provider.settings, secrets: { password: 'hush' } },
    });
  });
  afterAll(async () => {
    await house.close();
    provider.close();
  });

  const push = (account: string, body: unknown, key: string | null = KEY): Promise<Response> => provider.push(house, account, body, key);

  test('a text that is pushed twice is one; the answer goes out whole with its signature, and its report ends the history', async () => {
    const text = { mobile: '13800001111', content: '小区停水', id: 'mo-1' };
    expect([(await push('push', text)).status, (await push('push', [text])).status]).toEqual([200, 200]);
    const { id, version } = await conversationSaying(agent, '小区停水');
    const long = `您好,${'请耐心等待。'.repeat(30)}`;
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text: long } });
    const { messages } = await conversationOnce(agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'sent');
    expect(messages.filter(({ direction }) => direction === 'in')).toHaveLength(1);
    const { sent } = provider;
    const at = sent.findIndex(({ content }) => content === `【商丘12345】${long}`);
    expect(sent[at]).toMatchObject({ secret: 'hush', mobile: '13800001111' });
    expect((await push('push', { msgid: `p-${at + 1}`, status: 'DELIVRD' })).status).toBe(200);
    await conversationOnce(agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered');
  });

  test.each([
    ['a wrong key', 'push', 'another-key-of-sixteen', '{}', 404],
    ['no key', 'push', null, '{}', 404],
    ['an account without a key', 'closed', KEY, '{}', 404],
    ['an account that there is not', 'nobody', KEY, '{}', 404],
    ['no JSON', 'push', KEY, '{"mobile":', 400],
    ['nothing that is a text or a report', 'push', KEY, '{"hello":1}', 422],
  ])('%s is refused and writes nothing', async (_, account, key, body, status) => {
    const count = async () => (await house.database.sql<{ n: number }>('select count(*)::int as n from gateway.message'))[0]?.n;
    const before = await count();
    expect((await push(account, body, key)).status).toBe(status);
    expect(await count()).toBe(before);
  });

  test('half a megabyte and a GET are refused; the staff’s address knows no hooks', async () => {
    expect((await push('push', `"${'x'.repeat(600_000)}"`)).status).toBe(413);
    expect((await fetch(`${house.siteUrl}/hooks/push?key=${KEY}`)).status).toBe(405);
    expect((await fetch(`${house.deskUrl}/hooks/push?key=${KEY}`, { method: 'POST' })).status).toBe(404);
  });
});
