import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { asteriskRoot, circlePages, FAX_NUMBER, faxAccount, faxesIn } from '../kit/faxes.ts';
import { type Desk, Hotline, until } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { FaxMachine } from '../peers/fax-machine.ts';

const { describe, test } = needs('asterisk', 'postgres');

/** A page on the line is sent for a while before its end is asked for. */
const IN_THE_PAGE_MS = 4_000;

/** Each takes five seconds on the line, and the first answer eight. */
const PAGES_OF_A_MINUTE = 12;

describe('real faxes over G.711 with a second Asterisk (row 90)', () => {
  let machine: FaxMachine;
  let hotline: Hotline;
  let agent: Desk;
  beforeAll(async () => {
    machine = await FaxMachine.open(asteriskRoot());
    // the retry clock's minutes: 1 → 1.2 s, 5 → 6 s
    hotline = await Hotline.open({ SIP_OUTBOUND: machine.address, HOTLINE_RETRY_SCALE: '0.02' });
    await faxAccount(hotline);
    agent = await hotline.desk('agent1');
  });
  afterAll(async () => {
    await hotline?.stop();
    await machine?.close();
  });

  const read = async () => {
    const [row] = await faxesIn(agent);
    if (!row) throw new Error('no fax came');
    return agent.api.conversations.read({ params: { id: row.id } });
  };

  test('kill -9 of the app while a fax comes in: every page is confirmed to its sender, and it is in the inbox once, as high as its paper', async () => {
    const slip = machine.send(circlePages(), { port: hotline.ports.sip, number: FAX_NUMBER });
    // the fax ends after sixteen seconds, when the app is not back yet
    await sleep(14_000);
    await hotline.kill('app');
    expect(await slip()).toMatchObject({ status: 'SUCCESS', pages: 1, station: '0370 12345' });
    agent = await until('an app that is back', () => hotline.desk('agent1').catch(() => undefined), 20_000);
    await until('the fax', async () => (await faxesIn(agent)).length, 20_000);
    await sleep(1_500);
    expect(await faxesIn(agent)).toMatchObject([{ contact: { address: '0370***1234' }, becomes: 'matter' }]);
    const { id, messages } = await read();
    expect(messages).toHaveLength(1);
    const [message] = messages;
    expect(message?.files.map(({ name, picture }) => [name, picture])).toEqual([
      ['第1页.png', 'image/png'],
      ['传真.pdf', null],
      ['传真原件.tif', null],
    ]);
    expect(message?.quoted).toContain('204×98');
    const page = await agent.api.conversations.file({ params: { id, message: message?.id ?? '', place: 1 } });
    const head = Buffer.from(await page.arrayBuffer());
    const [wide, high] = [head.readUInt32BE(16), head.readUInt32BE(20)];
    expect(wide).toBe(1_728);
    expect(Math.abs(high / wide / 1.41 - 1)).toBeLessThan(0.03);
  }, 90_000);

  test('a number that is no fax account is refused as before', async () => {
    const slip = machine.send(circlePages(), { port: hotline.ports.sip, number: '2281239' });
    await expect(Promise.race([slip(), sleep(3_000, 'nothing')])).resolves.toBe('nothing');
    expect(await faxesIn(agent)).toHaveLength(1);
  });

  test('the other machine dies in mid-page, sending and receiving, until the second retry: no page is lost or sent again, the history tells all of it', async () => {
    const { id, version } = await read();
    // and it is sending to us meanwhile, longer than ours can take to begin on a busy machine
    machine.send(circlePages(PAGES_OF_A_MINUTE), { port: hotline.ports.sip, number: FAX_NUMBER, from: '03702285678' });
    const points = Array.from({ length: 14 }, (_, line) => `第 ${line + 1} 点`).join('\n\n\n\n');
    // the second page is full, and therefore long on the line
    const text = `${points}\n${'睢阳区城管局已于当日到场处理并向您说明情况。'.repeat(16)}`;
    await agent.api.conversations.answer({ params: { id }, ifMatch: version, body: { text } });
    const delivery = async () => (await agent.api.conversations.read({ params: { id } })).messages[1]?.delivery;
    await until('a first page that is out', () => machine.pagesOut() === 1, 40_000);
    await sleep(IN_THE_PAGE_MS);
    await machine.unplug();
    const unpluggedAt = performance.now();
    await until('a second retry', async () => ((await delivery())?.tries ?? 0) >= 2 && (await delivery())?.state === 'queued', 60_000);
    expect(performance.now() - unpluggedAt).toBeGreaterThan(10_000);
    const [broken] = await faxesIn(agent);
    expect(broken).toMatchObject({
      contact: { address: '0370***5678' },
      begins: expect.stringMatching(/^传真中断,只收到 ([1-9]|1[01]) 页/) as string,
    });
    await machine.switchOn();
    await until('a delivered letter', async () => (await delivery())?.state === 'delivered', 80_000);
    expect(machine.received().map(({ status, pages }) => [status, pages])).toEqual([['SUCCESS', 1]]);
    const steps = (await delivery())?.steps.map(({ state, words }) => `${state} ${words}`) ?? [];
    expect(steps[0]).toMatch(/^queued $/);
    expect(steps[1]).toMatch(/^queued 第 1 页已确认收到;第 2 页未确认/);
    expect(steps[2]).toMatch(/^queued 无人接听/);
    expect(steps.at(-1)).toMatch(/^delivered 第 2 页对方已逐页确认收到/);
    expect(steps.filter((step) => step.startsWith('delivered'))).toHaveLength(1);
    expect(await faxesIn(agent)).toHaveLength(2);
  }, 180_000);
});
