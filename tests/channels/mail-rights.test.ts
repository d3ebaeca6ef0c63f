import { afterAll, beforeAll, expect } from 'vitest';
import { codeOf, House } from '../app/house.ts';
import { filesMatter } from '../kit/matter.ts';
import { type Conversation, conversationSaying, mailOf } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { Provider } from '../peers/mail-peers.ts';

const { describe, test } = needs('postgres', 'greenmail');
const accounts = ['agent1', 'dispatch1', 'water1', 'callback1', 'super1', 'admin1', 'audit1'] as const;
type Account = (typeof accounts)[number];

describe('who reads and answers what citizens write (rows 32, 91)', () => {
  let provider: Provider;
  let house: House;
  let people: Record<Account, Awaited<ReturnType<House['desk']>>>;
  let wrote: Conversation;
  beforeAll(async () => {
    [provider, house] = await Promise.all([Provider.open(), House.open('channels-mail-rights')]);
    people = Object.fromEntries(await Promise.all(accounts.map(async (account) => [account, await house.desk(account)]))) as never;
    await people.admin1.api.accounts.put({ params: { id: 'mail-main' }, body: provider.account() });
    const picture = `--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

我是王建国，电话13800007777，见附件
--b
Content-Type: text/html; name="照片.html"
Content-Disposition: attachment; filename="=?utf-8?B?54Wn54mHLmh0bWw=?="
Content-Transfer-Encoding: base64

${Buffer.from('<script>alert(1)</script>').toString('base64')}
--b--
`;
    await provider.post(
      mailOf({ subject: '投诉', text: '-' })
        .replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b')
        .replace(/Content-Transfer-Encoding: 8bit\n\n-\n/, `\n${picture}`),
    );
    wrote = await conversationSaying(people.agent1.api, '我是王建国');
  });
  afterAll(async () => {
    await house.close();
    await provider.peer.kill();
  });

  test('a mail that comes while nobody asks for it is told of at once: the line listens from its last word on', async () => {
    for (const n of [1, 2, 3]) {
      // it has read the one before; by itself the client would begin to listen 15 s later
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      const began = performance.now();
      await provider.post(mailOf({ subject: `即时${n}`, text: `即时送达${n}` }));
      await conversationSaying(people.agent1.api, `即时送达${n}`, 14_000);
      expect(performance.now() - began).toBeLessThan(8_000);
    }
  }, 60_000);

  // prettier-ignore
  const may: readonly [deed: string, method: string, where: () => string, body: unknown, who: readonly Account[]][] = [
    ['sees the inbox',         'GET',  () => '/api/conversations', undefined, ['agent1', 'callback1', 'super1']],
    ['reads a conversation',   'GET',  () => `/api/conversations/${wrote.id}`, undefined, ['agent1', 'callback1', 'super1']],
    ['saves a file',           'GET',  () => `/api/conversations/${wrote.id}/messages/${wrote.messages[0]?.id}/files/1`, undefined, ['agent1', 'callback1', 'super1']],
    ['reveals who wrote',      'POST', () => `/api/conversations/${wrote.id}/contact/reveal`, { reason: '核实来信人' }, ['agent1', 'dispatch1', 'callback1', 'super1']],
    ['sees the accounts',      'GET',  () => '/api/accounts', undefined, ['admin1']],
    ['sees the quarantine',    'GET',  () => '/api/quarantine', undefined, ['admin1']],
  ];
  test.each(may)('%s: who may', async (_, method, where, body, who) => {
    const allowed: string[] = [];
    for (const account of accounts) {
      const { status } = await house.json(method, where(), body, people[account].token);
      expect([200, 403]).toContain(status);
      if (status === 200) allowed.push(account);
    }
    expect(allowed).toEqual(who);
  });

  test('a file is saved under its own name and never opened by us, whatever it claims to be', async () => {
    expect(wrote.messages[0]?.files).toMatchObject([{ place: 1, name: '照片.html', type: 'text/html' }]);
    const where = `/api/conversations/${wrote.id}/messages/${wrote.messages[0]?.id}/files`;
    const answer = await house.ask('GET', `${where}/1`, { token: people.agent1.token });
    expect(
      Object.fromEntries(['content-type', 'content-disposition', 'x-content-type-options'].map((name) => [name, answer.headers.get(name)])),
    ).toEqual({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('照片.html')}`,
      'x-content-type-options': 'nosniff',
    });
    expect(await answer.text()).toBe('<script>alert(1)</script>');
    expect(await codeOf(await house.ask('GET', `${where}/2`, { token: people.agent1.token }))).toBe('file.unknown');
  });

  test('her address and name are stars until somebody says why, and the reason is on record', async () => {
    const { token, api } = people.agent1;
    const seen = JSON.stringify([await api.conversations.list({ query: {} }), await api.conversations.read({ params: { id: wrote.id } })]);
    expect(seen).not.toContain('wang@citizen.example');
    expect(seen).not.toContain('王𠮷');
    expect(await codeOf(await house.json('POST', `/api/conversations/${wrote.id}/contact/reveal`, { reason: '看看' }, token))).toBe(
      'request.invalid',
    );
    expect(await api.conversations.reveal({ params: { id: wrote.id }, body: { reason: '核实来信人身份' } })).toEqual({
      name: '王𠮷',
      address: 'wang@citizen.example',
    });
    const [line] = await house.database.sql<{ details: { reason: string } }>(
      "select details from platform.audit where action = 'citizen.reveal' and details->>'reason' = '核实来信人身份'",
    );
    expect(line).toBeDefined();
    expect(house.log).not.toContain('wang@citizen.example');
  });

  test('passwords of an account stand in no answer, no audit line, no row and no log line', async () => {
    await people.admin1.api.accounts.put({
      params: { id: 'mail-kept' },
      body: { ...provider.account(), active: false, secrets: { imapPassword: 'sehr-geheim-1', smtpPassword: 'sehr-geheim-2' } },
    });
    const found = [
      JSON.stringify(await people.admin1.api.accounts.list({})),
      JSON.stringify(await house.database.sql('select * from platform.audit')),
      JSON.stringify(await house.database.sql('select * from gateway.account')),
      house.log,
    ].join();
    expect(found).not.toContain('sehr-geheim');
  });

  test.each([
    [
      'a password in clear to another machine',
      { imap: { host: 'mail.example', port: 143, security: 'none', user: 'x' } },
      'account.settings-wrong',
    ],
    ['a port that is none', { smtp: { host: '127.0.0.1', port: 70_000, security: 'tls', user: 'x' } }, 'account.settings-wrong'],
    ['a setting that nobody knows', { colour: 'red' }, 'account.settings-wrong'],
  ])('%s is refused with its path', async (_, wrong, code) => {
    const { settings, ...account } = provider.account();
    const body = { ...account, settings: { ...settings, ...wrong } };
    const answer = await house.json('PUT', '/api/accounts/mail-wrong', body, people.admin1.token);
    expect(answer.status).toBe(422);
    expect(await codeOf(answer)).toBe(code);
  });

  test('an answer to a conversation that has moved on is refused, and what was typed is not lost by it', async () => {
    const body = { text: '迟到的答复' };
    const answer = await house.json('POST', `/api/conversations/${wrote.id}/answer`, body, people.agent1.token, { 'if-match': '"99"' });
    expect(answer.status).toBe(412);
    expect(await house.database.sql("select 1 from gateway.delivery where purpose = 'reply'")).toEqual([]);
  });

  test('one conversation has one ticket: filed from it twice, the second is refused and no ticket is left behind', async () => {
    const { api } = people.agent1;
    const count = async (): Promise<number> => (await house.database.sql('select 1 from ticketing.ticket')).length;
    const filed = await filesMatter(api, { title: '投诉', conversationId: wrote.id });
    const before = await count();
    await expect(filesMatter(api, { title: '投诉', conversationId: wrote.id })).rejects.toThrow('conversation.has-ticket');
    await expect(filesMatter(api, { title: '投诉', conversationId: 'nobody' })).rejects.toThrow('conversation.unknown');
    expect(await count()).toBe(before);
    expect((await api.conversations.read({ params: { id: wrote.id } })).ticketNumber).toBe(filed.number);
  });
});
