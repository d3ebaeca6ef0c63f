import { encodeText, partsOf } from '@hotline/gateway/test-kit';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { House } from '../app/house.ts';
import { until } from '../kit/hotline.ts';
import { conversationOnce, conversationSaying } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { smsAccount } from '../kit/texts.ts';
import { type Handed, OddCarrier } from '../peers/odd-carrier.ts';

const { describe, test } = needs('postgres');
type Api = Awaited<ReturnType<House['desk']>>['api'];

describe('texts in an odd order (jasmin#1257, #423; rows 87, 91)', () => {
  let carrier: OddCarrier;
  let house: House;
  let agent: Api;
  beforeAll(async () => {
    [carrier, house] = await Promise.all([OddCarrier.open(), House.open('channels-odd', { HOTLINE_RETRY_SCALE: '0.05' })]);
    agent = (await house.desk('agent1')).api;
    const { api } = await house.desk('admin1');
    await api.accounts.put({ params: { id: 'sms-main' }, body: smsAccount('cmpp20', carrier.port, { signature: '' }) });
    await until('a login', () => carrier.logins > 0);
  });
  afterEach(() => (carrier.onSubmit = () => undefined));
  afterAll(async () => {
    await house.close();
    carrier.close();
  });

  const answeredSoon = (sequence: number): Promise<unknown> => until(`answer to ${sequence}`, () => carrier.answered.has(sequence));
  /** Brings parts by their numbers; each must be answered before the next is brought. */
  const bringsInOrder = async (from: string, text: string, order: readonly number[], reference = 0x2c): Promise<void> => {
    const parts = partsOf(text, 'ucs2', reference);
    for (const number of order) {
      const part = parts[number - 1];
      if (part)
        await answeredSoon(
          carrier.brings(from, part.content, { hasHeader: true, msgId: Buffer.from(`id-${from.slice(-4)}${number}`.padEnd(8)) }),
        );
    }
  };
  const restarts = async (environment: Record<string, string> = {}): Promise<void> => {
    const before = carrier.logins;
    await house.kill();
    Object.assign(house.environment, environment);
    await house.start();
    agent = (await house.desk('agent1')).api;
    await until('another login', () => carrier.logins > before, 20_000);
  };
  const fiveParts = '一'.repeat(67) + '二'.repeat(67) + '三'.repeat(67) + '四'.repeat(67) + '五'.repeat(20);

  test.each([
    ['13100000001', [1, 5, 2, 3, 4]],
    ['13100000002', [5, 4, 3, 2, 1]],
    ['13100000003', [1, 2, 2, 3, 4, 1, 5, 5]],
  ])('five parts from %s in the order %j are one message, each part answered at once', async (from, order) => {
    await bringsInOrder(from, fiveParts, order);
    const found = await until('whole message', async () => {
      const { items } = await agent.conversations.list({ query: { limit: 100 } });
      return items.find(({ contact }) => contact.address.endsWith(from.slice(-4)));
    });
    const { messages } = await agent.conversations.read({ params: { id: found.id } });
    expect(messages.filter(({ direction }) => direction === 'in').map(({ text }) => text)).toEqual([fiveParts]);
  });

  test('kill -9 between the parts of a message changes nothing; what never comes is marked after its time', async () => {
    await bringsInOrder('13100000004', `前半${'甲'.repeat(190)}`, [1, 3]);
    await bringsInOrder('13100000005', `只有开头${'乙'.repeat(100)}`, [1]);
    await restarts();
    await bringsInOrder('13100000004', `前半${'甲'.repeat(190)}`, [2, 3]);
    expect((await conversationSaying(agent, '前半')).messages[0]?.text).toBe(`前半${'甲'.repeat(190)}`);
    const { items } = await agent.conversations.list({ query: { limit: 100 } });
    expect(items.some(({ begins }) => begins.includes('只有开头'))).toBe(false);
    await restarts({ HOTLINE_CLOCK_START: new Date(Date.now() + 11 * 60_000).toISOString() });
    expect((await conversationSaying(agent, '只有开头')).messages[0]?.text).toMatch(/^只有开头乙+\[…\]$/);
  }, 60_000);

  const answersHer = async (from: string, words: string, text: string): Promise<string> => {
    await answeredSoon(carrier.brings(from, encodeText(words, 'ucs2')));
    const { id } = await conversationSaying(agent, words);
    await until('its receipt', () => carrier.handed.some(({ to }) => to === from));
    const { version } = await agent.conversations.read({ params: { id } });
    await agent.conversations.answer({ params: { id }, ifMatch: version, body: { text } });
    return id;
  };
  const stateOf = (id: string) => async () => (await agent.conversations.read({ params: { id } })).messages.at(-1)?.delivery;

  test('reports that come before the answers, and answers that come the wrong way round: every part is counted', async () => {
    const waiting: Handed[] = [];
    carrier.onSubmit = (handed) => {
      if (!handed.to.endsWith('0006')) return carrier.takes(handed);
      waiting.push(handed);
      carrier.reports(handed, 'DELIVRD');
      setTimeout(() => carrier.takes(handed), 800);
    };
    const id = await answersHer('13100000006', '报告早到', `两条${'长'.repeat(80)}`);
    const { messages } = await conversationOnce(agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'delivered', 20_000);
    expect(messages.at(-1)?.delivery?.steps.filter(({ state }) => state === 'delivered')).toHaveLength(2);
    expect(messages.filter(({ direction }) => direction === 'out')).toHaveLength(2); // the receipt, the answer
    expect(waiting.length).toBe(3);
  }, 40_000);

  test('the first part is reported while the second is still on its way: the history says first that all of it was sent', async () => {
    carrier.onSubmit = (handed) => {
      const isFirst = encodeText('一半先到', 'ucs2').equals(handed.content.subarray(6, 14));
      if (!isFirst) return void setTimeout(() => carrier.takes(handed), 700);
      carrier.takes(handed);
      carrier.reports(handed, 'DELIVRD');
    };
    const id = await answersHer('13100000008', '报告赶在前面', `一半先到${'长'.repeat(90)}`);
    const steps = async () => (await stateOf(id)())?.steps.map(({ state }) => state) ?? [];
    await until('the report', async () => (await steps()).includes('delivered'));
    expect(await steps()).toEqual(['queued', 'sent', 'delivered']);
  }, 30_000);

  test('kill -9 between the report and the answer: one row, and the history ends in delivered', async () => {
    let seen = 0;
    carrier.onSubmit = (handed) => {
      const isAnswer = encodeText('只此一条', 'ucs2').equals(handed.content);
      if (isAnswer && (seen += 1) === 1) return void carrier.reports(handed, 'DELIVRD');
      carrier.takes(handed);
      carrier.reports(handed, 'DELIVRD');
    };
    const id = await answersHer('13100000007', '报告之后断电', '只此一条');
    await until('the answer handed in', () => seen === 1);
    await restarts();
    const after = await until('delivered in the end', async () => {
      const delivery = await stateOf(id)();
      return delivery?.state === 'delivered' && delivery;
    }, 30_000); // prettier-ignore
    expect(after.steps.at(-1)?.state).toBe('delivered');
    const { messages } = await agent.conversations.read({ params: { id } });
    expect(messages.filter(({ text }) => text === '只此一条')).toHaveLength(1);
  }, 60_000);
});
