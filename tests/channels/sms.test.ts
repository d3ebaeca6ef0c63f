import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { type Conversation, conversationOnce, conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { loggedIn, OUR_NUMBER, smsAccount, textSaying, textsTo } from '../kit/texts.ts';
import { Carrier, type CarrierProtocol } from '../peers/carrier.ts';

const { describe, test } = needs('postgres', 'carrier');
type Api = Awaited<ReturnType<House['desk']>>['api'];

/** A house with a number at the carrier, for the tests of one suite. */
class Ground {
  readonly protocol: CarrierProtocol;
  readonly carrier: Carrier;
  readonly house: House;
  agent: Api;

  private constructor(protocol: CarrierProtocol, carrier: Carrier, house: House, agent: Api) {
    this.protocol = protocol;
    this.carrier = carrier;
    this.house = house;
    this.agent = agent;
  }

  static async open(protocol: CarrierProtocol, name: string): Promise<Ground> {
    const [carrier, house] = await Promise.all([Carrier.open(), House.open(`${name}-${protocol}`, { HOTLINE_RETRY_SCALE: '0.05' })]);
    const { api } = await house.desk('admin1');
    await api.accounts.put({ params: { id: 'sms-main' }, body: smsAccount(protocol, carrier.portOf(protocol)) });
    await loggedIn(carrier, protocol);
    return new Ground(protocol, carrier, house, (await house.desk('agent1')).api);
  }

  async close(): Promise<void> {
    await this.house.close();
    await this.carrier.peer.kill();
  }

  /** A citizen writes. */
  writes(from: string, text: string): Promise<void> {
    return this.carrier.mo(this.protocol, from, OUR_NUMBER, text);
  }

  /** Her first text, and the receipt of it on her phone. */
  async hasWritten(from: string, text: string): Promise<Conversation> {
    await this.writes(from, text);
    const { id } = await conversationSaying(this.agent, text.slice(0, 6));
    return conversationOnce(this.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered');
  }

  async answers(id: string, text: string): Promise<void> {
    const { version } = await this.agent.conversations.read({ params: { id } });
    await this.agent.conversations.answer({ params: { id }, ifMatch: version, body: { text } });
  }
}

let ground: Ground;

describe.each<[CarrierProtocol]>([['cmpp20'], ['cmpp30'], ['smpp']])(
  'texts through a carrier that others wrote (%s; rows 87, 91, 93)',
  (protocol) => {
    beforeAll(async () => {
      ground = await Ground.open(protocol, 'channels');
    });
    afterAll(() => ground.close());

    test('a text waits in the inbox, its receipt and the answer reach the phone with our signature, and the history ends in delivered', async () => {
      await ground.writes('13800001111', '金桂小区停水');
      const first = await conversationSaying(ground.agent, '金桂小区停水');
      expect(first).toMatchObject({ channel: 'sms', contact: { address: '138****1111', name: null }, becomes: 'matter', subject: null });
      expect(await textSaying(ground.carrier, '13800001111', '您的短信已收到')).toMatch(/^【商丘12345】/);
      await ground.answers(first.id, '抢修队今晚到场');
      expect(await textSaying(ground.carrier, '13800001111', '抢修队今晚到场')).toBe('【商丘12345】抢修队今晚到场');
      const { messages } = await conversationOnce(ground.agent, first.id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered');
      expect(messages.at(-1)?.delivery?.steps.map(({ state }) => state)).toEqual(['queued', 'sent', 'delivered']);
      expect(JSON.stringify(messages)).not.toContain('13800001111');
    });

    test('long texts come and go whole, rare signs too, each part with its own report', async () => {
      const long = `龘𠮷😀${'金桂小区三号楼停水两天,家里有老人。'.repeat(9)}`;
      await ground.writes('13800002222', long);
      const whole = await conversationSaying(ground.agent, '龘𠮷😀');
      expect(whole.messages[0]?.text).toBe(long);
      await ground.answers(whole.id, long);
      expect(await textSaying(ground.carrier, '13800002222', '龘𠮷😀')).toBe(`【商丘12345】${long}`);
      const { messages } = await conversationOnce(ground.agent, whole.id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered');
      expect(messages.at(-1)?.delivery?.steps.filter(({ state }) => state === 'delivered')).toHaveLength(3);
    });

    test('what the network does not deliver has failed in its words, and waits so that somebody telephones', async () => {
      const { id } = await ground.hasWritten('13800003333', '路灯不亮');
      await ground.carrier.set({ stat: 'UNDELIV' });
      await ground.answers(id, '已派人维修');
      const after = await conversationOnce(ground.agent, id, ({ undelivered }) => undelivered);
      await ground.carrier.set({ stat: 'DELIVRD' });
      expect(after.waitsSince).not.toBeNull();
      expect(after.messages.at(-1)?.delivery?.steps.at(-1)).toMatchObject({
        state: 'failed',
        words: expect.stringContaining('UNDELIV') as string,
      });
    });
  },
);

describe.each<[CarrierProtocol]>([['cmpp20'], ['smpp']])('when one of both dies (%s; row 91)', (protocol) => {
  beforeAll(async () => {
    ground = await Ground.open(protocol, 'dying');
  });
  afterAll(() => ground.close());

  const inCount = async (): Promise<number> =>
    (await ground.house.database.sql<{ n: number }>("select count(*)::int as n from gateway.message where direction = 'in'"))[0]?.n ?? 0;
  /** Texts that the carrier knows we have. */
  const answered = async (since: number): Promise<number> =>
    new Set(
      (await ground.carrier.events(since))
        .filter(({ ev, result }) => ev === 'deliverResp' && result === 0)
        .map(({ msgId, n }) => msgId ?? n),
    ).size;

  test('the carrier dies with an answer on its way and stays away for over ten seconds: nothing is lost, nothing comes twice, the history shows it', async () => {
    const { id } = await ground.hasWritten('13800004444', '垃圾没人收');
    const before = await inCount();
    await ground.carrier.set({ ack: 'off' });
    await ground.answers(id, '今天下午清运');
    await sleep(1_000);
    await ground.carrier.peer.kill();
    const died = performance.now();
    const tried = await conversationOnce(ground.agent, id, (now) => (now.messages.at(-1)?.delivery?.tries ?? 0) >= 2, 60_000);
    expect(tried.messages.at(-1)?.delivery?.state).not.toBe('failed');
    await sleep(Math.max(0, 10_500 - (performance.now() - died)));
    await ground.carrier.peer.start();
    await loggedIn(ground.carrier, ground.protocol);
    const { messages } = await conversationOnce(ground.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered', 60_000);
    expect(await textsTo(ground.carrier, '13800004444')).toEqual(['【商丘12345】今天下午清运']);
    expect(messages.at(-1)?.delivery?.steps.length).toBeGreaterThanOrEqual(4);
    expect(messages.at(-1)?.delivery?.steps.some(({ words }) => words.includes('可能已收下'))).toBe(true);
    await ground.writes('13800004444', '谢谢');
    await conversationOnce(ground.agent, id, (now) => now.messages.some(({ text }) => text === '谢谢'));
    expect(await inCount()).toBe(before + 1);
  }, 120_000);

  test('kill -9 of the app while texts come in: the carrier sends what was not answered again, and each is one row', async () => {
    const phones = Array.from({ length: 40 }, (_, n) => `1390000${String(n).padStart(4, '0')}`);
    const since = (await ground.carrier.events()).length;
    // its reports of our receipts would be answered as well
    await ground.carrier.set({ report: 'off' });
    for (const [n, phone] of phones.entries()) void ground.writes(phone, `第${n}号`).catch(() => undefined);
    await until('the first answers', async () => (await answered(since)) > 2);
    await ground.house.kill();
    await ground.house.start();
    ground.agent = (await ground.house.desk('agent1')).api;
    await loggedIn(ground.carrier, ground.protocol, since);
    await sleep(7_000); // three rounds of its resending
    const { items } = await ground.agent.conversations.list({ query: { limit: 200 } });
    const found = items.filter(({ contact }) => contact.address.startsWith('139****')).map(({ begins }) => begins);
    const rows = await ground.house.database.sql<{ n: number }>(
      `select count(*)::int as n from gateway.message m join gateway.conversation v on v.id = m.conversation_id
       join gateway.contact c on c.id = v.contact_id where m.direction = 'in' and c.address_masked like '139****%'`,
    );
    expect(rows[0]?.n).toBe(found.length);
    expect(found.length).toBeGreaterThanOrEqual(await answered(since));
  }, 60_000);
});
