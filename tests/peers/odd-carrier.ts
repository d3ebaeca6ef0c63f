import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { cmppLimits, decodeCmpp, encodeCmpp, encodings, Frames } from '@hotline/gateway/test-kit';

type Pdu = ReturnType<typeof decodeCmpp>;
type Body = Readonly<Record<string, unknown>>;

/** A part that the hotline handed in. */
export interface Handed {
  readonly sequence: number;
  readonly msgId: Buffer;
  readonly to: string;
  readonly content: Buffer;
}

const REPORT = 1;
const padded = (text: string, bytes: number): Buffer => Buffer.concat([Buffer.from(text, 'latin1')], bytes);

/**
 * A carrier of our own writing that does what carriers should not: it speaks CMPP 2.0 with our own codec, so it proves nothing of that (the
 * Java one does), only what we do when things come in an odd order.
 */
export class OddCarrier {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  #socket: net.Socket | undefined;
  #sequence = 0;
  /** Sequences of ours that were answered. */
  readonly answered = new Set<number>();
  readonly handed: Handed[] = [];
  logins = 0;
  /** What it does with a part; by itself nothing. */
  onSubmit: (handed: Handed) => void = () => undefined;

  private constructor() {
    this.#server = net.createServer((socket) => {
      this.#socket = socket;
      this.#sockets.add(socket);
      const frames = new Frames(cmppLimits);
      socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
      socket.on('data', (piece: Buffer) => {
        for (const frame of frames.push(piece)) this.#heard(decodeCmpp('2.0', frame));
      });
    });
  }

  static async open(): Promise<OddCarrier> {
    const carrier = new OddCarrier();
    await new Promise<void>((resolve) => carrier.#server.listen(0, '127.0.0.1', resolve));
    return carrier;
  }

  get port(): number {
    return (this.#server.address() as net.AddressInfo).port;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Brings one part; returns its sequence, which `answered` has once the hotline has taken it. */
  brings(from: string, content: Buffer, { hasHeader = false, msgId = randomBytes(8) } = {}): number {
    return this.#deliver({ from, content, hasHeader, msgId, registered: 0 });
  }

  /** Tells what became of a part. */
  reports({ msgId, to }: Handed, stat: string): number {
    const content = Buffer.concat([
      msgId,
      padded(stat, 7),
      padded('2611261000', 10),
      padded('2611261001', 10),
      padded(to, 21),
      Buffer.alloc(4),
    ]);
    return this.#deliver({ from: to, content, hasHeader: false, msgId: randomBytes(8), registered: REPORT });
  }

  /** Answers a part, as if it had just been taken. */
  takes({ sequence, msgId }: Handed): void {
    this.#say('submitResp', sequence, { Msg_Id: msgId, Result: 0 });
  }

  #deliver(order: { from: string; content: Buffer; hasHeader: boolean; msgId: Buffer; registered: number }): number {
    const sequence = (this.#sequence += 1);
    this.#say('deliver', sequence, {
      Msg_Id: order.msgId,
      Dest_Id: '10612345',
      Service_Id: '',
      TP_pid: 0,
      TP_udhi: order.hasHeader ? 1 : 0,
      Msg_Fmt: encodings.ucs2.format,
      Src_terminal_Id: order.from,
      Registered_Delivery: order.registered,
      Msg_Length: order.content.length,
      Msg_Content: order.content,
      Reserved: Buffer.alloc(8),
    });
    return sequence;
  }

  #say(name: Pdu['name'], sequence: number, body: Body): void {
    this.#socket?.write(encodeCmpp('2.0', { name, sequence, body } as unknown as Pdu));
  }

  #heard({ name, sequence, body }: Pdu): void {
    const values = body as Body;
    if (name === 'connect') {
      this.logins += 1;
      this.#say('connectResp', sequence, { Status: 0, AuthenticatorISMG: Buffer.alloc(16), Version: 0x20 });
    }
    if (name === 'activeTest') this.#say('activeTestResp', sequence, { Reserved: 0 });
    if (name === 'terminate') this.#say('terminateResp', sequence, {});
    if (name === 'deliverResp') this.answered.add(sequence);
    if (name !== 'submit') return;
    const [to = ''] = values['Dest_terminal_Id'] as string[];
    const handed = { sequence, msgId: randomBytes(8), to, content: Buffer.from(values['Msg_Content'] as Uint8Array) };
    this.handed.push(handed);
    this.onSubmit(handed);
  }
}
