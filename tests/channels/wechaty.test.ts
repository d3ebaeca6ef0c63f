import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { puppetsFolder } from '../../scripts/test/puppets.ts';
import { House } from '../app/house.ts';
import { freePort, until } from '../kit/hotline.ts';
import { filesMatter, type StaffApi } from '../kit/matter.ts';
import { conversationOnce, conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { Telephones } from '../peers/telephones.ts';

const { describe, test } = needs('postgres', 'wechaty');
const HER = 'wxid_citizen0001';
const PICTURE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const IN = "gateway.message where direction = 'in'";

let house: House;
let telephones: Telephones;
let admin: StaffApi;
let agent: StaffApi;

/** How the account stands, once it is so. */
const standing = async (is: (account: { connectedSince: string | null; trouble: string | null; scan: string | null }) => unknown) =>
  until(
    'an account as it should be',
    async () => {
      const account = (await admin.accounts.list({})).items.find(({ id }) => id === 'wechat-pilot');
      return account && is(account) ? account : undefined;
    },
    30_000,
  );
const count = async (what: string): Promise<number> =>
  (await house.database.sql<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n ?? 0;
const isSetUp = (puppet: string) =>
  admin.accounts.put({
    params: { id: 'wechat-pilot' },
    body: { kind: 'wechaty', name: '社区试点', settings: { puppet, endpoint: telephones.url }, secrets: {} },
  });

describe('a personal account through wechaty, whose puppet others wrote (row 89)', () => {
  beforeAll(async () => {
    telephones = await Telephones.open(await freePort());
    house = await House.open('channels-wechaty', { HOTLINE_RETRY_SCALE: '0.02' });
    admin = (await house.desk('admin1')).api;
    agent = (await house.desk('agent1')).api;
  });
  afterAll(async () => {
    await house?.close();
    telephones?.close();
  });

  test('only the name of a puppet is taken for one', async () => {
    for (const puppet of ['child_process', '../../evil', 'left-pad', 'wechaty-puppet-mock; rm -rf'])
      await expect(isSetUp(puppet)).rejects.toMatchObject({ problem: { code: 'account.settings-wrong' } });
  });

  test('without its programs the account says which command brings them, and goes on by itself when they are there', async () => {
    await isSetUp('wechaty-puppet-trial');
    const { trouble } = await standing((now) => now.trouble?.includes('npm install'));
    const programs = path.join(house.environment['HOTLINE_DATA_DIR'] ?? '', 'programs');
    expect(trouble).toContain(`npm install --prefix ${programs} --save-exact wechaty@1.20.2 wechaty-puppet-trial`);
    fs.symlinkSync(puppetsFolder(), programs);
    await telephones.does({ does: 'scan', code: 'https://login.weixin.qq.com/l/4b1d' });
    expect(await standing((now) => now.scan)).toMatchObject({
      connectedSince: null,
      scan: 'https://login.weixin.qq.com/l/4b1d',
      trouble: expect.stringContaining('扫码') as string,
    });
    await telephones.does({ does: 'login' });
    expect(await standing((now) => now.connectedSince)).toMatchObject({ scan: null, trouble: null });
  });

  test('what she writes becomes a ticket, and the answer and the steps of the ticket reach her there', async () => {
    await telephones.does({ does: 'writes', from: HER, name: '王𠮷', text: '金桂小区停水𠮷' });
    const first = await conversationSaying(agent, '金桂小区停水𠮷');
    expect(first).toMatchObject({ channel: 'wechaty', contact: { address: 'wxi***', name: '王*' }, becomes: 'matter' });
    await until('a receipt', () => telephones.heardBy(HER)[0]?.includes('您的留言已收到'));
    await agent.conversations.answer({ params: { id: first.id }, ifMatch: first.version, body: { text: '抢修队今晚到场😀' } });
    await conversationOnce(agent, first.id, (now) => now.messages.at(-1)?.delivery?.state === 'sent');
    const filed = await filesMatter(agent, { conversationId: first.id, contact: {} });
    const receipt = await until('the receipt of the ticket', () => telephones.heardBy(HER).find((text) => text.includes(filed.number)));
    expect(receipt).toContain(filed.queryCode);
    expect(telephones.heardBy(HER)[1]).toBe('抢修队今晚到场😀');
    await telephones.does({ does: 'writes', from: HER, text: `查询 ${filed.number}` });
    await until('how it stands', () => telephones.heardBy(HER).find((text) => text.includes('目前状态')));
    expect(JSON.stringify((await agent.conversations.read({ params: { id: first.id } })).messages)).not.toContain(HER);
  });

  test('a picture comes with its bytes and is seen as one', async () => {
    await telephones.does({ does: 'sends', from: 'wxid_photo', file: '井盖.png', base64: PICTURE });
    const { messages } = await conversationSaying(agent, '[图片]');
    expect(messages[0]?.files).toMatchObject([{ name: '井盖.png', picture: 'image/png', bytes: Buffer.from(PICTURE, 'base64').length }]);
  });

  test('groups, what we write ourselves and what came before become nothing', async () => {
    const before = await count(IN);
    await telephones.does({ does: 'writesInGroup', from: 'wxid_group', text: '群里的话' });
    await telephones.does({ does: 'weWrite', to: 'wxid_group', text: '我们自己的话' });
    const again = { does: 'again', from: 'wxid_again', text: '垃圾没人收' } as const;
    for (let n = 0; n < 20; n++) await telephones.does({ ...again, id: `message-${n % 10}` });
    await conversationSaying(agent, '垃圾没人收');
    await until('ten messages', async () => (await count(IN)) === before + 10);
    // what it told before comes again after a restart (puppet-padpro#85)
    const lines = telephones.lines;
    await house.kill();
    await house.start();
    await until('a puppet again', () => telephones.lines > lines, 30_000);
    expect(await standing(() => true)).toMatchObject({ connectedSince: null, trouble: expect.stringContaining('启动') as string });
    await telephones.does({ does: 'login' });
    for (let n = 0; n < 10; n++) await telephones.does({ ...again, id: `message-${n}` });
    await telephones.does({ does: 'writes', from: 'wxid_after', text: '重启之后' });
    await conversationSaying(agent, '重启之后', 30_000);
    expect(await count(IN)).toBe(before + 11);
  }, 60_000);

  test('who is logged out waits with what we say, and says why; it goes out when somebody has logged in again', async () => {
    await standing((now) => now.connectedSince);
    await telephones.does({ does: 'logout', why: '在别处登录' });
    await standing((now) => now.trouble?.includes('在别处登录'));
    const { id, version } = await conversationSaying(agent, '重启之后');
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text: '稍后答复您' } });
    await conversationOnce(agent, id, (now) => now.messages.at(-1)?.delivery?.steps.some(({ words }) => words.includes('未登录')) ?? false);
    expect(telephones.heardBy('wxid_after')).not.toContain('稍后答复您');
    await telephones.does({ does: 'login' });
    await until('the answer', () => telephones.heardBy('wxid_after').includes('稍后答复您'), 60_000);
    expect(telephones.heardBy('wxid_after').filter((text) => text === '稍后答复您')).toHaveLength(1);
  }, 90_000);

  test('a puppet that falls over is begun again; the house and the other accounts do not notice', async () => {
    const lines = telephones.lines;
    // nobody begins a house of the tests again: had it gone along, nothing would follow
    await telephones.does({ does: 'crash' });
    await until('a puppet again', () => telephones.lines > lines, 30_000);
    await telephones.does({ does: 'login' });
    await telephones.does({ does: 'writes', from: 'wxid_crash', text: '井盖缺失' });
    await conversationSaying(agent, '井盖缺失');
  }, 60_000);

  test('a puppet runs by its name: one that is not there is named, the mock as others wrote it waits for a login', async () => {
    await isSetUp('wechaty-puppet-absent');
    await standing((now) => now.trouble?.includes('缺少 wechaty-puppet-absent'));
    await isSetUp('wechaty-puppet-mock');
    await standing((now) => now.trouble?.includes('启动'));
    // seven seconds, in which the one before has said what it lacks several times
    const { id, version } = await conversationSaying(agent, '井盖缺失');
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text: '谁也收不到' } });
    await conversationOnce(agent, id, (now) => (now.messages.at(-1)?.delivery?.tries ?? 0) >= 3, 30_000);
    expect((await standing(() => true)).trouble).toContain('启动');
  }, 60_000);
});
