import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { until } from '../../tests/kit/hotline.ts';
import type { CarrierProtocol } from '../../tests/peers/carrier.ts';
import { HeardLine, onePart } from './kit/carrier-lines.ts';
import { frame, Stranger, welcome } from './kit/stranger.ts';

const WITHIN_MS = 25_000;
const protocols: readonly [name: string, protocol: CarrierProtocol][] = [
  ['CMPP 2.0', 'cmpp20'],
  ['CMPP 3.0', 'cmpp30'],
  ['SMPP 3.4', 'smpp'],
];

// an unhandled error anywhere ends the run of vitest as a failure
describe.concurrent.each(protocols)('%s with a server that is no carrier', { timeout: 40_000 }, (_, protocol) => {
  /** A line to it; done when it has come back so often with trouble. */
  const comesBackTo = async (stranger: Stranger, times: number) => {
    const ours = new HeardLine(protocol, { port: stranger.port, retryScale: 0.001 });
    await until(`connection ${times + 1}`, () => stranger.connections > times, WITHIN_MS);
    const told = ours.standings.filter(({ connected }) => !connected);
    const answer = await ours.line.submit(onePart('您好'));
    await ours.line.stop();
    stranger.close();
    return { told, answer };
  };

  test('a length of 4 GB ends the line at once, and it comes back', async () => {
    const { told, answer } = await comesBackTo(await Stranger.open((socket) => socket.write(frame(0xffff_ffff, 1, 2, 3))), 2);
    expect(told[0]?.trouble).toMatch(/4294967295/);
    expect(answer).toMatchObject({ is: 'later', mayHaveIt: false });
  });

  test('random bytes end the line or are left alone, and it comes back', async () => {
    const pieces = fc.sample(fc.uint8Array({ minLength: 16, maxLength: 4_000 }), { numRuns: 40, seed: 12345 });
    let next = 0;
    const stranger = await Stranger.open(
      () => undefined,
      (socket) => socket.end(Buffer.from(pieces[next++ % pieces.length] ?? [])),
    );
    const { told } = await comesBackTo(stranger, 12);
    expect(told.length).toBeGreaterThan(10);
  });

  test('random bodies behind a true header after the login end the line or are refused, and nothing else happens', async () => {
    const commands = [0x1, 0x2, 0x4, 0x5, 0x6, 0x8, 0x9, 0x15, 0x103, 0x8000_0000, 0x8000_0004, 0x8000_0005, 0x8000_0008, 0x7777];
    const bodies = fc.sample(fc.tuple(fc.constantFrom(...commands), fc.uint8Array({ minLength: 4, maxLength: 300 })), {
      numRuns: 60,
      seed: 12345,
    });
    let next = 0;
    const stranger = await Stranger.open((socket, piece) => {
      if (piece.length < 30) return;
      const [command, body] = bodies[next++ % bodies.length] ?? [0, new Uint8Array()];
      socket.write(Buffer.concat([welcome[protocol](piece), frame(8 + body.length, command), body]));
      socket.end();
    });
    const { told } = await comesBackTo(stranger, 30);
    expect(told.length).toBeGreaterThan(25);
  });

  test('a login that is never answered, and half a frame in answer to it: the line gives up and comes back', async () => {
    const [silent, half] = await Promise.all([
      Stranger.open(() => undefined),
      Stranger.open((socket, piece) => socket.write(welcome[protocol](piece).subarray(0, 13))),
    ]);
    for (const { told } of await Promise.all([comesBackTo(silent, 1), comesBackTo(half, 1)]))
      expect(told[0]?.trouble).toMatch(/no answer in time/);
  });

  test('half a frame after the login and then silence: the line notices and comes back', async () => {
    const stranger = await Stranger.open((socket, piece) => {
      if (piece.length > 30) socket.write(Buffer.concat([welcome[protocol](piece), frame(200, 5).subarray(0, 7)]));
    });
    const ours = new HeardLine(protocol, { port: stranger.port });
    await ours.connected();
    const answer = ours.line.submit(onePart('您好'));
    const told = await until('trouble', () => ours.standings.find(({ connected }) => !connected), WITHIN_MS);
    expect(told.trouble).toMatch(/tests of the line/);
    expect(await answer).toMatchObject({ is: 'later', mayHaveIt: true });
    await ours.line.stop();
    stranger.close();
  });
});
