import net from 'node:net';
import { Frames } from '../../src/sms/line/frames.ts';
import { freePort } from '../../../tests/kit/hotline.ts';

/** CMPP and SMPP number them alike. */
const SUBMIT = 0x0000_0004;
const SUBMIT_ANSWER = 0x8000_0004;

/** A wire between us and a carrier that counts the submits on their way. */
export class SubmitTap {
  readonly port: number;
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  /** Submits in all, unanswered now, and unanswered at the most. */
  submits = 0;
  unanswered = 0;
  most = 0;

  private constructor(port: number, carrierPort: number) {
    this.port = port;
    this.#server = net.createServer((ours) => {
      const theirs = net.connect(carrierPort, '127.0.0.1');
      for (const socket of [ours, theirs]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => (ours.destroy(), theirs.destroy()));
      }
      this.#pass(ours, theirs, SUBMIT, () => {
        this.submits += 1;
        this.most = Math.max(this.most, (this.unanswered += 1));
      });
      this.#pass(theirs, ours, SUBMIT_ANSWER, () => (this.unanswered -= 1));
    });
  }

  static async to(carrierPort: number): Promise<SubmitTap> {
    const tap = new SubmitTap(await freePort(), carrierPort);
    await new Promise<void>((resolve) => tap.#server.listen(tap.port, '127.0.0.1', resolve));
    return tap;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #pass(from: net.Socket, to: net.Socket, command: number, count: () => void): void {
    const frames = new Frames({ least: 12, most: 16_384 });
    from.on('data', (piece: Buffer) => {
      for (const frame of frames.push(piece)) if (frame.readUInt32BE(4) === command) count();
      to.write(piece);
    });
  }
}
