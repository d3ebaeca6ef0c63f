import net from 'node:net';
import type { CarrierProtocol } from '../../../tests/peers/carrier.ts';

/** A server that is no carrier: it does something with each connection and each piece that comes. */
export class Stranger {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  connections = 0;

  private constructor(heard: (socket: net.Socket, piece: Buffer) => void, greeted: (socket: net.Socket) => void) {
    this.#server = net.createServer((socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on('error', () => undefined).on('data', (piece: Buffer) => heard(socket, piece));
      greeted(socket);
    });
  }

  static async open(
    heard: (socket: net.Socket, piece: Buffer) => void,
    greeted: (socket: net.Socket) => void = () => undefined,
  ): Promise<Stranger> {
    const stranger = new Stranger(heard, greeted);
    await new Promise<void>((resolve) => stranger.#server.listen(0, '127.0.0.1', resolve));
    return stranger;
  }

  get port(): number {
    return (this.#server.address() as net.AddressInfo).port;
  }

  /** Says something to whoever is connected. */
  say(bytes: Buffer): void {
    for (const socket of this.#sockets) if (socket.writable) socket.write(bytes);
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }
}

/** A message without a body of fields: its length, then words of four bytes. */
export const frame = (length: number, ...words: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 + words.length * 4);
  [length, ...words].forEach((word, at) => bytes.writeUInt32BE(word, at * 4));
  return bytes;
};
/** The answer that lets a line in, whatever it proves. */
export const welcome: Readonly<Record<CarrierProtocol, (login: Buffer) => Buffer>> = {
  cmpp20: (login) => Buffer.concat([frame(30, 0x8000_0001, login.readUInt32BE(8)), Buffer.alloc(18)]),
  cmpp30: (login) => Buffer.concat([frame(33, 0x8000_0001, login.readUInt32BE(8)), Buffer.alloc(21)]),
  smpp: (login) => Buffer.concat([frame(17, 0x8000_0009, 0, login.readUInt32BE(12)), Buffer.alloc(1)]),
};
