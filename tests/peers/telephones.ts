import { WebSocket, WebSocketServer } from 'ws';
import { until } from '../kit/hotline.ts';

type Order =
  | { readonly does: 'scan'; readonly code: string }
  | { readonly does: 'login' | 'crash' }
  | { readonly does: 'logout'; readonly why: string }
  | { readonly does: 'writes'; readonly from: string; readonly name?: string; readonly text: string }
  | { readonly does: 'sends'; readonly from: string; readonly name?: string; readonly file: string; readonly base64: string }
  | { readonly does: 'again'; readonly id: string; readonly from: string; readonly text: string }
  | { readonly does: 'writesInGroup'; readonly from: string; readonly text: string }
  | { readonly does: 'weWrite'; readonly to: string; readonly text: string }
  | { readonly does: 'error'; readonly words: string };

/** The telephones of people who write to a personal account: the puppet of the tests (tests/peers/wechaty) does what is said here. */
export class Telephones {
  readonly url: string;
  readonly #server: WebSocketServer;
  readonly #heard: { readonly to: string; readonly text: string }[] = [];
  #lines = 0;

  private constructor(server: WebSocketServer, port: number) {
    this.#server = server;
    this.url = `ws://127.0.0.1:${port}`;
    server.on('connection', (line) => {
      this.#lines += 1;
      line.on('message', (bytes: Buffer) => this.#heard.push(JSON.parse(bytes.toString('utf8')) as { to: string; text: string }));
    });
  }

  static async open(port: number): Promise<Telephones> {
    const server = new WebSocketServer({ host: '127.0.0.1', port });
    await new Promise((resolve) => server.once('listening', resolve));
    return new Telephones(server, port);
  }

  close(): void {
    for (const line of this.#server.clients) line.terminate();
    this.#server.close();
  }

  /** How many puppets have come so far. */
  get lines(): number {
    return this.#lines;
  }

  /** Something happens at the puppet that is there, or as soon as one is. */
  async does(order: Order): Promise<void> {
    const line = await until('a puppet', () => [...this.#server.clients].find(({ readyState }) => readyState === WebSocket.OPEN), 20_000);
    line.send(JSON.stringify(order));
  }

  /** What reached her telephone. */
  heardBy(id: string): string[] {
    return this.#heard.filter(({ to }) => to === id).map(({ text }) => text);
  }
}
