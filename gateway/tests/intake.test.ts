import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agent1, mailOf, PostOffice } from './kit/post-office.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-intake');
});
afterAll(() => office.close());

const became = async (mail: string): Promise<string> => {
  const taken = await office.receives(mail);
  return taken === 'known' ? 'known' : taken.became;
};
interface Row {
  readonly id: string;
  readonly conversation_id: string;
  readonly ticket_id: string | null;
}
const messageOf = async (id: string): Promise<Row | undefined> =>
  (await office.rows<Row>('select id, conversation_id, ticket_id from gateway.message where id = $1', [id]))[0];
const takenId = async (mail: string): Promise<string> => {
  const taken = await office.receives(mail);
  if (taken === 'known') throw new Error('it had come before');
  return taken.id;
};

describe('intake is idempotent (row 91)', () => {
  test('the same mail handed in fifty times at once is one message', async () => {
    const mail = mailOf({ id: 'fifty', from: 'fifty@example.com' });
    const taken = await Promise.all(Array.from({ length: 50 }, () => office.receives(mail)));
    expect(taken.filter((one) => one !== 'known')).toHaveLength(1);
    const rows = await office.rows<{ direction: string }>('select direction from gateway.message order by direction');
    expect(rows.map(({ direction }) => direction)).toEqual(['in', 'out']); // the one, and its receipt
  });

  test('delivered again with other fields of transport it is still the same (paperless-ngx#8944)', async () => {
    const mail = mailOf({ id: 'again', from: 'again@example.com' });
    await office.receives(`Received: from a by b; Thu, 26 Nov 2026 10:00:01 +0800\nDelivered-To: hotline@one.example\n${mail}`);
    expect(await became(`Return-Path: <again@example.com>\nReceived: from c by d; Thu, 26 Nov 2026 11:11:11 +0800\n${mail}`)).toBe('known');
  });

  test('two different mails under one Message-ID are two', async () => {
    const one = { id: 'machine', from: 'machine@example.com' };
    expect([await became(mailOf({ ...one, text: '第一封' })), await became(mailOf({ ...one, text: '第二封' }))]).toEqual([
      'matter',
      'matter',
    ]);
  });

  test('a mail in GBK signed 王䶮 is kept at the sign’s own place, not at the private one (w3c/typography#86)', async () => {
    const [head = '', tail = ''] = mailOf({ from: 'yan@example.com', text: '@@' }).replace('charset=utf-8', 'charset=gbk').split('@@');
    const taken = await office.receives(
      Buffer.concat([Buffer.from(head), Buffer.from('c4fabac3a3acced2bdd0cdf5fe9f', 'hex'), Buffer.from(tail)]),
    );
    const [row] = await office.rows<{ conversation_id: string }>('select conversation_id from gateway.message where id = $1', [
      taken === 'known' ? '' : taken.id,
    ]);
    const { messages } = await office.gateway.conversations.read(row?.conversation_id ?? '');
    expect(messages.find(({ direction }) => direction === 'in')?.text.startsWith('您好，我叫王䶮')).toBe(true);
    expect(await office.texts('13700009999', '我叫王\ue863')).toMatchObject({ became: 'matter' });
    const { items } = await office.gateway.conversations.list(agent1, { limit: 100, waiting: true, channel: 'sms' });
    expect(items.map(({ begins }) => begins)).toContain('我叫王䶮');
  });

  test('what cannot be read stands apart once, with its bytes, and the next one is taken', async () => {
    const broken = 'this is no mail at all';
    expect([await became(broken), await became(broken), await became(mailOf({ from: 'next@example.com' }))]).toEqual([
      'quarantine',
      'known',
      'matter',
    ]);
    const [apart] = await office.rows<{ sha256: string; reason: string }>(
      "select sha256, reason from gateway.quarantine where reason = 'unreadable'",
    );
    expect(fs.readFileSync(`${office.folder}/${apart?.sha256.slice(0, 2)}/${apart?.sha256}`, 'utf8')).toBe(broken);
  });
});

describe('whose ticket it is about', () => {
  beforeAll(() => void office.tickets.set('261126000123', { ticketId: 'ticket-1', code: '654321' }));

  test('number and query code make a ticket hers; after that her thread does, without either', async () => {
    const first = await messageOf(
      await takenId(mailOf({ id: 'h1', from: 'her@example.com', text: '工单 261126000123 查询码 654321,还没有修好' })),
    );
    expect(first).toMatchObject({ ticket_id: 'ticket-1' });
    const next = await messageOf(
      await takenId(mailOf({ id: 'h2', from: 'Her@EXAMPLE.com', answers: 'h1@example.com', text: '今天又停了' })),
    );
    expect(next).toMatchObject({ ticket_id: 'ticket-1', conversation_id: first?.conversation_id });
    expect(await became(mailOf({ id: 'h3', from: 'her@example.com', subject: '261126000123', text: '补充一张照片' }))).toBe('addition');
  });

  test('a stranger who writes the number appends nothing, nor does one who copies the ids of her thread', async () => {
    for (const mail of [
      mailOf({ from: 'stranger@example.com', subject: 'Re: [261126000123] 停水', text: '请撤销' }),
      mailOf({ from: 'stranger@example.com', text: '261126000123 111111' }),
      mailOf({ from: 'stranger@example.com', answers: 'h1@example.com', text: '请撤销' }),
    ]) {
      const taken = await office.receives(mail);
      expect(taken).toMatchObject({ became: 'matter' });
      expect(await messageOf(taken === 'known' ? '' : taken.id)).toMatchObject({ ticket_id: null });
    }
    const [about] = await office.rows<{ n: number }>("select count(*)::int as n from gateway.conversation where ticket_id = 'ticket-1'");
    expect(about?.n).toBe(2); // hers: the thread, and the one she began anew
  });

  test('she asks how it stands', async () => {
    expect(await became(mailOf({ from: 'asks@example.com', subject: '查询', text: '261126000123 654321' }))).toBe('status');
    expect(await became(mailOf({ from: 'tries@example.com', subject: '查询', text: '261126000123 000000' }))).toBe('matter');
  });
});

describe('mails that nobody typed (RFC 3834; chinese-calendar#119, #129; freescout#3670)', () => {
  test('twenty holiday notes in a minute make no matter, ten are shown, and her real mail is taken', async () => {
    const from = 'holiday@example.com';
    const notes: string[] = [];
    for (let n = 1; n <= 20; n += 1)
      notes.push(await became(mailOf({ from, subject: `自动回复：停水`, text: `您好,我正在休假。\n第${n}次` })));
    expect(notes).toEqual([...Array<string>(10).fill('automatic'), ...Array<string>(10).fill('quarantine')]);
    expect(await became(mailOf({ from, text: '我回来了,还是停水' }))).toBe('matter');
  });

  test('a mail of ours that comes back stands apart; nothing waits because of it', async () => {
    expect(await became(mailOf({ from: 'loop@example.com', more: 'X-Hotline-Loop: 1\n' }))).toBe('quarantine');
  });
});

describe('what people write is kept sealed', () => {
  test('no address, name, subject or text stands in a row, an audit line or an event', async () => {
    const words = { from: '欧阳敏 <ouyang.min@example.com>', subject: '关于低保', text: '我叫欧阳敏,身份证 411402199001011234' };
    await office.receives(mailOf(words));
    for (const table of ['gateway.contact', 'gateway.message', 'gateway.conversation', 'platform.audit', 'platform.event']) {
      const rows = await office.rows<{ row: string }>(`select t::text as row from ${table} t`);
      expect(rows.map(({ row }) => row).join('\n')).not.toMatch(/ouyang\.min|欧阳敏|低保|411402199001011234/);
    }
    const [contact] = await office.rows<{ address_masked: string; name_masked: string }>(
      "select address_masked, name_masked from gateway.contact where address_masked like 'ou%'",
    );
    expect(contact).toEqual({ address_masked: 'ou***@example.com', name_masked: '欧*' });
  });
});
