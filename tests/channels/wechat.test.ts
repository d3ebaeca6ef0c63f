import { afterAll, beforeAll, expect } from 'vitest';
import { until } from '../kit/hotline.ts';
import { conversationOnce, conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { filesMatter, sendsToWater } from '../kit/matter.ts';
import { OfficialAccount } from '../kit/official-account.ts';

const { describe, test } = needs('postgres', 'wechatpy');
const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const IN = "gateway.message where direction = 'in'";

let account: OfficialAccount;

describe('an official account at a WeChat that others wrote (row 89)', () => {
  beforeAll(async () => {
    account = await OfficialAccount.open('channels-wechat');
  });
  afterAll(() => account.close());

  test('WeChat asks whether the address is ours', async () => {
    expect(await account.wechat.verify(account.hook())).toEqual({ status: 200, ok: true, badSignature: { status: 403, echoed: false } });
  });

  test('an encrypted text waits in the inbox, its receipt and the answer reach her, and nobody sees who she is', async () => {
    const { attempts } = await account.push({ from: 'oCitizen0001', text: '金桂小区停水𠮷' });
    expect(attempts).toMatchObject([{ status: 200, body: 'success' }]);
    const first = await conversationSaying(account.agent, '金桂小区停水𠮷');
    await until('a receipt', async () => (await account.saidTo('oCitizen0001')).length === 1);
    expect(first).toMatchObject({ channel: 'wechat', contact: { address: 'oCi***', name: null }, becomes: 'matter', subject: null });
    await account.answers(first.id, '抢修队今晚到场😀');
    const { messages } = await conversationOnce(account.agent, first.id, (now) => now.messages.at(-1)?.delivery?.state === 'sent');
    expect(await account.saidTo('oCitizen0001')).toEqual([expect.stringContaining('您的留言已收到'), '抢修队今晚到场😀']);
    expect(messages.at(-1)?.delivery?.steps.map(({ state }) => state)).toEqual(['queued', 'sent']);
    expect(JSON.stringify(messages)).not.toContain('oCitizen0001');
  });

  test('one message three times is one; fifteen people with one message id are fifteen (WxJava#333)', async () => {
    const before = await account.count(IN);
    const { attempts } = await account.push({ from: 'oTwice', text: '路灯不亮', deaf: true });
    expect(attempts.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await account.count(IN)).toBe(before + 1);
    const people = Array.from({ length: 15 }, (_, n) => `oPerson${n}`);
    const all = (): Promise<unknown> =>
      Promise.all(people.map((from) => account.push({ from, text: `我是${from}`, msgId: 6054768590064713 })));
    await all();
    await all();
    expect(await account.count(IN)).toBe(before + 16);
  });

  test('a wrong signature, an old timestamp, a replay and an account without a token are refused with an audit line', async () => {
    await account.isSetUp('wechat-bare', 'aes', { token: false });
    const { items } = await (await account.house.desk('admin1')).api.accounts.list({});
    expect(items.find(({ id }) => id === 'wechat-bare')?.trouble).toContain('未设置令牌');
    const before = await account.count(IN);
    const seconds = Math.floor(Date.now() / 1_000);
    const fresh = { from: 'oReplay', text: '重放', times: 1, timestamp: seconds, nonce: '4711' };
    const statuses = async (...pushes: Promise<{ attempts: readonly { status: number }[] }>[]) =>
      (await Promise.all(pushes)).map(({ attempts }) => attempts[0]?.status);
    expect(await statuses(account.push(fresh))).toEqual([200]);
    expect(
      await statuses(
        account.push(fresh),
        account.push({ text: '伪造', times: 1, badSignature: true }),
        account.push({ text: '旧的', times: 1, timestamp: seconds - 400 }),
        account.push({ text: '没有令牌', times: 1 }, 'wechat-bare'),
        account.push({ text: '明文', times: 1, mode: 'plain' }),
      ),
    ).toEqual([403, 403, 403, 403, 403]);
    expect(await account.count(IN)).toBe(before + 1);
    const lines = await account.house.database.sql<{ because: string }>(
      "select details->>'because' as because from platform.audit where action = 'hook.refuse'",
    );
    const reasons = lines.map(({ because }) => because);
    expect(reasons).toEqual(expect.arrayContaining(['replay', 'signature', 'old', 'no-token', 'clear']));
  });

  test('clear and compatible mode; the encrypted form counts', async () => {
    await account.isSetUp('wechat-plain', 'plain');
    await account.isSetUp('wechat-both', 'compat');
    await account.push({ from: 'oPlain', text: '明文来信', mode: 'plain' }, 'wechat-plain');
    await account.push({ from: 'oBoth', text: '兼容来信', mode: 'compat' }, 'wechat-both');
    expect((await conversationSaying(account.agent, '明文来信')).becomes).toBe('matter');
    expect((await conversationSaying(account.agent, '兼容来信')).becomes).toBe('matter');
  });

  test('a picture comes with its bytes; one that WeChat has no more comes with a note', async () => {
    const mediaId = await account.wechat.media(PICTURE, 'image/png');
    await account.push({ from: 'oPicture', type: 'image', fields: { PicUrl: 'http://x', MediaId: mediaId } });
    const { id, messages } = await conversationSaying(account.agent, '[图片]');
    expect(messages[0]?.files).toMatchObject([{ name: 'picture.png', type: 'image/png', bytes: PICTURE.length }]);
    const { token } = await account.house.desk('agent1');
    const file = await account.house.ask('GET', `/api/conversations/${id}/messages/${messages[0]?.id}/files/1`, { token });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(PICTURE);
    await account.push({ from: 'oGone', type: 'voice', fields: { Format: 'amr', MediaId: 'gone', Recognition: '有人吗' } });
    const gone = await conversationSaying(account.agent, '[语音]');
    expect(gone.messages[0]?.text).toMatch(/有人吗\n.*40007/s);
  });

  test('whoever sees the ticket sees the picture, nobody else does, and a program that calls itself one is not shown', async () => {
    const before = await account.count('gateway.attachment');
    for (const bytes of [PICTURE, Buffer.from('MZ, says it is a picture')]) {
      const MediaId = await account.wechat.media(bytes, 'image/png');
      await account.push({ from: 'oFiles', type: 'image', fields: { PicUrl: 'http://x', MediaId } });
    }
    await until('two files', async () => (await account.count('gateway.attachment')) === before + 2);
    await account.push({ from: 'oFiles', text: '井盖照片两张' });
    const { id } = await conversationSaying(account.agent, '井盖照片两张');
    const filed = await filesMatter(account.agent, { conversationId: id });
    const { api: dispatcher } = await account.house.desk('dispatch1');
    await sendsToWater(dispatcher, filed);
    const [water, urban] = [await account.house.desk('water1'), await account.house.desk('urban1')];
    const { items } = await water.api.ticketFiles.list({ params: { id: filed.number } });
    expect(items.map(({ name, picture }) => [name, picture])).toEqual(
      expect.arrayContaining([
        ['图片1.png', 'image/png'],
        ['附件1', null],
      ]),
    );
    const [photo] = items.filter(({ picture }) => picture !== null);
    const { message = '', place = 0 } = photo ?? {};
    const blob = await water.api.ticketFiles.read({ params: { id: filed.number, message, place } });
    expect(Buffer.from(await blob.arrayBuffer())).toEqual(PICTURE);
    const ask = (token: string, ticket: string, of: string) =>
      account.house.ask('GET', `/api/tickets/${ticket}/files/${of}/1`, { token }).then(({ status }) => status);
    expect(await ask(urban.token, filed.number, message)).toBe(404);
    const other = await conversationSaying(account.agent, '[图片]');
    expect(await ask(water.token, filed.number, other.messages[0]?.id ?? '')).toBe(404);
  });

  test('who follows is welcomed, the menu tells how to ask, and neither waits; who leaves wants no notices', async () => {
    const event = (Event: string, EventKey = '') => account.push({ from: 'oFollower', type: 'event', fields: { Event, EventKey } });
    await event('subscribe');
    await until('a welcome', async () => (await account.saidTo('oFollower'))[0]?.includes('欢迎关注'));
    await event('CLICK', 'query');
    await until('how to ask', async () => (await account.saidTo('oFollower'))[1]?.includes('查询 工单号 查询码'));
    await account.isSetUp('wechat-main', 'aes', { siteUrl: 'https://12345.example.gov.cn/' });
    // the same entry within one second is one choice of hers
    const createTime = Math.floor(Date.now() / 1_000) + 60;
    await account.push({ from: 'oFollower', type: 'event', createTime, fields: { Event: 'CLICK', EventKey: 'query' } });
    const pages = '查询进展:https://12345.example.gov.cn/#/ticket\n更多服务:https://12345.example.gov.cn/';
    await until('the pages of the site', async () => (await account.saidTo('oFollower'))[2]?.endsWith(pages));
    const before = await account.count(IN);
    for (const name of ['VIEW', 'LOCATION', 'SCAN']) expect((await event(name)).attempts).toMatchObject([{ status: 200 }]);
    expect(await account.count(IN)).toBe(before);
    const { items } = await account.agent.conversations.list({ query: { waiting: true, channel: 'wechat', limit: 100 } });
    expect(items.map(({ begins }) => begins)).not.toContain('[关注]');
    await event('unsubscribe');
    await until('an opted-out contact', async () => (await account.count('gateway.contact where opted_out_at is not null')) === 1);
  });

  test('an expired token is got anew once for ten answers at once, and a token that is good is not', async () => {
    const people = Array.from({ length: 10 }, (_, n) => `oToken${n}`);
    const all = await Promise.all(people.map((from, n) => account.hasWritten(from, `第${n}位来信人`)));
    const tokens = async (): Promise<number> => (await account.wechat.calls('/cgi-bin/stable_token')).length;
    const before = await tokens();
    await account.wechat.expire();
    await Promise.all(all.map(({ id }) => account.answers(id, '已处理')));
    await Promise.all(all.map(({ id }) => conversationOnce(account.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'sent')));
    // once by each account that sends; here one does
    expect(await tokens()).toBe(before + 1);
    for (const from of people) expect((await account.saidTo(from)).filter((text) => text === '已处理')).toHaveLength(1);
  });

  test('after 48 hours a template message says it, and WeChat tells that she has it; without a template somebody telephones', async () => {
    const { id } = await account.hasWritten('oLate', '井盖缺失');
    await account.wechat.heard('oLate', 49);
    await account.answers(id, '井盖已补装');
    const undelivered = await conversationOnce(account.agent, id, (now) => now.undelivered);
    expect(undelivered.messages.at(-1)?.delivery?.steps.at(-1)).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('45015') as string,
    });
    const fields = { thing1: '{text}', time2: '{time}', character_string3: '{number}' };
    await account.isSetUp('wechat-main', 'aes', { templates: { reply: { templateId: 'tmpl-reply-0001', fields } } });
    await account.answers(id, `井盖已补装,感谢您的反映${'。'.repeat(20)}`);
    await conversationOnce(account.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'sent');
    const [call] = await account.wechat.calls('/cgi-bin/message/template/send');
    expect(JSON.parse(call?.body ?? '{}')).toMatchObject({
      touser: 'oLate',
      template_id: 'tmpl-reply-0001',
      data: { thing1: { value: expect.stringMatching(/^井盖已补装.{14}…$/) as string } },
    });
    const MsgID = call?.answer === 'binary' ? 0 : Number(call?.answer['msgid']);
    await account.push({ from: 'oLate', type: 'event', fields: { Event: 'TEMPLATESENDJOBFINISH', MsgID, Status: 'success' } });
    await conversationOnce(account.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered');
  });

  test('what WeChat is too busy for is tried again, what it will never take has failed', async () => {
    const { id } = await account.hasWritten('oBusy', '信号灯坏了');
    await account.wechat.fails('/cgi-bin/message/custom/send', -1);
    await account.answers(id, '已报修');
    const { messages } = await conversationOnce(account.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'sent');
    expect(messages.at(-1)?.delivery?.steps.map(({ state }) => state)).toEqual(['queued', 'queued', 'sent']);
    await account.wechat.fails('/cgi-bin/message/custom/send', 43004);
    await account.answers(id, '已修好');
    await conversationOnce(account.agent, id, (now) => now.undelivered);
  });
});
