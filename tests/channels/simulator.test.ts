import http from 'node:http';
import { afterAll, beforeAll, expect } from 'vitest';
import { conversationOnce, conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { SimulatedHouse } from '../kit/simulated-house.ts';
import { SiteVisitor } from '../kit/site-visitor.ts';
import { smsAccount } from '../kit/texts.ts';

const { describe, test } = needs('postgres');
const HER = '13800001111';
const FOLLOWER = 'oZhangSan';
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let ground: SimulatedHouse;
let agent: Awaited<ReturnType<SimulatedHouse['house']['desk']>>['api'];
const open = async (name: string): Promise<void> => {
  ground = await SimulatedHouse.open(name);
  agent = (await ground.house.desk('agent1')).api;
};
const answers = async (id: string, text: string): Promise<void> => {
  const { version } = await agent.conversations.read({ params: { id } });
  await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text } });
};
const lastIs = (id: string, state: string, withinMs?: number) =>
  conversationOnce(agent, id, (now) => now.messages.at(-1)?.delivery?.state === state, withinMs);

const statusOf = (url: string, path: string): Promise<number | undefined> => {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    http.get({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode)).once('error', reject);
  });
};

describe('the simulated phones of npm start (rows 87, 89)', () => {
  beforeAll(() => open('simulator'));
  afterAll(() => ground?.close());

  test('a long text reaches the inbox whole, and a long answer her phone, as delivered', async () => {
    const text = `金桂小区三号楼停水两天${'家里有老人,水箱也空了。'.repeat(12)}`;
    await ground.orders('/api/texts', { from: HER, text });
    await ground.sees(HER, text, 'taken');
    const { id } = await conversationSaying(agent, '金桂小区三号楼');
    await ground.sees(HER, '【商丘12345】您的短信已收到', 'shown');
    const answer = `您好,${'抢修人员已到现场,'.repeat(20)}预计今晚恢复。`;
    await answers(id, answer);
    await ground.sees(HER, answer, 'shown');
    const { messages } = await lastIs(id, 'delivered');
    expect(messages.filter(({ direction }) => direction === 'in').map((one) => one.text)).toEqual([text]);
  });

  test('a phone that is off, a busy network and one that is down are seen in the history', async () => {
    const { id } = await conversationSaying(agent, '金桂小区三号楼');
    await ground.orders('/api/phones', { number: HER, isOn: false });
    await answers(id, '第二次答复');
    await lastIs(id, 'failed');
    await ground.sees(HER, '第二次答复', 'off');
    await ground.orders('/api/phones', { number: HER, isOn: true });
    await ground.orders('/api/carrier', { mood: 'busy' });
    await answers(id, '第三次答复');
    await conversationOnce(agent, id, (now) => JSON.stringify(now.messages.at(-1)?.delivery).includes('流量控制'));
    await ground.orders('/api/carrier', { mood: 'well' });
    await lastIs(id, 'delivered', 30_000);
    await ground.orders('/api/carrier', { mood: 'down' });
    await ground.orders('/api/texts', { from: HER, text: '网络断着的时候发的' });
    await ground.sees(HER, '网络断着的时候发的', 'waiting');
    await ground.orders('/api/carrier', { mood: 'well' });
    await ground.sees(HER, '网络断着的时候发的', 'taken', 30_000);
    expect((await ground.shown()).filter(({ text }) => text.includes('第三次答复'))).toHaveLength(1);
  });

  test('in WeChat her picture, place and question come in, the answer reaches her, and after two silent days it does not', async () => {
    await ground.orders('/api/wechat', { openid: FOLLOWER, deed: { is: 'follow' } });
    await ground.orders('/api/wechat', { openid: FOLLOWER, deed: { is: 'text', text: '路灯坏了,老人摔了一跤' } });
    await ground.orders('/api/wechat', { openid: FOLLOWER, deed: { is: 'picture', base64: pixel, type: 'image/png' } });
    const { id } = await conversationSaying(agent, '[图片]');
    const { messages } = await conversationOnce(agent, id, (now) => now.messages.some(({ files }) => files.length > 0));
    expect(messages.flatMap(({ files }) => files)).toMatchObject([{ name: 'picture.png', picture: 'image/png' }]);
    await answers(id, '马上派人去修');
    await ground.sees(FOLLOWER, '马上派人去修', 'shown');
    await ground.orders('/api/wechat', { openid: FOLLOWER, deed: { is: 'query' } });
    await ground.sees(FOLLOWER, '查询进展请发送', 'shown');
    await ground.orders('/api/wechat', { openid: FOLLOWER, deed: { is: 'stay-away' } });
    await answers(id, '已经修好');
    const { messages: later } = await lastIs(id, 'failed');
    expect(JSON.stringify(later.at(-1)?.delivery)).toContain('45015');
  });

  test('it answers this machine only, and nothing but its orders', async () => {
    const ask = (headers: Record<string, string>, body: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const request = http.request(`${ground.simulators.url}/api/texts`, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        request.on('error', reject).end(body);
      });
    const order = JSON.stringify({ from: HER, text: '不该来的' });
    const json = { 'content-type': 'application/json' };
    expect(await ask({ ...json, host: 'evil.example' }, order)).toBe(403);
    expect(await ask({ 'content-type': 'text/plain' }, order)).toBe(415);
    expect(await ask(json, '[')).toBe(400);
    expect(await ask(json, JSON.stringify({ from: 'her', text: '不该来的' }))).toBe(400);
    // as it stands: fetch would take the dots out of the address before it sends it
    expect(await statusOf(ground.simulators.url, '/assets/../../../../../etc/passwd')).toBe(404);
    expect(await statusOf(ground.simulators.url, '/..%2f..%2fpackage.json')).toBe(404);
    expect(
      (await fetch(`${ground.simulators.url}/cgi-bin/media/get?media_id=x&access_token=guess`).then((answer) => answer.json())) as unknown,
    ).toMatchObject({ errcode: 40001 });
    expect((await ground.shown()).filter(({ text }) => text === '不该来的')).toEqual([]);
  });
});

describe('where a real number takes its place', () => {
  beforeAll(() => open('simulator-replaced'));
  afterAll(() => ground?.close());

  test('a simulated number confirms nobody on the site, and gives way to the first real one for good; one that the administrator switches off stays off', async () => {
    const { api } = await ground.house.desk('admin1');
    expect(await new SiteVisitor(ground.house.siteUrl).api.publicMessages.begin()).toMatchObject({ confirms: false });
    await api.accounts.put({ params: { id: 'sms-main' }, body: smsAccount('cmpp30', 9, {}) });
    const active = async () =>
      Object.fromEntries((await api.accounts.list({})).items.map(({ id, active: is, simulated }) => [id, { is, simulated }]));
    const after = { 'sms-simulator': { is: false, simulated: true }, 'sms-main': { is: true, simulated: false } };
    expect(await active()).toMatchObject({ ...after, 'wechat-simulator': { is: true, simulated: true } });
    const wechat = (await api.accounts.list({})).items.find(({ id }) => id === 'wechat-simulator');
    await api.accounts.put({
      params: { id: 'wechat-simulator' },
      body: { kind: 'wechat', name: '模拟微信', active: false, settings: wechat?.settings ?? {} },
    });
    await ground.house.stop();
    await ground.house.start();
    const again = (await ground.house.desk('admin1')).api;
    const off = (await again.accounts.list({})).items.filter(({ active: is }) => !is).map(({ id }) => id);
    expect(off.toSorted()).toEqual(['sms-simulator', 'wechat-simulator']);
    const lines = await ground.house.database.sql(
      `select action, object, count(*)::int as n from platform.audit where object like 'account:%simulator' group by 1, 2 order by 1, 2`,
    );
    expect(lines).toEqual([
      { action: 'account.put', object: 'account:sms-simulator', n: 1 },
      { action: 'account.put', object: 'account:wechat-simulator', n: 2 },
      { action: 'account.replaced', object: 'account:sms-simulator', n: 1 },
    ]);
  });
});
