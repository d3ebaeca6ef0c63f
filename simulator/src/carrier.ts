import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { encodings, partsOf } from '@hotline/gateway/wire';
import { CarrierSession, type Deliver, type Submitted } from './carrier-session.ts';
import { Joiner } from './joiner.ts';
import { listening } from './listening.ts';
import type { SimulatorSecrets } from './secrets.ts';
import type { Shown, Threads } from './threads.ts';

/** Milliseconds until a phone reports that a text has come. */
const REPORT_MS = 400;
/** What the hotline did not answer is brought again. */
const AGAIN_MS = 5_000;
const MOST_SESSIONS = 8;

/** How the simulated network behaves, as a page sets it. */
export const moods = ['well', 'busy', 'down'] as const;
export type Mood = (typeof moods)[number];

interface Bringing {
  readonly shown: Shown;
  readonly left: Set<Deliver>;
}

/**
 * A carrier by CMPP 2.0 and 3.0, for this machine only: the hotline logs in as at a real one, a phone of the simulator texts it and gets what it
 * sends. It does what a well-behaved carrier does; what odd ones do is in the tests.
 */
export class Carrier {
  readonly #secrets: SimulatorSecrets['sms'];
  readonly #threads: Threads;
  readonly #server: net.Server;
  readonly #sessions = new Set<CarrierSession>();
  readonly #bringing = new Set<Bringing>();
  readonly #joiner = new Joiner();
  readonly #off = new Set<string>();
  readonly #timer: NodeJS.Timeout;
  #mood: Mood = 'well';
  #reference = 0;

  constructor(secrets: SimulatorSecrets['sms'], threads: Threads) {
    this.#secrets = secrets;
    this.#threads = threads;
    this.#server = net.createServer((socket) => this.#connected(socket));
    this.#timer = setInterval(() => this.#bring(), AGAIN_MS);
  }

  open(wanted: number): Promise<number> {
    return listening(this.#server, wanted);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#server.close();
    for (const one of this.#sessions) one.end();
  }

  get state() {
    return { mood: this.#mood, isConnected: this.#line !== undefined, off: [...this.#off] };
  }

  /** `down` also ends the lines there are. */
  behave(mood: Mood): void {
    this.#mood = mood;
    if (mood === 'down') for (const one of this.#sessions) one.end();
    this.#threads.changed();
  }

  switchPhone(number: string, isOn: boolean): void {
    if (isOn) this.#off.delete(number);
    else this.#off.add(number);
    this.#threads.changed();
  }

  /** Somebody texts the hotline; the carrier keeps it until the hotline has taken it. Throws `RangeError` for a text of too many parts. */
  text(from: string, text: string): void {
    this.#reference = (this.#reference + 1) % 256;
    const parts = partsOf(text, 'ucs2', this.#reference);
    const shown = this.#threads.add({ side: 'sms', person: from, direction: 'in', text, state: 'waiting' });
    const common = { from, to: this.#secrets.sourceNumber, format: encodings.ucs2.format, isReport: false };
    const left = parts.map(({ content, total }) => ({ ...common, msgId: randomBytes(8), content, hasHeader: total > 1 }));
    this.#bringing.add({ shown, left: new Set(left) });
    this.#bring();
  }

  get #line(): CarrierSession | undefined {
    return [...this.#sessions].find((one) => one.isLoggedIn);
  }

  #connected(socket: net.Socket): void {
    if (this.#mood === 'down' || this.#sessions.size >= MOST_SESSIONS) return void socket.destroy();
    const session: CarrierSession = new CarrierSession(socket, this.#secrets, {
      loggedIn: () => {
        this.#threads.changed();
        this.#bring();
      },
      submitted: (part) => this.#submitted(session, part),
      ended: () => {
        this.#sessions.delete(session);
        this.#threads.changed();
      },
    });
    this.#sessions.add(session);
  }

  /** Brings what waits, each part until it is answered: the hotline knows one that came before by its id. */
  #bring(): void {
    const line = this.#line;
    if (!line) return;
    for (const bringing of this.#bringing)
      for (const deliver of bringing.left) line.deliver(deliver, (result) => this.#answered(bringing, deliver, result));
  }

  #answered(bringing: Bringing, deliver: Deliver, result: number): void {
    const { left, shown } = bringing;
    if (!left.delete(deliver)) return;
    if (left.size === 0) this.#bringing.delete(bringing);
    if (result !== 0) this.#threads.mark(shown, 'refused', `Result ${result}`);
    else if (left.size === 0 && shown.state === 'waiting') this.#threads.mark(shown, 'taken');
  }

  /** Result 8 is flow control: the hotline comes again. */
  #submitted(session: CarrierSession, part: Submitted): number {
    if (this.#mood === 'busy') return 8;
    const isOff = this.#off.has(part.to);
    const text = this.#joiner.joined(part);
    if (text !== undefined) this.#threads.add({ side: 'sms', person: part.to, direction: 'out', text, state: isOff ? 'off' : 'shown' });
    setTimeout(() => session.report(part, isOff ? 'UNDELIV' : 'DELIVRD'), REPORT_MS);
    return 0;
  }
}
