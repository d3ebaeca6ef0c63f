import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { until } from '../kit/hotline.ts';
import { conversationSaying } from '../kit/messages.ts';
import { TextProvider } from '../kit/text-provider.ts';
import { codeOf, House } from './house.ts';

// The house dies and wakes several times: 2 s each alone, more beside others.
vi.setConfig({ testTimeout: 60_000 });

let house: House;
let provider: TextProvider;
beforeAll(async () => {
  [provider, house] = await Promise.all([
    TextProvider.open(),
    House.open('app-inbox', { HOTLINE_CLOCK_START: '2026-11-26T10:00:00+08:00' }),
  ]);
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

describe('the clock of a message that waits goes through the death of the app (rows 60, 61, 91)', () => {
  /** The app dies without a word and is started again that many seconds after the city saw the message. */
  async function diesAndWakes(secondsAfter: number, since: string): Promise<void> {
    await house.kill();
    house.environment['HOTLINE_CLOCK_START'] = new Date(Date.parse(since) + secondsAfter * 1_000).toISOString();
    await house.start();
  }

  test('预警, 黄牌 and 红牌 of a text are given once each though the app is killed before and after every one', async () => {
    const agent = await house.desk('agent1');
    await texts('13800003002', '等了很久');
    const { id, waitsSince, signal } = await conversationSaying(agent.api, '等了很久');
    const since = waitsSince ?? '';
    expect(signal).toBeNull();
    const rows = <T extends object>(question: string) => house.database.sql<T>(question, [id]);
    for (const [seconds, name] of [
      [146, 'warning'],
      [181, 'yellow'],
      [361, 'red'],
    ] as const) {
      await diesAndWakes(seconds, since);
      await until(name, async () => {
        const given = await rows<{ kind: string }>('select kind from gateway.signal where conversation_id = $1');
        return given.some(({ kind }) => kind === name);
      });
    }
    await diesAndWakes(365, since);
    await until('a sweep', async () => (await agent.api.conversations.counts()).overdue > 0);
    expect((await agent.api.conversations.read({ params: { id } })).signal).toBe('red');
    expect(await rows('select kind, count(*)::int as n from gateway.signal where conversation_id = $1 group by 1 order by 1 desc')).toEqual(
      ['yellow', 'warning', 'red'].map((kind) => ({ kind, n: 1 })),
    );
    expect(
      await rows(
        "select payload->>'signal' as signal, count(*)::int as n from platform.event where name = 'conversation.signalled' and payload->>'id' = $1 group by 1 order by 1 desc",
      ),
    ).toEqual(['yellow', 'warning', 'red'].map((one) => ({ signal: one, n: 1 })));
    const supervisor = await house.desk('super1');
    const { items } = await supervisor.api.notices.list({ query: {} });
    const about = items.filter(({ conversationId }) => conversationId === id);
    expect(about.map(({ kind, words }) => [kind, words])).toEqual([
      ['sms.red', '红牌 · 答复时限:短信'],
      ['sms.yellow', '黄牌 · 答复时限:短信'],
      ['sms.warning', '预警 · 答复时限:短信'],
    ]);
  });
});

describe('one list of what was between a citizen and the hotline, over all channels (row 91)', () => {
  const why = '来电中自称同一人';
  const water = { type: 'help', category: 'water', title: '三号楼停水', body: '停水两天。', place: { text: '金桂小区' } } as const;

  test('her texts, the ticket filed from them and that of her call stand by time, page by page, each with its way there; the dispatcher reads no words', async () => {
    const agent = await house.desk('agent1');
    await texts('13800003101', '三号楼停水');
    const first = await conversationSaying(agent.api, '三号楼停水');
    const filed = await agent.api.tickets.file({ body: { ...water, conversationId: first.id } });
    await texts('13800003101', '还没有修');
    const other = await agent.api.tickets.file({ body: { ...water, title: '路灯坏了', contact: { phone: '138 0000 3101' } } });
    const answered = await agent.api.conversations.read({ params: { id: first.id } });
    await agent.api.conversations.answer({ params: { id: first.id }, ifMatch: answered.version, body: { text: '已派人' } });

    const all = await agent.api.citizens.history({ query: { ticketId: other.id } });
    expect(all.items.map(({ kind, words, number, conversationId }) => words ?? number ?? conversationId ?? kind)).toEqual([
      '已派人',
      '还没有修',
      filed.number,
      '三号楼停水',
    ]);
    expect(all).toMatchObject({ openTickets: 2, callsLast30Days: 0, next: null });
    const paged: string[] = [];
    let after: string | null = '';
    while (after !== null) {
      const page: typeof all = await agent.api.citizens.history({ query: { ticketId: other.id, limit: 1, ...(after ? { after } : {}) } });
      paged.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(paged).toEqual(all.items.map(({ id }) => id));

    const dispatcher = await house.desk('dispatch1');
    const seen = await dispatcher.api.citizens.history({ query: { ticketId: other.id } });
    expect(seen.items.map(({ kind, words }) => [kind, words])).toEqual([
      ['message', undefined],
      ['message', undefined],
      ['ticket', undefined],
      ['message', undefined],
    ]);
    expect(JSON.stringify([all, seen])).not.toContain('13800003101');
    const water1 = await house.json(
      'GET',
      `/api/citizens/history?conversationId=${first.id}`,
      undefined,
      (await house.desk('water1')).token,
    );
    expect([water1.status, await codeOf(water1)]).toEqual([403, 'permission.missing']);
  });

  test('joined with another number her list is theirs together, over tickets too; parted, each has its own', async () => {
    const agent = await house.desk('agent1');
    await texts('13800003201', '我换了号码');
    const { id } = await conversationSaying(agent.api, '我换了号码');
    const old = await agent.api.tickets.file({ body: { ...water, title: '旧号码的工单', contact: { phone: '13800003202' } } });
    const list = async () => (await agent.api.citizens.history({ query: { conversationId: id } })).items.map(({ number }) => number);
    expect(await list()).toEqual([]);
    const [mine] = (await agent.api.contacts.of({ query: { conversationId: id } })).contacts;
    if (!mine) throw new Error('no contact');
    const joined = await agent.api.contacts.join({
      params: { id: mine.id },
      ifMatch: mine.version,
      body: { number: '13800003202', reason: why },
    });
    expect(await list()).toEqual([old.number]);
    expect((await agent.api.citizens.history({ query: { ticketId: old.id } })).items.map(({ words }) => words)).toEqual(['我换了号码']);
    const [join, now] = [joined.joins[0], joined.contacts.find((one) => one.id === mine.id)];
    await agent.api.contacts.part({
      params: { id: mine.id, join: join?.id ?? '' },
      ifMatch: now?.version ?? 0,
      body: { reason: '不是同一人' },
    });
    expect(await list()).toEqual([]);
    expect((await agent.api.citizens.history({ query: { ticketId: old.id } })).items).toEqual([]);
  });

  test('two agents join the same contacts at once: one 200, the other 412', async () => {
    const [one, other] = [await house.desk('agent1'), await house.desk('agent2')];
    await texts('13800003301', '两人同时合并');
    const { id } = await conversationSaying(one.api, '两人同时合并');
    const [mine] = (await one.api.contacts.of({ query: { conversationId: id } })).contacts;
    const join = (token: string) =>
      house.json('POST', `/api/contacts/${mine?.id}/joins`, { number: '13800003302', reason: why }, token, {
        'if-match': `"${mine?.version}"`,
      });
    const answers = await Promise.all([join(one.token), join(other.token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });
});

describe('who has it when the app dies (row 91)', () => {
  test('killed while two take it and one passes it on, it is in one hand afterwards, as the audit says', async () => {
    const [one, other] = [await house.desk('agent1'), await house.desk('agent2')];
    for (let round = 0; round < 3; round += 1) {
      const words = `接手时断电 ${round}`;
      await texts(`1380000340${round}`, words);
      const { id, version } = await conversationSaying(one.api, words);
      const post = (what: string, body: object, token: string, seen: number) =>
        house.json('POST', `/api/conversations/${id}/${what}`, body, token, { 'if-match': `"${seen}"` }).then(
          ({ status }) => status,
          () => 0,
        );
      const taking = Promise.all([
        post('take', {}, one.token, version),
        post('take', {}, other.token, version),
        post('pass', { to: 'agent3' }, one.token, version + 1),
      ]);
      // a different moment in each round: before, while and after the rows are written
      await new Promise((resolve) => setTimeout(resolve, 4 + round * 12));
      await house.kill();
      const answers = await taking;
      await house.start();
      const after = await one.api.conversations.read({ params: { id } });
      const hands = await house.database.sql<{ to: string }>(
        "select details->>'to' as to from platform.audit where object = $1 and action in ('conversation.take', 'conversation.pass') order by id",
        [`conversation:${id}`],
      );
      expect(after.heldBy).toBe(hands.at(-1)?.to ?? null);
      expect(after.version - version).toBe(hands.length);
      expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(hands.length);
      expect(answers.slice(0, 2).filter((status) => status === 200).length).toBeLessThanOrEqual(1);
    }
  });

  test('two take it at once: one 200, one 412, one name on it', async () => {
    const [one, other] = [await house.desk('agent1'), await house.desk('agent2')];
    await texts('13800003501', '谁先接手');
    const { id, version } = await conversationSaying(one.api, '谁先接手');
    const take = (token: string) => house.json('POST', `/api/conversations/${id}/take`, {}, token, { 'if-match': `"${version}"` });
    const answers = await Promise.all([take(one.token), take(other.token)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const winner = answers[0]?.status === 200 ? 'agent1' : 'agent2';
    expect((await one.api.conversations.read({ params: { id } })).heldBy).toBe(winner);
  });
});

describe("an account's page: how it stands, and a test message (row 91)", () => {
  const cards = async (api: Awaited<ReturnType<House['desk']>>['api']) => {
    const found = (await api.accounts.list()).items.find(({ id }) => id === 'sms-main');
    if (!found) throw new Error('no account');
    return found;
  };

  test('connected since, last in and last out are true before and after the app is killed; off, it is not connected', async () => {
    const { api } = await house.desk('admin1');
    const before = await cards(api);
    await texts('13800003601', '最近来信');
    const lastIn = await until('last in', async () => {
      const { lastInAt } = await cards(api);
      return lastInAt !== null && lastInAt !== before.lastInAt && lastInAt;
    });
    await api.accounts.test({ params: { id: 'sms-main' }, body: { to: '138 0000 3602' } });
    await until('last out', async () => (await cards(api)).lastOutAt !== before.lastOutAt);
    const { connectedSince, waiting, overdue } = await cards(api);
    expect([lastIn >= (connectedSince ?? ''), waiting > 0, overdue <= waiting]).toEqual([true, true, true]);
    // as a process leaves it that was killed while the provider had let it in
    await house.kill();
    await house.database.sql("update gateway.account_state set connected_since = '2020-01-01' where account_id = 'sms-main'");
    await house.start();
    await until('connected anew', async () => {
      const { connectedSince: since, lastInAt } = await cards(api);
      return since !== null && since > '2026' && lastInAt === lastIn;
    });
    const settings = { kind: 'sms' as const, name: '推送', settings: provider.settings };
    await api.accounts.put({ params: { id: 'sms-main' }, body: { ...settings, active: false } });
    await until('cut', async () => (await cards(api)).connectedSince === null);
    const answer = await house.json('POST', '/api/accounts/sms-main/tests', { to: '13800003602' }, (await house.desk('admin1')).token);
    expect([answer.status, await codeOf(answer)]).toEqual([422, 'account.inactive']);
    await api.accounts.put({ params: { id: 'sms-main' }, body: { ...settings, active: true } });
    await until('connected again', async () => (await cards(api)).connectedSince !== null);
  });

  test('a test message goes the whole way, shows each step with stars, stands in no inbox, and five in ten minutes are enough, also at once', async () => {
    // a day later: what was tested before counts no more
    house.environment['HOTLINE_CLOCK_START'] = '2026-11-27T10:00:00+08:00';
    await house.kill();
    await house.start();
    const { api, token } = await house.desk('admin1');
    const sent = await api.accounts.test({ params: { id: 'sms-main' }, body: { to: '13800003701' } });
    expect(sent).toMatchObject({ to: '138****3701', by: 'admin1', byName: '赵系统' });
    const fared = await until('sent', async () => {
      const one = (await api.accounts.tests({ params: { id: 'sms-main' } })).items.find(({ id }) => id === sent.id);
      return one?.state === 'sent' && one;
    });
    expect(fared.steps.map(({ state }) => state)).toEqual(['queued', 'sent']);
    const at = provider.sent.findIndex(({ mobile }) => mobile === '13800003701');
    expect(provider.sent[at]).toMatchObject({
      content: expect.stringMatching(/^【商丘12345】这是12345热线账号“推送”的测试消息/) as string,
    });
    await provider.push(house, 'sms-main', { msgid: `p-${at + 1}`, status: 'DELIVRD' });
    await until('delivered', async () => (await api.accounts.tests({ params: { id: 'sms-main' } })).items[0]?.state === 'delivered');

    const agent = await house.desk('agent1');
    const all = (await agent.api.conversations.list({ query: { waiting: false, limit: 200 } })).items;
    expect(all.map(({ contact }) => contact.address)).not.toContain('138****3701');
    await texts('13800003701', '收到测试了');
    const { messages } = await conversationSaying(agent.api, '收到测试了');
    expect(messages.map(({ direction, automatic }) => [direction, automatic])[0]).toEqual(['in', false]);

    const post = (to: string) => house.json('POST', '/api/accounts/sms-main/tests', { to }, token);
    const wrong = await post('not a number');
    expect([wrong.status, await codeOf(wrong)]).toEqual([422, 'account.address-wrong']);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => post(`1380000380${n}`)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 201, 429, 429, 429, 429]);
    const lines = await house.database.sql<{ details: { to: string } }>(
      "select details from platform.audit where action = 'account.test' and actor = 'admin1' and details->>'message' = $1",
      [sent.id],
    );
    expect(lines.map(({ details }) => details.to)).toEqual(['138****3701']);
    const agents = await house.json('POST', '/api/accounts/sms-main/tests', { to: '13800003701' }, agent.token);
    expect(agents.status).toBe(403);
  });
});
