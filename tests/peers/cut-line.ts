import net from 'node:net';
import { freePort } from '@hotline/telephony/test-kit';

/** A line between us and a peer that can be cut, also in the middle of a message, and mended again. */
export class CutLine {
  readonly port: number;
  readonly #to: number;
  readonly #sockets = new Set<net.Socket>();
  #server: net.Server | undefined;
  /** Bytes from us to the peer after which it is cut; undefined: it holds. */
  cutAfter: number | undefined;

  private constructor(port: number, to: number) {
    this.port = port;
    this.#to = to;
  }

  static async to(peerPort: number): Promise<CutLine> {
    const line = new CutLine(await freePort(), peerPort);
    await line.mend();
    return line;
  }

  async mend(): Promise<void> {
    this.cutAfter = undefined;
    const server = net.createServer((ours) => {
      const theirs = net.connect(this.#to, '127.0.0.1');
      for (const socket of [ours, theirs]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => (ours.destroy(), theirs.destroy()));
      }
      let seen = 0;
      ours.on('data', (bytes) => {
        seen += bytes.length;
        if (this.cutAfter !== undefined && seen > this.cutAfter) return this.cut();
        theirs.write(bytes);
      });
      theirs.pipe(ours);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
  }

  /** As when a firewall forgets a connection: it stays open and nothing comes through; whoever connects anew is served. */
  mute(): void {
    for (const socket of this.#sockets) {
      socket.removeAllListeners('data').unpipe();
      socket.on('data', () => undefined);
    }
  }

  /** As when a cable is pulled: whoever connects is refused, whoever is connected is gone. */
  cut(): void {
    this.#server?.close();
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }
}
