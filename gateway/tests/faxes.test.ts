import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { FaxReceived, FaxSent } from '../src/fax/fax-port.ts';
import { pagesOf, tiffOf } from '../src/fax/paper/tiff.ts';
import { Paddle } from '../src/recognition/paddle.ts';
import { NotInstalled } from '../src/recognition/recogniser.ts';
import { admin1, agent1, PostOffice } from './kit/post-office.ts';

const NUMBER = '2281235';
const page = { wide: 1_728, lines: 300, across: 204, down: 98, bits: new Uint8Array(216 * 300).fill(0x0f, 0, 2_160) };

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-faxes');
  const settings = { number: NUMBER, station: '0370 12345', heading: '商丘市 12345', answerSeconds: 60 };
  await office.gateway.accounts.put(admin1, 'fax-main', { kind: 'fax', active: true, settings, secrets: {} });
  await office.gateway.start();
  await vi.waitFor(() => office.fax.comes(NUMBER, received({ from: '+863702280000' })));
});
afterAll(async () => {
  await office.gateway.stop();
  await office.close();
});

const received = (over: Partial<FaxReceived> = {}): FaxReceived => ({
  id: randomUUID(),
  at: office.clock.now(),
  from: '+863702281234',
  station: 'SQ PAPER',
  pages: 1,
  rate: '14400',
  ecm: true,
  resolution: '8031x3850',
  isWhole: true,
  words: 'OK',
  tiff: tiffOf([page]),
  ...over,
});

const faxes = async () => (await office.gateway.conversations.list({ limit: 100, waiting: false, channel: 'fax' })).items;
const newest = async () => {
  const [row] = await faxes();
  if (!row) throw new Error('no fax');
  return office.gateway.conversations.read(row.id);
};
const comes = async (over: Partial<FaxReceived> = {}) => {
  office.clock.advance(1_000);
  await office.fax.comes(NUMBER, received(over));
  return newest();
};
const sent = (over: Partial<FaxSent>): FaxSent => ({
  is: 'failed',
  pages: 0,
  words: 'hangup',
  station: 'PEER',
  rate: '9600',
  ecm: false,
  ...over,
});

describe('a fax becomes a message (row 90)', () => {
  test('each is a matter of its own, also from the same number: a copy shop’s is many people’s; nobody is sent a receipt', async () => {
    const first = await comes();
    const second = await comes();
    expect(second.id).not.toBe(first.id);
    expect(second.messages).toHaveLength(1);
    expect(second).toMatchObject({ contact: { address: '0370***1234' }, becomes: 'matter', ticketId: null });
    expect(second.messages[0]?.files.map(({ name }) => name)).toEqual(['第1页.png', '传真.pdf', '传真原件.tif']);
  });

  test('the same fax handed in twice, and twice at once, is one message', async () => {
    const before = (await faxes()).length;
    const fax = received();
    await Promise.all([office.fax.comes(NUMBER, fax), office.fax.comes(NUMBER, fax)]);
    await office.fax.comes(NUMBER, fax);
    expect(await faxes()).toHaveLength(before + 1);
  });

  test('what broke off says so, with how much came', async () => {
    const { messages } = await comes({ isWhole: false, words: 'Carrier lost' });
    expect(messages[0]?.text).toBe('传真中断,只收到 1 页,请与发件人核对。');
    expect(messages[0]?.quoted).toContain('Carrier lost');
  });

  test('who withholds her number is not mixed with another; answering her is refused in words, and it waits for somebody', async () => {
    const [one, other] = [await comes({ from: undefined }), await comes({ from: undefined })];
    expect(other.id).not.toBe(one.id);
    expect(other.contact.address).toBe('号码未显示');
    const ordered = office.fax.orders.length;
    await office.gateway.conversations.answer(agent1, other.id, other.version, '您好');
    await vi.waitFor(async () => expect((await newest()).messages[1]?.delivery?.state).toBe('failed'), 5_000);
    const after = await newest();
    expect(after.messages[1]?.delivery?.steps.at(-1)?.words).toContain('未显示号码');
    expect(after.waitsSince).not.toBeNull();
    expect(office.fax.orders).toHaveLength(ordered);
  });

  test('bytes that are no fax stand apart with their reason and can be tried again; the next one is not held up', async () => {
    const before = (await faxes()).length;
    await office.fax.comes(NUMBER, received({ tiff: Buffer.from('II*\0 torn') }));
    const [apart] = (await office.gateway.quarantine.list({ limit: 10 })).items;
    expect(apart).toMatchObject({ accountId: 'fax-main', reason: 'unreadable' });
    expect(apart?.detail).toMatch(/文件不完整|it ends too early|no page/);
    await expect(office.gateway.quarantine.again(admin1, apart?.id ?? '')).rejects.toMatchObject({ code: 'quarantine.still' });
    await comes();
    expect(await faxes()).toHaveLength(before + 1);
  });
});

describe('a letter goes out as a fax (row 90)', () => {
  test('pages that the other machine confirmed are not sent again; the history tells of each try', async () => {
    const { id, version } = await comes();
    office.fax.results.push(sent({ pages: 1 }), sent({ is: 'busy', words: 'BUSY' }), sent({ is: 'sent', pages: 2, words: 'OK' }));
    const from = office.fax.orders.length;
    await office.gateway.conversations.answer(agent1, id, version, '经现场核实,路灯已修复。'.repeat(250));
    const tried = async (times: number): Promise<void> => {
      await vi.waitFor(async () => {
        const { delivery } = (await newest()).messages[1] ?? {};
        expect(delivery?.tries).toBe(times);
        expect(delivery?.state).not.toBe('sending');
      }, 5_000);
      office.clock.advance(10 * 60_000);
    };
    for (const times of [1, 2, 3]) await tried(times);
    const orders = office.fax.orders.slice(from);
    expect(orders.map(({ tiff }) => pagesOf(tiff).length)).toEqual([3, 2, 2]);
    expect(new Set(orders.map((order) => order.id)).size).toBe(1);
    expect(orders[0]).toMatchObject({ number: '03702281234', station: '0370 12345', answerSeconds: 60 });
    const steps = (await newest()).messages[1]?.delivery?.steps.map(({ state, words }) => `${state} ${words}`);
    expect(steps).toEqual([
      'queued ',
      'queued 第 1 页已确认收到;第 2–3 页未确认:线路中断 hangup(9600 bps,站号 PEER)',
      'queued 对方占线 busy',
      'delivered 第 2–3 页对方已逐页确认收到 every page confirmed(9600 bps,站号 PEER)',
    ]);
    expect(office.fax.forgotten.at(-1)).toBe(orders[0]?.id);
  });

  test('a number that is for calls, or signs that no machine draws, are refused in the form', async () => {
    const put = (settings: Record<string, unknown>) =>
      office.gateway.accounts.put(admin1, 'fax-2', {
        kind: 'fax',
        active: true,
        settings: { heading: 'x', station: '1', ...settings },
        secrets: {},
      });
    await expect(put({ number: '037012345' })).rejects.toMatchObject({ code: 'account.settings-wrong' });
    await expect(put({ number: '2281236', station: '商丘' })).rejects.toMatchObject({ code: 'account.settings-wrong' });
  });
});

describe('text that a page seems to hold is a suggestion', () => {
  const asked = async (place: number) => {
    const { id, messages } = await newest();
    return office.gateway.files.recognise(agent1, { id, message: messages[0]?.id ?? '', place });
  };

  test('the page itself is read; what cannot be read says so, and a file that is no picture is none', async () => {
    await comes();
    office.reader.says = ['尊敬的领导:', '路灯不亮'];
    expect(await asked(1)).toEqual({ lines: ['尊敬的领导:', '路灯不亮'] });
    expect(Buffer.from(office.reader.pictures.at(-1) ?? []).toString('latin1', 1, 4)).toBe('PNG');
    office.reader.says = new Error('out of memory');
    await expect(asked(1)).rejects.toMatchObject({ code: 'recognition.failed' });
    await expect(asked(2)).rejects.toMatchObject({ code: 'file.unknown' });
  });

  test('without the model the feature is off and names the command', async () => {
    office.reader.says = await new Paddle(office.folder).read(new Uint8Array()).catch((error: unknown) => error as Error);
    expect(office.reader.says).toBeInstanceOf(NotInstalled);
    const problem: unknown = await asked(1).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: 'recognition.absent' });
  });
});

describe('the steps of a ticket go to the machine that the fax came from', () => {
  test('its answer does; the question that is answered by a figure does not', async () => {
    const { id } = await comes();
    const told = { number: '261126000123', title: '路灯', conversationId: id };
    office.stepWords.set('fax-words-1', { ...told, event: 'reply', text: '路灯已修复。' });
    office.stepWords.set('fax-words-2', { ...told, event: 'call-back', text: '回复1满意。' });
    const read = ['fax-words-1', 'fax-words-2'].map((words, index) => ({
      id: index + 1,
      name: 'citizen.told' as const,
      payload: { id: words, ticketId: 'ticket-fax' },
    }));
    await office.gateway.heard(read);
    const { messages } = await newest();
    expect(messages.filter(({ direction }) => direction === 'out').map(({ text }) => text)).toEqual(['路灯已修复。']);
  });
});
