import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { needs } from '../../tests/kit/needs.ts';
import { Carrier, type CarrierProtocol } from '../../tests/peers/carrier.ts';
import { HeardLine, HER_NUMBER, onePart, OUR_NUMBER, outgoing } from './kit/carrier-lines.ts';
import { SubmitTap } from './kit/submit-tap.ts';

const { describe, test } = needs('carrier');

const within = { timeout: 15_000, interval: 20 };
// prettier-ignore
const protocols: readonly [name: string, protocol: CarrierProtocol, words: { busy: number; wrongNumber: number; ofTheAccount: number; login: RegExp }][] = [
  ['CMPP 2.0', 'cmpp20', { busy: 8, wrongNumber: 13, ofTheAccount: 7, login: /3/ }],
  ['CMPP 3.0', 'cmpp30', { busy: 8, wrongNumber: 13, ofTheAccount: 7, login: /3/ }],
  ['SMPP 3.4', 'smpp', { busy: 0x58, wrongNumber: 0x0b, ofTheAccount: 0x15, login: /0x0d/ }],
];
/** Three parts, with signs of four bytes where a part ends. */
const long = `${'停水两天,'.repeat(13)}𠮷𠮷𠮷${'龘'.repeat(70)}𠮷请尽快答复`;

describe.each(protocols)(
  '%s with a carrier that others wrote (sms-core; row 87)',
  (_, protocol, { busy, wrongNumber, ofTheAccount, login }) => {
    let carrier: Carrier;
    let ours: HeardLine;
    const open = (over: Partial<ConstructorParameters<typeof HeardLine>[1]> = {}): HeardLine =>
      new HeardLine(protocol, { port: carrier.portOf(protocol), ...over });
    beforeAll(async () => {
      carrier = await Carrier.open();
      ours = open();
      await ours.connected();
    });
    afterAll(async () => {
      await ours.line.stop();
      await carrier.peer.kill();
    });
    const seen = async (ev: string, from = 0) => (await carrier.events(from)).filter((event) => event.ev === ev);
    const submitted = async (text: string) => {
      const answer = await ours.line.submit(onePart(text));
      if (answer.is !== 'taken') throw new Error(answer.words);
      return answer.peerId;
    };

    test('the line is logged in', async () => {
      expect(ours.standings).toEqual([{ connected: true }]);
      expect(await carrier.state()).toMatchObject({ [protocol]: 1 });
    });

    test.each([
      ['DELIVRD', 'delivered'],
      ['UNDELIV', 'failed'],
      ['MA:0001', 'failed'],
    ])('a text goes out; the report %s comes as %s', async (stat, state) => {
      await carrier.set({ stat });
      const peerId = await submitted(`您的工单已受理 ${stat}`);
      await expect.poll(() => ours.reportOf(peerId), within).toMatchObject({ state, words: expect.stringContaining(stat) as string });
      await carrier.set({ stat: 'DELIVRD' });
      const [whole] = (await seen('whole')).slice(-1);
      expect(whole).toMatchObject({ from: OUR_NUMBER, to: HER_NUMBER, text: `您的工单已受理 ${stat}` });
    });

    test('a long text is three parts, and one text at the carrier, to the last sign', async () => {
      const before = (await carrier.events()).length;
      const parts = outgoing(long);
      expect(parts).toHaveLength(3);
      const answers = await Promise.all(parts.map((part) => ours.line.submit(part)));
      expect(answers.map(({ is }) => is)).toEqual(['taken', 'taken', 'taken']);
      await expect.poll(async () => (await seen('whole', before)).map(({ text }) => text), within).toEqual([long]);
      for (const answer of answers)
        await expect.poll(() => answer.is === 'taken' && ours.reportOf(answer.peerId)?.state, within).toBe('delivered');
    });

    test('what a citizen writes comes in, short, long and in ASCII, and is acknowledged', async () => {
      // the acknowledgement of the last report may still be on its way
      await expect.poll(async () => (await seen('deliverResp')).length, within).toBe(ours.reports.length);
      const before = (await carrier.events()).length;
      for (const text of ['停水', long, 'T 261126000123 654321']) await carrier.mo(protocol, HER_NUMBER, OUR_NUMBER, text);
      await expect.poll(() => ours.texts, within).toEqual(['停水', long, 'T 261126000123 654321']);
      expect(ours.parts.every(({ from, to, id }) => from === HER_NUMBER && to === OUR_NUMBER && id !== '')).toBe(true);
      expect(new Set(ours.parts.map(({ id }) => id)).size).toBe(ours.parts.length);
      await expect
        .poll(async () => (await seen('deliverResp', before)).map(({ result }) => result), within)
        .toEqual(ours.parts.map(() => 0));
    });

    test('a wrong password is told in words', async () => {
      const wrong = open({ password: 'wrong' });
      await expect
        .poll(() => wrong.standings.at(-1), within)
        .toMatchObject({ connected: false, trouble: expect.stringMatching(login) as string });
      expect(await wrong.line.submit(onePart('您好'))).toMatchObject({
        is: 'later',
        mayHaveIt: false,
        words: expect.stringMatching(login) as string,
      });
      await wrong.line.stop();
    });

    test('too fast for the carrier: the line slows down, and what was to go goes when it may', async () => {
      const slow = open({ retryScale: 2 });
      await slow.connected();
      const before = (await carrier.events()).length;
      await carrier.set({ result: busy });
      const answers = Promise.all(['一', '二', '三'].map((text) => slow.line.submit(onePart(text))));
      await expect.poll(async () => (await seen('submit', before)).length, within).toBe(3);
      await carrier.set({ result: 0 });
      expect((await answers).map(({ is }) => is)).toEqual(['taken', 'taken', 'taken']);
      await expect.poll(async () => (await seen('submit', before)).length, within).toBe(6);
      await slow.line.stop();
    });

    test('a carrier that is too busy for long gets it later, and has not got it', async () => {
      const before = (await carrier.events()).length;
      await carrier.set({ result: busy });
      expect(await ours.line.submit(onePart('您好'))).toMatchObject({ is: 'later', mayHaveIt: false });
      await expect.poll(async () => (await seen('submit', before)).length, within).toBe(5);
      await carrier.set({ result: 0 });
      expect(await submitted('您好')).not.toBe('');
    });

    test.each([
      ['a wrong number is refused', wrongNumber, 'refused'],
      ['a mistake of the account waits for a person', ofTheAccount, 'later'],
      ['a number of the carrier’s own waits', 200, 'later'],
    ])('%s', async (__, result, is) => {
      await carrier.set({ result });
      expect(await ours.line.submit(onePart('您好'))).toMatchObject({
        is,
        words: expect.stringMatching(/\((\d+|0x[0-9a-f]+)\)$/) as string,
      });
      await carrier.set({ result: 0 });
    });

    test('a number that is none is refused before it is sent', async () => {
      expect(await ours.line.submit({ ...onePart('您好'), to: '一二三' })).toMatchObject({ is: 'refused' });
      expect(await ours.line.submit({ ...onePart('您好'), to: '1'.repeat(40) })).toMatchObject({ is: 'refused' });
    });

    test('200 at once through a window of 32: never more than 32 are unanswered, and all are taken', async () => {
      const tap = await SubmitTap.to(carrier.portOf(protocol));
      const wide = open({ port: tap.port, window: 32 });
      await wide.connected();
      const answers = await Promise.all(Array.from({ length: 200 }, (__, n) => wide.line.submit(onePart(`第 ${n} 条`))));
      expect(new Set(answers.map((answer) => (answer.is === 'taken' ? answer.peerId : answer.words))).size).toBe(200);
      expect(tap).toMatchObject({ submits: 200, unanswered: 0, most: 32 });
      await wide.line.stop();
      tap.close();
    });

    test('the line says good-bye, and what is to go afterwards waits', async () => {
      const short = open();
      await short.connected();
      await expect.poll(async () => (await carrier.state())[protocol], within).toBe(2);
      await short.line.stop();
      await expect.poll(async () => (await carrier.state())[protocol], within).toBe(1);
      expect(await short.line.submit(onePart('您好'))).toMatchObject({ is: 'later', mayHaveIt: false });
    });
  },
);

describe('three lines to a carrier that fails (sms-core; row 87)', () => {
  let carrier: Carrier;
  let lines: HeardLine[];
  beforeAll(async () => {
    carrier = await Carrier.open();
    lines = protocols.map(([, protocol]) => new HeardLine(protocol, { port: carrier.portOf(protocol) }));
    await allConnected();
  });
  afterAll(async () => {
    await Promise.all(lines.map(({ line }) => line.stop()));
    await carrier.peer.kill();
  });
  const allConnected = () => Promise.all(lines.map((line) => line.connected()));
  const submitAll = (text: string) => Promise.all(lines.map(({ line }) => line.submit(onePart(text))));
  /** A submit of each line that the carrier has, and has not answered. */
  const onTheWay = async () => {
    await carrier.set({ ack: 'off' });
    const before = (await carrier.events()).length;
    const answers = submitAll('在路上');
    await expect.poll(async () => (await carrier.events(before)).filter(({ ev }) => ev === 'submit').length, within).toBe(3);
    return { answers };
  };

  test('what it does not answer may have come', async () => {
    const { answers } = await onTheWay();
    const unanswered = { is: 'later', mayHaveIt: true };
    expect(await answers).toMatchObject([unanswered, unanswered, unanswered]);
    await carrier.set({ ack: 'on' });
    expect((await submitAll('又好了')).map(({ is }) => is)).toEqual(['taken', 'taken', 'taken']);
  });

  test('a message that we could not keep comes again under the same name, and is kept', async () => {
    const asked = lines.map((line) => {
      const ids: string[] = [];
      line.mayKeep = ({ id }) => {
        if (ids.push(id) === 1) throw new Error('the database is away');
      };
      return ids;
    });
    for (const [, protocol] of protocols) await carrier.mo(protocol, HER_NUMBER, OUR_NUMBER, '再来一次');
    await expect.poll(() => lines.map(({ texts }) => texts), within).toEqual([['再来一次'], ['再来一次'], ['再来一次']]);
    expect(asked.map((ids) => [ids.length, new Set(ids).size])).toEqual([
      [2, 1],
      [2, 1],
      [2, 1],
    ]);
  });

  test('dropped: the lines come back by themselves', async () => {
    const before = lines.map(({ standings }) => standings.length);
    await carrier.drop();
    await expect.poll(() => lines.map(({ standings }, at) => standings.length > (before[at] ?? 0) + 1), within).toEqual([true, true, true]);
    await allConnected();
    expect((await submitAll('又好了')).map(({ is }) => is)).toEqual(['taken', 'taken', 'taken']);
  });

  test('killed with messages on their way and back after ten seconds: those may have come, the next ones go', async () => {
    const { answers } = await onTheWay();
    await carrier.peer.kill();
    expect(await answers).toMatchObject(Array.from({ length: 3 }, () => ({ is: 'later', mayHaveIt: true })));
    await expect.poll(() => lines.some(({ isConnected }) => isConnected), within).toBe(false);
    expect(await submitAll('没有线路')).toMatchObject(Array.from({ length: 3 }, () => ({ is: 'later', mayHaveIt: false })));
    await sleep(10_000);
    await carrier.peer.start();
    await allConnected();
    expect((await submitAll('又好了')).map(({ is }) => is)).toEqual(['taken', 'taken', 'taken']);
  }, 60_000);
});
