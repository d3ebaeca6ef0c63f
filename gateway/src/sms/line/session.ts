import net from 'node:net';
import type { Log } from '@hotline/platform';
import { Backlog } from './backlog.ts';
import type { Dialect, Numbered, Request } from './dialect.ts';
import { Frames } from './frames.ts';

const CONNECT_MS = 20_000;
/** Bytes on their way to a carrier that does not read them. */
const MOST_UNREAD_BYTES = 1_048_576;
/** SMPP 3.4 numbers its messages up to here; CMPP has room for more. */
const LAST_SEQUENCE = 0x7fff_ffff;

/** Why a message got no answer. `mayHaveIt`: it was on its way, and only the carrier knows whether it came. */
export class Unanswered extends Error {
  readonly mayHaveIt: boolean;

  constructor(words: string, mayHaveIt: boolean) {
    super(words);
    this.mayHaveIt = mayHaveIt;
  }
}

interface Waiting<P> {
  readonly answer: (pdu: P) => void;
  readonly fail: (words: string) => void;
}

/** One connection to a carrier from its opening to its end: questions and answers both ways. It is never opened again. */
export class Session<P extends Numbered> {
  readonly #dialect: Dialect<P>;
  readonly #log: Log;
  readonly #socket: net.Socket;
  readonly #frames: Frames;
  readonly #backlog: Backlog;
  readonly #waiting = new Map<number, Waiting<P>>();
  readonly #over = new AbortController();
  /** Resolves once, with why. */
  readonly ended: Promise<Error>;
  /** Rejects when it ends before. */
  readonly connected: Promise<void>;
  #sequence = 0;
  #heardAt = performance.now();

  constructor(dialect: Dialect<P>, place: { readonly host: string; readonly port: number }, log: Log) {
    this.#dialect = dialect;
    this.#log = log;
    this.#frames = new Frames(dialect.frames);
    const socket = net.connect({ host: place.host, port: place.port, noDelay: true });
    this.#socket = socket;
    this.#backlog = new Backlog({ close: () => socket.pause(), open: () => socket.resume() });
    this.ended = new Promise((resolve) => this.signal.addEventListener('abort', () => resolve(this.signal.reason as Error)));
    this.connected = new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(void socket.setTimeout(0)));
      this.signal.addEventListener('abort', () => reject(this.signal.reason as Error));
    });
    // whoever waits for it hears of it; nobody need wait
    this.connected.catch(() => undefined);
    socket.setTimeout(CONNECT_MS, () => this.end(new Error('连接超时 no connection in time')));
    socket.on('error', (error) => this.end(error));
    socket.on('close', () => this.end(new Error('对方断开了连接 the carrier closed the line')));
    socket.on('data', (piece) => this.#read(piece));
  }

  /** Aborted when it is over. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** Milliseconds since the carrier was heard; none while we do not listen. */
  quietMs(): number {
    return this.#backlog.isClosed ? 0 : performance.now() - this.#heardAt;
  }

  /** Asks and waits for the answer. Rejects with `Unanswered`. */
  ask(request: Request<P>, withinMs: number): Promise<P> {
    return new Promise((resolve, reject) => {
      if (this.signal.aborted || !this.#socket.writable) return reject(new Unanswered('线路已断开 the line has ended', false));
      const sequence = (this.#sequence = (this.#sequence % LAST_SEQUENCE) + 1);
      const pdu = request(sequence);
      const settled = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(sequence);
      };
      const fail = (words: string): void => {
        settled();
        reject(new Unanswered(words, true));
      };
      const timer = setTimeout(() => fail('对方没有应答 no answer in time'), withinMs);
      this.#waiting.set(sequence, { answer: (pdu) => (settled(), resolve(pdu)), fail });
      this.#write(pdu);
    });
  }

  end(why: Error): void {
    if (this.signal.aborted) return;
    this.#over.abort(why);
    this.#socket.destroy();
    for (const { fail } of [...this.#waiting.values()]) fail(`应答前线路断开 the line ended before the answer: ${why.message}`);
  }

  /** Resolves when nothing of it is at work any more. */
  quiet(): Promise<void> {
    return this.#backlog.clear();
  }

  #write(pdu: P): void {
    if (!this.#socket.writable) return;
    this.#socket.write(this.#dialect.encode(pdu));
    if (this.#socket.writableLength > MOST_UNREAD_BYTES) this.end(new Error('对方不读取 the carrier does not read what we send'));
  }

  #read(piece: Buffer): void {
    this.#heardAt = performance.now();
    try {
      for (const frame of this.#frames.push(piece)) {
        if (this.signal.aborted) return;
        this.#hear(frame);
      }
    } catch (error) {
      // nothing behind it can be understood
      this.end(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #hear(frame: Buffer): void {
    const pdu = this.#understood(frame);
    if (pdu === undefined) return;
    if (this.#dialect.isAnswer(pdu)) return this.#waiting.get(pdu.sequence)?.answer(pdu);
    const { answer, after, phone, ends } = this.#dialect.replyTo(pdu);
    if (after) return this.#backlog.add(phone ?? '', () => this.#keep(after, answer));
    this.#write(answer);
    if (ends) this.#socket.end(() => this.end(new Error('对方结束了连接 the carrier said good-bye')));
  }

  #understood(frame: Buffer): P | undefined {
    try {
      return this.#dialect.decode(frame);
    } catch (error) {
      const answer = this.#dialect.replyToUnreadable(frame);
      if (answer === undefined) throw error;
      this.#log.warn({ error: String(error), bytes: frame.length }, 'a message of a carrier cannot be read and was refused');
      this.#write(answer);
      return undefined;
    }
  }

  /** Answered when it is kept, and not before: what is not answered the carrier sends again. */
  async #keep(after: () => Promise<void>, answer: P): Promise<void> {
    if (this.signal.aborted) return;
    try {
      await after();
      this.#write(answer);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'a message of a carrier could not be kept; it will send it again');
    }
  }
}
