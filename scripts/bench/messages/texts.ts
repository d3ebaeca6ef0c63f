import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { cmppLimits, decodeCmpp, encodeCmpp, encodeText, Frames } from '@hotline/gateway/test-kit';
import { until } from '../../../tests/kit/hotline.ts';
import { smsAccount } from '../../../tests/kit/texts.ts';
import { OddCarrier } from '../../../tests/peers/odd-carrier.ts';
import type { BenchGround, Round } from './main.ts';

/** Messages that a carrier brings without waiting for an answer. */
const WINDOW = 32;

/** Brings texts of different phones with a window of 32; resolves with answers a second. */
async function brings(carrier: OddCarrier, round: number, texts: number): Promise<number> {
  const already = carrier.answered.size;
  const began = performance.now();
  for (let n = 0; n < texts;) {
    const answered = carrier.answered.size - already;
    for (; n < texts && n - answered < WINDOW; n += 1)
      carrier.brings(
        `13${round}${String(n).padStart(8, '0')}`,
        encodeText(`第${round}轮第${n}条:金桂小区三号楼停水两天,家里有老人。`, 'ucs2'),
      );
    // A carrier that spun here would take one of two cores from whom it measures.
    await sleep(1);
  }
  await until('all answers', () => carrier.answered.size - already >= texts, 600_000);
  return texts / ((performance.now() - began) / 1_000);
}

/** A peer that only answers: it decodes each Deliver with the same codec and keeps nothing. */
function echoAt(port: number): net.Socket {
  const frames = new Frames(cmppLimits);
  const socket = net.connect(port, '127.0.0.1');
  const say = (name: string, sequence: number, body: object): void =>
    void socket.write(encodeCmpp('2.0', { name, sequence, body } as unknown as ReturnType<typeof decodeCmpp>));
  say('connect', 1, { Source_Addr: 'echo', AuthenticatorSource: Buffer.alloc(16), Version: 0x20, Timestamp: 0 });
  socket.on('data', (piece: Buffer) => {
    for (const frame of frames.push(piece)) {
      const { name, sequence, body } = decodeCmpp('2.0', frame);
      if (name === 'deliver') say('deliverResp', sequence, { Msg_Id: (body as { Msg_Id: Uint8Array }).Msg_Id, Result: 0 });
    }
  });
  return socket;
}

/** Texts per second from a carrier to a row and its acknowledgement, and through a peer that only answers. */
export async function textRound({ api, watch }: BenchGround, round: number, texts: number): Promise<Round> {
  const other = await OddCarrier.open();
  const echo = echoAt(other.port);
  await until('the echo', () => other.logins > 0);
  const bare = await brings(other, round, texts);
  echo.destroy();
  other.close();
  const carrier = await OddCarrier.open();
  // our receipts
  carrier.onSubmit = (handed) => carrier.takes(handed);
  const account = `texts-${round}`;
  const body = smsAccount('cmpp20', carrier.port);
  await api.accounts.put({ params: { id: account }, body });
  await until('a login', () => carrier.logins > 0, 30_000);
  const used = watch();
  const began = performance.now();
  const ours = await brings(carrier, round, texts);
  await until('every receipt', () => new Set(carrier.handed.map(({ to }) => to)).size >= texts, 600_000);
  const receipts = texts / ((performance.now() - began) / 1_000);
  const found = { ours, bare, receipts, used: used() };
  await api.accounts.put({ params: { id: account }, body: { ...body, active: false } });
  carrier.close();
  return found;
}
