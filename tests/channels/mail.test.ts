import { readMail } from '@hotline/gateway';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { conversationOnce, conversationSaying, headerOf, mailOf } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { CutLine } from '../peers/cut-line.ts';
import { Provider } from '../peers/mail-peers.ts';

const { describe, test } = needs('postgres', 'greenmail');

describe('mail through a provider that others wrote (GreenMail: IMAP IDLE and SMTP; rows 46, 89, 91)', () => {
  let provider: Provider;
  let house: House;
  type Api = Awaited<ReturnType<House['desk']>>['api'];
  let agent: Api;
  let admin: Api;
  beforeAll(async () => {
    [provider, house] = await Promise.all([Provider.open(), House.open('channels-mail', { HOTLINE_RETRY_SCALE: '0.01' })]);
    agent = (await house.desk('agent1')).api;
    admin = (await house.desk('admin1')).api;
    await admin.accounts.put({ params: { id: 'mail-main' }, body: provider.account() });
  });
  afterAll(async () => {
    await house.close();
    await provider.peer.kill();
  });

  /** Mails of ours in somebody's mailbox, as her program reads them. */
  const lettersOf = async (user: string) =>
    Promise.all(
      (await provider.mailbox(user)).map(async (raw) => {
        const read = await readMail(Buffer.from(raw));
        if (read.kind !== 'mail') throw new Error(read.detail);
        return { raw, ...read };
      }),
    );
  const letterSaying = (user: string, words: string) =>
    until(`letter that says ${words}`, async () => (await lettersOf(user)).find(({ text }) => text.includes(words)), 20_000);

  const countIn = async (): Promise<number> =>
    (await house.database.sql<{ n: number }>("select count(*)::int as n from gateway.message where direction = 'in'"))[0]?.n ?? 0;

  test('a thread of three: her mail waits in the inbox, the answer goes into her thread, what she answers is in the same conversation', async () => {
    await provider.post(mailOf({ id: 'w1@citizen.example', text: '金桂小区三号楼停水两天，家里有老人' }));
    const first = await conversationSaying(agent, '家里有老人');
    expect(first).toMatchObject({ channel: 'mail', contact: { name: '王*', address: 'wa***@citizen.example' }, becomes: 'matter' });
    expect(first.waitsSince).not.toBeNull();

    await agent.conversations.answer({ params: { id: first.id }, ifMatch: first.version, body: { text: '您好，抢修队今晚到场。' } });
    const letter = await letterSaying('wang@citizen.example', '抢修队今晚到场');
    expect(letter).toMatchObject({ subject: 'Re: 停水', inReplyTo: 'w1@citizen.example', automatic: null });
    expect(headerOf(letter.raw, 'from')).toContain('hotline@city.example');

    await provider.post(mailOf({ id: 'w2@citizen.example', subject: 'Re: 停水', answers: letter.messageId ?? '', text: '谢谢，水来了' }));
    const after = await conversationOnce(agent, first.id, ({ messages }) => messages.some(({ text }) => text.includes('水来了')));
    expect(after.messages.map(({ direction, automatic }) => `${direction}${automatic ? ' automatic' : ''}`)).toEqual([
      'in',
      'out automatic',
      'out',
      'in',
    ]);
    expect(after.messages[2]?.delivery).toMatchObject({ state: 'sent', tries: 1 });
    expect(after.waitsSince).not.toBeNull();
  });

  test('who writes for the first time gets one receipt that says it is automatic; a holiday note gets none', async () => {
    await provider.post(mailOf({ from: '李雷 <li@citizen.example>', subject: '路灯', text: '路灯不亮' }), 'li@citizen.example');
    const receipt = await letterSaying('li@citizen.example', '您的来信已收到');
    expect(headerOf(receipt.raw, 'auto-submitted')).toBe('auto-replied');
    await provider.post(
      mailOf({
        from: '李雷 <li@citizen.example>',
        subject: '自动回复：Re: 路灯',
        text: '我在休假',
        more: 'Auto-Submitted: auto-replied\n',
      }),
      'li@citizen.example',
    );
    const note = await conversationSaying(agent, '我在休假');
    expect(note).toMatchObject({ becomes: 'automatic', waitsSince: null });
    expect(note.messages.map(({ direction }) => direction)).toEqual(['in']);
    expect(await lettersOf('li@citizen.example')).toHaveLength(1);
  });

  test('the ticket that it becomes: number and code by mail, then the public answer with the code, and she asks how it stands', async () => {
    await provider.post(mailOf({ id: 't1@citizen.example', subject: '井盖松动', text: '归德路井盖松动，夜里很响' }));
    const { id, subject } = await conversationSaying(agent, '井盖松动');
    const [category] = (await agent.categories.list({ query: {} })).items.filter(({ active }) => active);
    const filed = await agent.tickets.file({
      body: {
        type: 'complain',
        category: category?.code ?? '',
        title: subject ?? '',
        body: '归德路井盖松动，夜里很响',
        place: { text: '归德路' },
        channel: 'mail',
        conversationId: id,
      },
    });
    const told = await letterSaying('wang@citizen.example', filed.queryCode);
    expect(told.subject).toBe(`Re: 井盖松动 [${filed.number}]`);
    expect(told.text).toContain(filed.number);
    expect(await conversationOnce(agent, id, ({ ticketNumber }) => ticketNumber === filed.number)).toMatchObject({ waitsSince: null });

    const answered = { event: 'answer', answer: '已联系市政处', publicAnswer: '井盖已于今日更换垫圈' } as const;
    await agent.tickets.move({ params: { id: filed.id }, ifMatch: filed.version, body: answered });
    const answer = await letterSaying('wang@citizen.example', '更换垫圈');
    expect(answer.text).toContain(`查询码${filed.queryCode}`);
    const { items } = await agent.tickets.timeline({ params: { id: filed.id } });
    expect(items.filter(({ kind }) => kind === 'message').map(({ summary }) => summary)).toEqual([
      '市民来信 · 邮件',
      expect.stringContaining('回复市民 · 邮件'),
      expect.stringContaining('回复市民 · 邮件'),
      expect.stringContaining('回复市民 · 邮件 · 已发出'),
    ]);
    expect(JSON.stringify(items)).not.toContain(filed.queryCode);

    await provider.post(
      mailOf({ from: 'li@citizen.example', subject: '查询', text: `查询 ${filed.number} ${filed.queryCode}` }),
      'li@citizen.example',
    );
    expect((await letterSaying('li@citizen.example', '目前状态')).text).toContain('更换垫圈');
  });

  test('a stranger who answers with its number appends nothing', async () => {
    const { items } = await agent.tickets.list({ query: { limit: 1 } });
    await provider.post(
      mailOf({ from: 'eve@elsewhere.example', subject: `Re: [${items[0]?.number}]`, text: '请撤销这件工单' }),
      'eve@elsewhere.example',
    );
    expect(await conversationSaying(agent, '请撤销这件工单')).toMatchObject({ becomes: 'matter', ticketId: null });
  });

  test('over 25 MB: the mail stands apart and she is told politely', async () => {
    const line = `${'A'.repeat(76)}\r\n`;
    const file = `--x\nContent-Type: text/plain; charset=utf-8\n\n见附件\n--x\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\n`;
    const big = mailOf({ from: 'li@citizen.example', subject: '大附件' })
      .replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=x')
      .replace('Content-Transfer-Encoding: 8bit\n\n金桂小区三号楼停水两天', `\n${file}`);
    await provider.post(Buffer.from(big.replace(/\r?\n/g, '\r\n') + line.repeat(345_000) + '--x--\r\n'), 'li@citizen.example');
    await letterSaying('li@citizen.example', '超过 25 MB');
    expect((await admin.quarantine.list({ query: {} })).items).toMatchObject([{ reason: 'too-large' }]);
  }, 60_000);

  test('the provider is killed for ten seconds and comes back with an empty mailbox that counts anew: nothing is lost, nothing comes twice', async () => {
    const before = await countIn();
    await provider.peer.kill();
    const away = await until('account in trouble', async () =>
      (await admin.accounts.list({})).items.find(({ trouble }) => trouble !== null),
    );
    expect(away.connectedSince).toBeNull();
    const waiting = await conversationSaying(agent, '请撤销这件工单');
    await agent.conversations.answer({ params: { id: waiting.id }, ifMatch: waiting.version, body: { text: '我们没有查到您的工单' } });
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    await provider.peer.start();
    await provider.post(mailOf({ id: 'after@citizen.example', text: '邮箱恢复以后的第一封' }));
    const anew = await until(
      'account anew',
      async () => (await admin.accounts.list({})).items.find(({ id, connectedSince }) => id === 'mail-main' && connectedSince !== null),
      30_000,
    );
    expect(anew.trouble).toContain('信箱已重建');
    await conversationSaying(agent, '恢复以后的第一封', 30_000);
    // handed in once, though it was tried while nobody was there
    const sent = await conversationOnce(agent, waiting.id, ({ messages }) => messages.at(-1)?.delivery?.state === 'sent', 80_000);
    const history = sent.messages.at(-1)?.delivery;
    expect(history?.tries).toBeGreaterThanOrEqual(2);
    expect(history?.steps.map(({ state }) => state)).toEqual([
      'queued',
      ...Array<string>((history?.tries ?? 1) - 1).fill('queued'),
      'sent',
    ]);
    expect((await lettersOf('eve@elsewhere.example')).filter(({ text }) => text.includes('没有查到'))).toHaveLength(1);
    expect(await countIn()).toBe(before + 1);
  }, 150_000);

  test('a line that goes silent without an end is noticed, and the three mails behind it come once each (imapflow#14)', async () => {
    const line = await CutLine.to(provider.imapPort);
    const account = provider.account({ imapPort: line.port });
    const former = (await admin.accounts.list({})).items.find(({ id }) => id === 'mail-main')?.connectedSince;
    await admin.accounts.put({ params: { id: 'mail-main' }, body: account });
    const isAnew = ({ id, connectedSince }: { id: string; connectedSince: string | null }): boolean =>
      id === 'mail-main' && connectedSince !== null && connectedSince !== former;
    await until('connected through the line', async () => (await admin.accounts.list({})).items.find(isAnew));
    // it has read all and listens; from here on nothing comes through
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = await countIn();
    line.mute();
    for (const n of [1, 2, 3])
      await provider.post(mailOf({ id: `mute${n}@citizen.example`, subject: `静默${n}`, text: `静默期间第${n}封` }));
    for (const n of [1, 2, 3]) await conversationSaying(agent, `静默期间第${n}封`, 30_000);
    expect(await countIn()).toBe(before + 3);
    await admin.accounts.put({ params: { id: 'mail-main' }, body: provider.account() });
    line.cut();
  }, 60_000);

  test('mails that come in while a mailbox is opened for the first time are all taken, once', async () => {
    const { settings, ...account } = provider.account();
    const words = Array.from({ length: 20 }, (_, n) => `开箱时第${n}封`);
    const posting = Promise.all(words.map((text, n) => provider.post(mailOf({ subject: text, text, from: `f${n}@citizen.example` }), 'f@citizen.example', 'second@city.example'))); // prettier-ignore
    const second = { ...settings, imap: { ...settings.imap, user: 'second@city.example' }, address: 'second@city.example' };
    await admin.accounts.put({
      params: { id: 'mail-second' },
      body: { ...account, settings: second, secrets: { imapPassword: 'secret', smtpPassword: 'x' } },
    });
    await posting;
    const taken = () => house.database.sql("select 1 from gateway.message where account_id = 'mail-second' and direction = 'in'");
    await until('all twenty', async () => (await taken()).length >= 20, 20_000);
    expect(await taken()).toHaveLength(20);
  });

  test('kill -9 of the app while forty mails come in: each is one message', async () => {
    const words = Array.from({ length: 40 }, (_, n) => `第${n}号来信`);
    const posting = Promise.all(
      words.map((text, n) => provider.post(mailOf({ id: `k${n}@citizen.example`, subject: text, text, from: `k${n}@citizen.example` }))),
    );
    await until(
      'first of them',
      async () => (await house.database.sql("select 1 from gateway.contact where address_masked like 'k%'")).length > 5,
      30_000,
    );
    await house.kill();
    await posting;
    await house.start();
    const taken = (): Promise<{ n: number; addresses: number }[]> =>
      house.database.sql(
        "select count(*)::int as n, count(distinct c.address_index)::int as addresses from gateway.message m join gateway.conversation v on v.id = m.conversation_id join gateway.contact c on c.id = v.contact_id where m.direction = 'in' and c.address_masked like 'k%'",
      );
    await until('all forty', async () => (await taken())[0]?.addresses === 40, 30_000);
    expect(await taken()).toEqual([{ n: 40, addresses: 40 }]);
  }, 90_000);
});
