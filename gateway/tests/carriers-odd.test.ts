import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../../tests/kit/hotline.ts';
import type { CarrierProtocol } from '../../tests/peers/carrier.ts';
import * as cmpp from '../src/sms/cmpp/codec.ts';
import { Frames } from '../src/sms/line/frames.ts';
import * as smpp from '../src/sms/smpp/codec.ts';
import { HeardLine, HER_NUMBER, OUR_NUMBER } from './kit/carrier-lines.ts';
import { frame, Stranger, welcome } from './kit/stranger.ts';

/** A server that lets us in and notes what it hears, by the command and its result or status. */
class OddCarrier {
  readonly stranger: Stranger;
  readonly ours: HeardLine;
  readonly heard: Buffer[];

  private constructor(stranger: Stranger, ours: HeardLine, heard: Buffer[]) {
    this.stranger = stranger;
    this.ours = ours;
    this.heard = heard;
  }

  static async open(protocol: CarrierProtocol): Promise<OddCarrier> {
    const frames = new Frames({ least: 12, most: 16_384 });
    const heard: Buffer[] = [];
    const stranger = await Stranger.open((socket, piece) => {
      for (const one of frames.push(piece)) {
        heard.push(one);
        if (heard.length === 1) socket.write(welcome[protocol](one));
      }
    });
    const odd = new OddCarrier(stranger, new HeardLine(protocol, { port: stranger.port }), heard);
    await odd.ours.connected();
    return odd;
  }

  /** Sends something and waits for so many answers to all that it sent. */
  async sends(bytes: Buffer, answers: number): Promise<Buffer[]> {
    this.stranger.say(bytes);
    return until(`${answers} answers`, () => this.heard.length > answers && this.heard.slice(1), 15_000);
  }
}

let odd: OddCarrier | undefined;
afterEach(async () => {
  await odd?.ours.line.stop();
  odd?.stranger.close();
});

/** A Deliver of CMPP 2.0. */
const deliver = (sequence: number, content: Buffer, isReport = false): Buffer =>
  cmpp.encode('2.0', {
    name: 'deliver',
    sequence,
    body: {
      Msg_Id: Buffer.from(sequence.toString(16).padStart(16, '0'), 'hex'),
      Dest_Id: OUR_NUMBER,
      Service_Id: '',
      TP_pid: 0,
      TP_udhi: 0,
      Msg_Fmt: 0,
      Src_terminal_Id: HER_NUMBER,
      Registered_Delivery: isReport ? 1 : 0,
      Msg_Length: content.length,
      Msg_Content: content,
      Reserved: Buffer.alloc(8),
    },
  });
const resultsOf = (answers: readonly Buffer[]) =>
  answers.map((one) => cmpp.decode('2.0', one)).map(({ name, body }) => [name, 'Result' in body ? body.Result : undefined]);

describe('carriers that keep to the protocol, more or less', () => {
  test('a report that nobody can read is accepted, a Deliver that nobody can read is refused, and the line goes on', async () => {
    odd = await OddCarrier.open('cmpp20');
    const tooLong = Buffer.concat([deliver(2, Buffer.from('x')), Buffer.alloc(3)]);
    tooLong.writeUInt32BE(tooLong.length, 0);
    const bytes = Buffer.concat([deliver(1, Buffer.from('no report'), true), tooLong, deliver(3, Buffer.from('help'))]);
    expect(resultsOf(await odd.sends(bytes, 3)).sort()).toEqual([
      ['deliverResp', 0],
      ['deliverResp', 0],
      ['deliverResp', 1],
    ]);
    expect(odd.ours.texts).toEqual(['help']);
    expect(odd.ours.reports).toEqual([]);
    expect(odd.ours.standings).toHaveLength(1);
  });

  test('a deliver_sm that nobody can read is refused, an unknown command is named so, and the line goes on', async () => {
    odd = await OddCarrier.open('smpp');
    const fields = { source_addr: HER_NUMBER, destination_addr: OUR_NUMBER, short_message: Buffer.from('help') };
    const whole = smpp.encode({ name: 'deliver_sm', sequence: 3, status: 0, isAnswer: false, fields });
    const receipt = smpp.encode({ name: 'deliver_sm', sequence: 4, status: 0, isAnswer: false, fields: { ...fields, esm_class: 4 } });
    const half = Buffer.from(whole.subarray(0, 24));
    half.writeUInt32BE(half.length, 0);
    const answers = await odd.sends(Buffer.concat([half, frame(16, 0x7777, 0, 9), whole, receipt]), 4);
    expect(answers.map((one) => smpp.decode(one)).map(({ name, status, sequence }) => [name, status, sequence])).toEqual([
      ['deliver_sm_resp', 0x65, 3],
      ['generic_nack', 3, 9],
      ['deliver_sm_resp', 0, 3],
      ['deliver_sm_resp', 0, 4],
    ]);
    expect(odd.ours.texts).toEqual(['help']);
    expect(odd.ours.standings).toEqual([{ connected: true }]);
  });

  test('a carrier that cannot prove itself is told, and used', async () => {
    odd = await OddCarrier.open('cmpp30');
    expect(odd.ours.standings).toEqual([{ connected: true, trouble: expect.stringMatching(/could not prove/) as string }]);
  });

  test('a carrier of CMPP 2.0 refuses a login of 3.0 in its own layout', async () => {
    const refusal = (login: Buffer): Buffer =>
      Buffer.concat([frame(30, 0x8000_0001, login.readUInt32BE(8)), Buffer.from([4]), Buffer.alloc(17)]);
    const stranger = await Stranger.open((socket, piece) => socket.write(refusal(piece)));
    const ours = new HeardLine('cmpp30', { port: stranger.port });
    expect((await until('trouble', () => ours.standings[0])).trouble).toMatch(/older version \(4\)/);
    await ours.line.stop();
    stranger.close();
  });

  test('5,000 at once are kept one after the other, in their order, and each is answered once and not before', async () => {
    odd = await OddCarrier.open('cmpp20');
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    let asked = 0;
    odd.ours.mayKeep = () => ((asked += 1), opened);
    const flood = Array.from({ length: 5_000 }, (_, n) => deliver(n + 1, Buffer.from(String(n))));
    const answers = odd.sends(Buffer.concat(flood), 5_000);
    await until('message to be kept', () => asked > 0);
    expect([asked, odd.heard.length]).toEqual([1, 1]);
    open();
    expect(new Set((await answers).map((one) => one.readUInt32BE(8))).size).toBe(5_000);
    expect(odd.ours.texts).toEqual(flood.map((_, n) => String(n)));
    expect(resultsOf((await odd.sends(cmpp.encode('2.0', { name: 'activeTest', sequence: 7, body: {} }), 5_001)).slice(-1))).toEqual([
      ['activeTestResp', undefined],
    ]);
  });
});
