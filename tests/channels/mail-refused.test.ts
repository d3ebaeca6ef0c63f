import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { type Conversation, conversationOnce, conversationSaying, headerOf, mailOf } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { CutLine } from '../peers/cut-line.ts';
import { OutsideServer, Provider } from '../peers/mail-peers.ts';

const { describe, test } = needs('postgres', 'greenmail', 'aiosmtpd');

describe('answers that a strict mail server takes late, never or after the line broke (aiosmtpd; row 89)', () => {
  let provider: Provider;
  let outside: OutsideServer;
  let line: CutLine;
  let house: House;
  let agent: Awaited<ReturnType<House['desk']>>['api'];
  let admin: typeof agent;
  beforeAll(async () => {
    [provider, outside, house] = await Promise.all([
      Provider.open(),
      OutsideServer.open(),
      House.open('channels-mail-refused', { HOTLINE_RETRY_SCALE: '0.01' }),
    ]);
    line = await CutLine.to(outside.port);
    agent = (await house.desk('agent1')).api;
    admin = (await house.desk('admin1')).api;
    await admin.accounts.put({ params: { id: 'mail-main' }, body: provider.account({ smtpPort: line.port, smtpUser: 'hotline' }) });
  });
  afterAll(async () => {
    await house.close();
    line.cut();
    await Promise.all([provider.peer.kill(), outside.peer.kill()]);
  });

  /** Somebody wrote and was answered; the conversation once the answer stands so. */
  async function answered(who: string, state: string, text = '您好，已转水务局'): Promise<Conversation> {
    await provider.post(mailOf({ from: `${who}@citizen.example`, subject: who, text: `${who} 来信` }));
    const { id, version } = await conversationSaying(agent, `${who} 来信`);
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text } });
    return conversationOnce(agent, id, ({ messages }) => messages.at(-1)?.delivery?.state === state, 30_000);
  }
  const takenFor = (who: string, words: string) =>
    outside
      .taken()
      .filter(({ to, data }) => to.includes(`${who}@citizen.example`) && Buffer.from(bodyOf(data), 'base64').toString().includes(words));
  const bodyOf = (data: string): string =>
    data
      .split(/\r?\n\r?\n/)
      .slice(1)
      .join('');

  test('greylisted at first (451) it is sent at the second try, once, and the history says why', async () => {
    const { id } = await answered('grey', 'sent');
    const isOver = ({ messages }: Conversation): boolean =>
      messages.every(({ delivery }) => delivery === null || delivery.state === 'sent');
    const { messages, undelivered } = await conversationOnce(agent, id, isOver, 30_000);
    expect(undelivered).toBe(false);
    // the receipt or the answer, whichever came first
    const histories = messages.flatMap(({ delivery }) => (delivery ? [delivery.steps.map(({ words }) => words).join('\n')] : []));
    expect(histories.some((history) => /451 4\.7\.1 greylisted[\s\S]*250 2\.0\.0/.test(history))).toBe(true);
    expect(histories.every((history) => history.endsWith('250 2.0.0 queued as T1'))).toBe(true);
    expect(takenFor('grey', '已转水务局')).toHaveLength(1);
  });

  test('refused for good (550) it is not tried again, and the conversation waits so that somebody telephones', async () => {
    const { messages, undelivered, waitsSince } = await answered('nobody', 'failed');
    expect(messages.at(-1)?.delivery).toMatchObject({ tries: 1, nextTryAt: null });
    expect(messages.at(-1)?.delivery?.steps.at(-1)?.words).toContain('550 5.1.1 no such user');
    expect({ undelivered, waits: waitsSince !== null }).toEqual({ undelivered: true, waits: true });
    const [row] = (await agent.conversations.list({ query: {} })).items.filter(({ subject }) => subject === 'nobody');
    expect(row?.undelivered).toBe(true);
  });

  test('the line is cut in the middle of the text and stays cut until the second retry: one mail in the end', async () => {
    // the receipt first, so that the answer is what is cut
    await provider.post(mailOf({ from: 'cut@citizen.example', subject: 'cut', text: 'cut 来信' }));
    const { id } = await conversationSaying(agent, 'cut 来信');
    const { version } = await conversationOnce(agent, id, ({ messages }) => messages.some(({ delivery }) => delivery?.state === 'sent'));
    line.cutAfter = 900;
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text: '您好。'.repeat(3_000) } });
    await conversationOnce(agent, id, ({ messages }) => (messages.at(-1)?.delivery?.tries ?? 0) >= 2, 30_000);
    await line.mend();
    const { messages } = await conversationOnce(agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'sent', 60_000);
    expect(messages.at(-1)?.delivery?.steps.length).toBeGreaterThanOrEqual(4);
    expect(takenFor('cut', '您好。您好。')).toHaveLength(1);
  }, 120_000);

  test('kill -9 of the app while the server thinks: the same Message-ID again, so that her program shows one mail', async () => {
    await provider.post(mailOf({ from: 'slow@citizen.example', subject: 'slow', text: 'slow 来信' }));
    const { id } = await conversationSaying(agent, 'slow 来信');
    const { version } = await conversationOnce(agent, id, ({ messages }) => messages.some(({ delivery }) => delivery?.state === 'sent'));
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text: '请等一等' } });
    await conversationOnce(agent, id, ({ messages }) => messages.at(-1)?.delivery?.state === 'sending');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await house.kill();
    await house.start();
    agent = (await house.desk('agent1')).api;
    await conversationOnce(agent, id, ({ messages }) => messages.at(-1)?.delivery?.state === 'sent', 30_000);
    const ids = takenFor('slow', '请等一等').map(({ data }) => headerOf(data, 'message-id'));
    expect(ids.length).toBeGreaterThanOrEqual(1);
    expect(new Set(ids).size).toBe(1);
  }, 90_000);

  test('a bounce (RFC 3464) marks the answer as failed, in its own conversation', async () => {
    const { id, messages } = await answered('moved', 'sent');
    const messageId = headerOf(takenFor('moved', '已转水务局')[0]?.data ?? '', 'message-id').replace(/[<>]/g, '');
    expect(messageId).toContain(messages.at(-1)?.id);
    await provider.post(
      `From: MAILER-DAEMON@mx.example
To: hotline@city.example
Subject: Undelivered Mail Returned to Sender
Return-Path: <>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; moved@citizen.example
Action: failed
Status: 5.1.6
Diagnostic-Code: smtp; 550 mailbox has moved

--b
Content-Type: text/rfc822-headers

Message-ID: <${messageId}>
Subject: Re: moved

--b--
`,
      'mailer-daemon@mx.example',
    );
    const after = await conversationOnce(agent, id, ({ undelivered }) => undelivered);
    expect(after.waitsSince).not.toBeNull();
    expect(after.messages.map(({ becomes, direction }) => becomes ?? direction)).toEqual(['matter', 'out', 'out', 'bounce']);
    expect(after.messages[2]?.delivery?.steps.at(-1)).toMatchObject({
      state: 'failed',
      words: expect.stringContaining('mailbox has moved'),
    });
  });

  test('a wrong password is tried again and said in the server’s words; another mailbox goes on meanwhile', async () => {
    const wrong = provider.account();
    await admin.accounts.put({
      params: { id: 'mail-second' },
      body: { ...wrong, secrets: { imapPassword: 'wrong', smtpPassword: 'wrong' } },
    });
    const second = await until('trouble', async () =>
      (await admin.accounts.list({})).items.find(({ id, trouble }) => id === 'mail-second' && trouble !== null),
    );
    expect(second).toMatchObject({ connectedSince: null, hasSecrets: true });
    expect(JSON.stringify(second)).not.toContain('wrong');
    await provider.post(mailOf({ from: 'other@citizen.example', text: '另一个信箱照常' }));
    await conversationSaying(agent, '另一个信箱照常');
  });
});
