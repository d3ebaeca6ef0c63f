import { until } from '../kit/hotline.ts';

/** A page's socket spoken by hand (engine.io 4 over one WebSocket), so that what is claimed about it does not rest on the client library. */
export class RawSocket {
  readonly frames: [string, unknown][] = [];
  readonly #socket: WebSocket;
  #state: 'opening' | 'open' | 'refused' | 'closed' = 'opening';

  private constructor(socket: WebSocket, auth: object) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => this.#take(String(data), auth));
    socket.addEventListener('close', () => (this.#state = this.#state === 'refused' ? 'refused' : 'closed'));
    socket.addEventListener('error', () => undefined);
  }

  /** Connects; `state` says how it went. */
  static async open(base: string, how: { token?: string; headers?: Record<string, string> } = {}): Promise<RawSocket> {
    const address = `${base.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;
    // Node's WebSocket takes headers; the standard's types do not know it.
    const socket = new WebSocket(address, { headers: how.headers ?? {} } as never);
    const raw = new RawSocket(socket, how.token ? { token: how.token } : {});
    await until('word from the server', () => raw.state !== 'opening', 5_000);
    return raw;
  }

  get state(): string {
    return this.#state;
  }

  emit(name: string, ...message: unknown[]): void {
    this.#socket.send(`42${JSON.stringify([name, ...message])}`);
  }

  close(): void {
    this.#socket.close();
  }

  #take(text: string, auth: object): void {
    if (text.startsWith('0')) this.#socket.send(`40${JSON.stringify(auth)}`);
    else if (text === '2') this.#socket.send('3');
    else if (text.startsWith('40')) this.#state = 'open';
    else if (text.startsWith('44')) this.#state = 'refused';
    else if (text.startsWith('41')) this.#state = 'closed';
    else if (text.startsWith('42')) this.frames.push(JSON.parse(text.slice(2)) as [string, unknown]);
  }
}
