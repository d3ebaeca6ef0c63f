import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRead } from '../src/intake/arrival.ts';
import { arrivalOfWechat, readPushed } from '../src/wechat/callback/reading.ts';
import { writeXml, type XmlFields } from '../src/wechat/callback/xml.ts';
import { agent1, PostOffice } from './kit/post-office.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-wechat');
  await office.database.sql("insert into gateway.account (id, kind, name, settings) values ('wechat-main', 'wechat', '商丘12345', '{}')");
  office.tickets.set('261126000123', { ticketId: 'ticket-1', code: '654321', phone: '+8613800002222' });
});
afterAll(() => office.close());

/** Hands a push in, as the hook would; says what it became. */
async function pushes(fields: XmlFields): Promise<string> {
  office.clock.advance(1_000);
  const reading = readPushed(fields);
  if (reading.is !== 'message') return reading.is;
  const taken = await office.gateway.intake.take(arrivalOfWechat('wechat-main', writeXml(fields), reading.said));
  return taken === 'known' ? 'known' : taken.became;
}
const writes = (FromUserName: string, Content: string, MsgId: string = randomUUID()): Promise<string> =>
  pushes({ FromUserName, CreateTime: '1', MsgType: 'text', Content, MsgId });
const does = (FromUserName: string, Event: string, EventKey = ''): Promise<string> =>
  pushes({ FromUserName, CreateTime: randomUUID(), MsgType: 'event', Event, EventKey });

/** What was queued for the person whose openid begins so, oldest first. */
async function toldTo(openid: string): Promise<string[]> {
  const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: false, channel: 'wechat' });
  const hers = items.filter(({ contact }) => contact.address === `${openid.slice(0, 3)}***`);
  const all = await Promise.all(hers.map(({ id }) => office.gateway.conversations.read(id)));
  return all
    .flatMap(({ messages }) => messages)
    .filter(({ direction }) => direction === 'out')
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ text }) => text);
}

describe('what a push of WeChat becomes (row 89)', () => {
  test('who follows is welcomed and who then writes still gets her receipt', async () => {
    expect(await does('aA1', 'subscribe')).toBe('follow');
    expect(await does('aA1', 'CLICK', 'query')).toBe('menu');
    expect(await writes('aA1', '停水')).toBe('matter');
    expect(await writes('aA1', '还在停水')).toBe('matter');
    expect(await toldTo('aA1')).toEqual([
      expect.stringContaining('欢迎关注'),
      expect.stringContaining('查询进展请发送'),
      expect.stringContaining('您的留言已收到'),
    ]);
  });

  test('a number alone proves nothing: whoever asks brings the code', async () => {
    expect(await writes('bB1', '查询 261126000123')).toBe('status');
    expect(await writes('bB1', '查询 261126000123 654321')).toBe('status');
    expect(await toldTo('bB1')).toEqual([expect.stringContaining('未查到该工单'), '您的工单 ticket-1 办理中']);
    // a stranger whose openid is her phone number is not her
    expect(await writes('13800002222', '查询 261126000123')).toBe('status');
    expect((await toldTo('13800002222')).at(-1)).toContain('未查到该工单');
  });

  test('openids differ by upper and lower case', async () => {
    await writes('cCaa', '路灯不亮');
    await writes('cCAA', '路灯不亮');
    const [row] = await office.rows<{ n: number }>(
      "select count(*)::int as n from gateway.contact where address_masked = 'cC***' or address_masked like 'cC%'",
    );
    expect(row?.n).toBe(2);
  });

  test('T and 恢复, unfollowing and following again: notices stop and go on', async () => {
    const wantsNone = async (): Promise<boolean> =>
      (await office.rows("select 1 from gateway.contact where address_masked = 'dD1***' and opted_out_at is not null")).length > 0;
    for (const [deed, become, none] of [
      [() => writes('dD1', 'T'), 'optout', true],
      [() => writes('dD1', '恢复'), 'optin', false],
      [() => does('dD1', 'unsubscribe'), 'unfollow', true],
      [() => does('dD1', 'subscribe'), 'follow', false],
    ] as const)
      expect([await deed(), await wantsNone()]).toEqual([become, none]);
  });

  test('events that nobody asked for become nothing, and what stood for nothing waits for nobody', async () => {
    const before = await office.rows('select 1 from gateway.message');
    for (const name of ['VIEW', 'SCAN', 'LOCATION']) expect(await does('eE1', name)).toBe('nothing');
    expect(await office.rows('select 1 from gateway.message')).toHaveLength(before.length);
    await does('eE1', 'subscribe');
    const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: true, channel: 'wechat' });
    expect(items.map(({ contact }) => contact.address)).not.toContain('eE1***');
  });

  test('what she writes within 48 hours goes on with the same matter', async () => {
    await writes('fF1', '路灯不亮');
    office.clock.advance(47 * 3_600_000);
    await writes('fF1', '还是不亮');
    office.clock.advance(49 * 3_600_000);
    await writes('fF1', '垃圾没人收');
    const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: true, channel: 'wechat' });
    expect(items.filter(({ contact }) => contact.address === 'fF1***')).toHaveLength(2);
  });

  test('she rates by answering the callback question, and only then', async () => {
    office.tickets.set('261126000789', { ticketId: 'ticket-7', code: '111222' });
    expect(await writes('hH1', '我的工单是261126000789,查询码111222,还有话说')).toBe('addition');
    expect(await writes('hH1', '1')).toBe('addition');
    const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: false, channel: 'wechat' });
    const conversationId = items.find(({ contact }) => contact.address === 'hH1***')?.id ?? null;
    const words = { number: '261126000789', title: '井盖', event: 'call-back' as const, conversationId };
    office.stepWords.set('words-7', { ...words, text: '请回复数字评价:1满意,2基本满意,3不满意。' });
    await office.gateway.heard([{ id: 7, name: 'citizen.told', payload: { id: 'words-7', ticketId: 'ticket-7' } }]);
    expect(await writes('hH1', '1')).toBe('rating');
    const [row] = await office.rows<{ id: string }>("select id from gateway.message where becomes = 'rating'");
    const payload = { id: row?.id ?? '', becomes: 'rating', ticketId: 'ticket-7', conversationId: conversationId ?? '' } as const;
    await office.gateway.heard([{ id: 8, name: 'message.arrived', payload }]);
    expect(office.rated).toEqual([['ticket-7', 4]]);
  });

  test('an answer that cannot reach her in WeChat goes to her phone, when her ticket knows it', async () => {
    await writes('gG1', '井盖缺失');
    await writes('gG1', '我的工单是261126000123,查询码654321,井盖还没补');
    const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: true, channel: 'wechat' });
    const hers = items.find(({ contact }) => contact.address === 'gG1***');
    expect(hers?.ticketId).toBe('ticket-1');
    office.stepWords.set('words-9', {
      number: '261126000123',
      title: '井盖',
      event: 'answer',
      conversationId: hers?.id ?? null,
      text: '井盖已补装',
    });
    await office.gateway.heard([{ id: 9, name: 'citizen.told', payload: { id: 'words-9', ticketId: 'ticket-1' } }]);
    await office.rows("update gateway.delivery set tries = 9, next_try_at = $1 where message_id = 'words-9'", [office.clock.now()]);
    await office.gateway.start();
    await expect
      .poll(
        async () => (await office.rows("select 1 from gateway.message where account_id = 'sms-main' and ticket_id = 'ticket-1'")).length,
        { timeout: 10_000 },
      )
      .toBe(1);
    await office.gateway.stop();
  });
});

describe('pushes that come at the same time are written together (row 89)', () => {
  const arrival = (FromUserName: string, Content: string) => {
    const fields = { FromUserName, CreateTime: '1', MsgType: 'text', Content, MsgId: randomUUID() };
    const reading = readPushed(fields);
    if (reading.is !== 'message') throw new Error('no message');
    return arrivalOfWechat('wechat-main', writeXml(fields), reading.said);
  };
  const take = (all: readonly ReturnType<typeof arrival>[]) => Promise.all(all.map((one) => office.gateway.intake.take(one)));
  interface Kept {
    readonly id: string;
    readonly conversation_id: string;
    readonly xmin: string;
    readonly lines: number;
    readonly events: number;
    readonly receipts: number;
  }
  const kept = (taken: Awaited<ReturnType<typeof take>>): Promise<Kept[]> =>
    office.rows<Kept>(
      `select m.id, m.conversation_id, m.xmin::text,
        (select count(*)::int from platform.audit a where a.object = 'message:' || m.id and a.action = 'message.matter') as lines,
        count(*)::int as events,
        (select count(*)::int from gateway.message r join gateway.delivery d on d.message_id = r.id
          where r.conversation_id = m.conversation_id and d.purpose = 'receipt') as receipts
      from gateway.message m join platform.event e on e.name = 'message.arrived' and e.payload->>'id' = m.id
      where m.id = any($1) group by m.id order by min(e.id)`,
      [taken.map((one) => (one === 'known' ? '' : one.id))],
    );
  const whole = { lines: 1, events: 1, receipts: 1 };

  test('forty people at once: a few transactions, and each has her row, audit line, event and receipt once', async () => {
    const rows = await kept(await take(Array.from({ length: 40 }, (_, n) => arrival(`many${n}`, `第${n}号来信`))));
    expect(rows.map(({ lines, events, receipts }) => ({ lines, events, receipts }))).toEqual(Array(40).fill(whole));
    expect(new Set(rows.map(({ conversation_id: of }) => of)).size).toBe(40);
    expect(new Set(rows.map(({ xmin }) => xmin)).size).toBeLessThan(5);
  });

  test('one that the database refuses stands apart; the others are kept, each once', async () => {
    const all = Array.from({ length: 9 }, (_, n) => arrival(`good${n}`, '停水'));
    const taken = await take([...all.slice(0, 4), arrival('\0bad', '不能写下的发件人'), ...all.slice(4)]);
    expect(taken.map((one) => one !== 'known' && one.became)).toEqual([
      ...Array<string>(4).fill('matter'),
      'quarantine',
      ...Array<string>(5).fill('matter'),
    ]);
    const rows = await kept(taken);
    expect(rows.map(({ lines, events, receipts }) => ({ lines, events, receipts }))).toEqual(Array(9).fill(whole));
    expect(await take(all)).toEqual(Array(9).fill('known'));
  });

  test('what one person writes between the others stays in its order, in one conversation with one receipt', async () => {
    const hers = Array.from({ length: 5 }, (_, n) => arrival('inOrder', `第${n}句`));
    const taken = await take(hers.flatMap((one, n) => [arrival(`beside${n}`, '停水'), one]));
    const ids = taken.filter((_, at) => at % 2 === 1).map((one) => one !== 'known' && one.id);
    const rows = (await kept(taken)).filter(({ id }) => ids.includes(id));
    expect(rows.map(({ id }) => id)).toEqual(ids);
    expect(new Set(rows.map(({ conversation_id: of }) => of)).size).toBe(1);
    expect(rows.map(({ receipts }) => receipts)).toEqual([1, 1, 1, 1, 1]);
  });

  test('a name that was cut in the middle of an emoji is no reason to set a message apart', async () => {
    const one = arrival('half', '停水');
    if (!isRead(one.read)) throw new Error('no message');
    expect(await take([{ ...one, read: { ...one.read, from: { address: 'half', name: '\ud83d' } } }])).toMatchObject([
      { became: 'matter' },
    ]);
  });

  test('the same push twice in one breath, and one contact written in two ways, are one each', async () => {
    const one = arrival('twice', '停水');
    expect((await take([one, one])).filter((taken) => taken === 'known')).toHaveLength(1);
    const texts = ['13700001234', '+8613700001234'].map((from, n) => office.texts(from, `路灯不亮${n}`));
    expect(await Promise.all(texts)).toMatchObject([{ became: 'matter' }, { became: 'matter' }]);
  });
});
