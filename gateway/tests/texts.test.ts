import type { TicketEvent } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin1, agent1, mailOf, PostOffice } from './kit/post-office.ts';

const HER = '13800002222';
let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-texts');
  office.tickets.set('261126000123', { ticketId: 'ticket-1', code: '654321', phone: `+86${HER}` });
  office.tickets.set('261126000124', { ticketId: 'ticket-2', code: '111222', phone: '+8613900003333' });
  office.tickets.set('261126000125', { ticketId: 'ticket-3', code: '333444', phone: '+8613900004444' });
});
afterAll(() => office.close());

const became = async (from: string, text: string, id?: string): Promise<string> => {
  office.clock.advance(1_000);
  const taken = await office.texts(from, text, id);
  return taken === 'known' ? 'known' : taken.became;
};

interface Said {
  readonly purpose: string;
  readonly text: string;
}
/** What was queued for this number, oldest first, opened. */
async function toldTo(phone: string): Promise<Said[]> {
  const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: false, channel: 'sms' });
  const hers = items.filter(({ contact }) => contact.address === `${phone.slice(0, 3)}****${phone.slice(-4)}`);
  const all = await Promise.all(hers.map(({ id }) => office.gateway.conversations.read(id)));
  return all
    .flatMap(({ messages }) => messages)
    .filter(({ direction }) => direction === 'out')
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ text, delivery }) => ({ text, purpose: delivery?.purpose ?? '' }));
}
const conversationsOf = async (phone: string): Promise<number> =>
  new Set(
    (
      await office.rows<{ id: string }>(
        'select v.id from gateway.conversation v join gateway.contact c on c.id = v.contact_id where c.address_masked = $1',
        [`${phone.slice(0, 3)}****${phone.slice(-4)}`],
      )
    ).map(({ id }) => id),
  ).size;

let told = 0;
/** Ticketing has words for the citizen of a ticket. */
async function tells(event: TicketEvent, ticketId: string, text: string, conversationId: string | null = null): Promise<string> {
  const id = `words-${(told += 1)}`;
  office.clock.advance(1_000);
  office.stepWords.set(id, { number: '261126000123', title: '停水', event, conversationId, text });
  await office.gateway.heard([{ id: told, name: 'citizen.told', payload: { id, ticketId } }]);
  return id;
}

describe('a text becomes a message (rows 87, 91)', () => {
  test('the same text that a carrier sends again is one; the same words sent twice are two', async () => {
    expect([
      await became('13700000001', '停水', 'm1'),
      await became('13700000001', '停水', 'm1'),
      await became('13700000001', '停水', 'm2'),
    ]).toEqual(['matter', 'known', 'matter']);
    expect((await toldTo('13700000001')).map(({ purpose }) => purpose)).toEqual(['receipt']);
  });

  test('ten first texts of one number at once are one conversation, in whatever spelling it comes', async () => {
    const spellings = ['13700000002', '8613700000002', '+8613700000002'];
    await Promise.all(Array.from({ length: 10 }, (_, n) => office.texts(spellings[n % 3] ?? '', `第${n}条`)));
    expect(await conversationsOf('13700000002')).toBe(1);
  });

  test('what she texts within three days goes on with the same matter, after that it is a new one', async () => {
    await office.texts('13700000003', '路灯不亮');
    office.clock.advance(71 * 3_600_000);
    await office.texts('13700000003', '还是不亮');
    expect(await conversationsOf('13700000003')).toBe(1);
    office.clock.advance(73 * 3_600_000);
    await office.texts('13700000003', '垃圾没人收');
    expect(await conversationsOf('13700000003')).toBe(2);
  });

  test('a NUL, a sign of four bytes and 10086 as a sender are kept', async () => {
    expect(await became('13700000004', '金桂\0小区𠮷😀')).toBe('matter');
    expect(await became('10086', '您的话费余额不足')).toBe('matter');
    const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: true, channel: 'sms' });
    expect(items.map(({ begins }) => begins)).toContain('金桂小区𠮷😀');
  });
});

describe('查询 by text (row 87)', () => {
  test('from the number that the ticket was filed with no code is needed', async () => {
    expect(await became(HER, '查询 261126000123')).toBe('status');
    expect((await toldTo(HER)).at(-1)).toEqual({ purpose: 'status', text: '您的工单 ticket-1 办理中' });
  });

  test.each([
    ['with the code', '查询261126000123 654321', '您的工单 ticket-1 办理中'],
    ['in full width, with a colon', '查询:261126000123,654321', '您的工单 ticket-1 办理中'],
    ['without a code', '查询 261126000123', '未查到该工单'],
    ['with a wrong code', 'cx 261126000123 000000', '未查到该工单'],
    ['by a number that does not exist', '查询 261126999999 654321', '未查到该工单'],
  ])('from another number %s', async (_, text, begins) => {
    expect(await became('13600000001', text)).toBe('status');
    expect((await toldTo('13600000001')).at(-1)?.text.startsWith(begins)).toBe(true);
  });

  test('what a question was about does not become what the conversation is about', async () => {
    await office.texts('13600000002', '查询 261126000123 654321');
    const [row] = await office.rows<{ ticket_id: string | null }>(
      "select v.ticket_id from gateway.conversation v join gateway.contact c on c.id = v.contact_id where c.address_masked = '136****0002' and v.ticket_id is not null",
    );
    expect(row).toBeUndefined();
  });
});

describe('notices by text (rows 61, 93, 108)', () => {
  test('who telephoned is told by text; the signature is the account’s, and a long answer is cut in its middle', async () => {
    const end = '凭工单号261126000123、查询码654321可在网站查询进展。';
    await tells('reply', 'ticket-1', `【12345】市水务局的答复:${'水'.repeat(900)} 稍后将电话回访。${end}`);
    const said = (await toldTo(HER)).at(-1);
    expect(said?.purpose).toBe('reply');
    expect(said?.text).toMatch(/^市水务局的答复:水{100,}…凭工单号261126000123、查询码654321可在网站查询进展。$/);
    expect([...(said?.text ?? '')].length).toBeLessThanOrEqual(380);
  });

  test('where no simulator runs nothing is written through its account, though it is in use', async () => {
    const isSimulated = (is: boolean) => office.rows("update gateway.account set simulated = $1 where id = 'sms-main'", [is]);
    const before = (await toldTo('13900004444')).length;
    await isSimulated(true);
    await tells('reply', 'ticket-3', '【12345】已答复').finally(() => isSimulated(false));
    expect((await toldTo('13900004444')).length).toBe(before);
    await tells('reply', 'ticket-3', '【12345】已答复');
    expect((await toldTo('13900004444')).length).toBe(before + 1);
  });

  test('a ticket filed from a letter is told by letter, and not by text as well', async () => {
    const taken = await office.receives(mailOf({ from: 'both@example.com', text: '261126000123 654321 水压不足' }));
    const [row] = await office.rows<{ conversation_id: string }>('select conversation_id from gateway.message where id = $1', [
      taken === 'known' ? '' : taken.id,
    ]);
    const before = (await toldTo(HER)).length;
    const id = await tells('close', 'ticket-1', '【12345】已办结', row?.conversation_id ?? null);
    expect((await toldTo(HER)).length).toBe(before);
    expect(await office.rows('select 1 from gateway.message where id = $1 and account_id = $2', [id, 'mail-main'])).toHaveLength(1);
  });

  test("a neighbour's text that an agent adds to her ticket brings him neither its words nor its code, also when he writes again", async () => {
    office.tickets.set('261126000777', { ticketId: 'ticket-7', code: '777777', phone: '+8613900007777' });
    expect(await became('13911112222', '我们楼也停水')).toBe('matter');
    const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: true, channel: 'sms' });
    const his = items.find(({ begins }) => begins === '我们楼也停水');
    if (!his) throw new Error('his text does not wait');
    await office.gateway.conversations.attachBy(agent1, his.id, his.version, '261126000777');
    await tells('reply', 'ticket-7', '【12345】已修复。凭工单号261126000777、查询码777777查询');
    expect(await became('13911112222', '我这边还是没有水')).toBe('addition');
    await tells('close', 'ticket-7', '【12345】已办结。查询码777777');
    expect((await toldTo('13900007777')).map(({ text }) => text)).toEqual([
      '已修复。凭工单号261126000777、查询码777777查询',
      '已办结。查询码777777',
    ]);
    expect(JSON.stringify(await toldTo('13911112222'))).not.toContain('777777');
  });

  test('T stops notices and nothing else; 恢复 brings them back', async () => {
    expect(await became('13900003333', ' t。')).toBe('optout');
    await tells('dispatch', 'ticket-2', '【12345】已转市水务局办理');
    await tells('reply', 'ticket-2', '【12345】答复如下');
    expect((await toldTo('13900003333')).map(({ purpose }) => purpose)).toEqual(['status', 'reply']);
    expect(await became('13900003333', '恢复')).toBe('optin');
    await tells('close', 'ticket-2', '【12345】已办结');
    expect((await toldTo('13900003333')).at(-1)).toEqual({ purpose: 'notice', text: '已办结' });
  });
});

describe('the callback question by text (rows 93, 108)', () => {
  const rated = (text: string): Promise<string> => became(HER, text);

  test('1, 2 and 3 are marks only when they answer the question; the mark goes to the ticket', async () => {
    expect(await rated('2')).not.toBe('rating');
    await tells('call-back', 'ticket-1', '【12345】请回复数字评价:1满意,2基本满意,3不满意。');
    office.clock.advance(1_000);
    const taken = await office.texts(HER, '3。');
    expect(taken).toMatchObject({ became: 'rating' });
    const id = taken === 'known' ? '' : taken.id;
    const heard = [
      { id: 9, name: 'message.arrived' as const, payload: { id, becomes: 'rating', ticketId: 'ticket-1', conversationId: 'x' } },
    ];
    await office.gateway.heard(heard as never);
    expect(office.rated).toEqual([['ticket-1', 1]]);
    expect((await toldTo(HER)).at(-1)?.text).toBe('感谢您的评价,我们会继续改进。');
    expect(await rated('1')).not.toBe('rating');
  });

  test('words instead of a mark are an addition to her ticket', async () => {
    await tells('call-back', 'ticket-1', '【12345】请回复数字评价:1满意,2基本满意,3不满意。');
    expect(await rated('根本没修好')).toBe('addition');
  });
});

describe('what a mail server refuses for good goes on by text (row 93)', () => {
  /** An answer to her letter that her mail server sends back. */
  async function bounced(from: string, text: string): Promise<string> {
    office.clock.advance(1_000);
    const taken = await office.receives(mailOf({ from, text }));
    const [row] = await office.rows<{ id: string; version: number }>(
      'select v.id, v.version from gateway.message m join gateway.conversation v on v.id = m.conversation_id where m.id = $1',
      [taken === 'known' ? '' : taken.id],
    );
    office.clock.advance(1_000);
    const sent = await office.gateway.conversations.answer(agent1, row?.id ?? '', row?.version ?? 0, '抢修队今晚到场');
    // as the line would have written it
    await office.rows("insert into gateway.delivery_part (message_id, part, account_id, peer_id) values ($1, 1, 'mail-main', $2)", [
      sent.id,
      `${sent.id}@city`,
    ]);
    await office.rows("update gateway.delivery set state = 'sent', next_try_at = null where message_id = $1", [sent.id]);
    const report = { peerId: `${sent.id}@city`, state: 'failed', words: '550 no such user' } as const;
    const arrival = { kind: 'mail', accountId: 'mail-main', externalId: `bounce-${sent.id}`, raw: Buffer.from('') } as const;
    const read = { from: null, subject: null, text: '', quoted: '', threads: [], automatic: 'bounce', report, files: [] } as const;
    await office.gateway.intake.take({ ...arrival, read });
    return row?.id ?? '';
  }

  test('to the number of her ticket; the history of the letter says so, and nobody need telephone', async () => {
    office.tickets.set('261126000125', { ticketId: 'ticket-5', code: '555555', phone: '+8613500005555' });
    const id = await bounced('five@example.com', '261126000125 555555 还没来水');
    expect((await toldTo('13500005555')).at(-1)).toEqual({ purpose: 'reply', text: '抢修队今晚到场' });
    const whole = await office.gateway.conversations.read(id);
    expect(whole.waitsSince).toBeNull();
    expect(whole.messages.find(({ text }) => text === '抢修队今晚到场')?.delivery?.steps.at(-1)?.words).toContain('改由短信发送');
  });

  test('where there is no number, or it is a landline, the letter waits so that somebody telephones', async () => {
    office.tickets.set('261126000126', { ticketId: 'ticket-6', code: '666666', phone: '+863702345678' });
    for (const text of ['没有工单的来信', '261126000126 666666 座机']) {
      const id = await bounced(`six-${text.length}@example.com`, text);
      expect(await office.gateway.conversations.read(id)).toMatchObject({ undelivered: true, waitsSince: expect.any(String) as string });
    }
  });
});

describe('templates for answers', () => {
  test('are filled from the ticket and whoever answers; what is not known is named instead of guessed', async () => {
    await office.gateway.templates.put(admin1, 'two-fields', { name: '两项', text: '工单{工单号},工号{工号}。', active: true });
    const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: false, channel: 'sms' });
    const [of, without] = [items.find(({ ticketId }) => ticketId === 'ticket-1'), items.find(({ ticketId }) => ticketId === null)];
    const filled = async (id = '') => (await office.gateway.templates.filled(agent1, id)).items.find((one) => one.id === 'two-fields');
    expect(await filled(of?.id)).toMatchObject({ text: '工单261126000123,工号1001。', missing: [] });
    expect(await filled(without?.id)).toMatchObject({ text: '工单{工单号},工号1001。', missing: ['工单号'] });
  });

  test('an unknown field is refused; one that is not in use is offered to nobody', async () => {
    await expect(office.gateway.templates.put(admin1, 'wrong', { name: '错', text: '{身份证号}', active: true })).rejects.toThrow(
      'template.field-unknown',
    );
    await office.gateway.templates.put(admin1, 'off', { name: '停', text: '停用的话', active: false });
    const [row] = (await office.gateway.conversations.list(agent1, { limit: 1, waiting: false })).items;
    expect((await office.gateway.templates.filled(agent1, row?.id ?? '')).items.map(({ id }) => id)).not.toContain('off');
    expect(await office.rows("select 1 from platform.audit where action = 'template.put' and object = 'template:off'")).toHaveLength(1);
  });
});
