import { setTimeout as sleep } from 'node:timers/promises';
import type { Standing } from '../../channel.ts';
import type { CarrierLine, CarrierOrder, OutgoingPart, PartAnswer } from '../carrier.ts';
import type { Dialect, Numbered, Request } from './dialect.ts';
import { MOST_TRIES, Pace } from './pace.ts';
import { Session, Unanswered } from './session.ts';
import { Window } from './window.ts';

/** Milliseconds of the retry clock; HOTLINE_RETRY_SCALE makes them shorter. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** CMPP's usual values, good for SMPP too: answers within 60 s, a test of the line after 3 minutes of silence, three tests. */
const ANSWER_MS = 60_000;
const SILENCE_MS = 180_000;
const MOST_TESTS = 3;
/** Real milliseconds that an answer may take at the least, however short the retry clock: a carrier is not our test. */
const SHORTEST_ANSWER_MS = 5_000;
const SHORTEST_SILENCE_MS = 1_000;
const GOODBYE_MS = 2_000;

export interface Place {
  readonly host: string;
  readonly port: number;
  /** Parts on their way without an answer. */
  readonly window: number;
}

/** A line to a carrier that is opened again whenever it ends, with a window of parts on their way and a pace that the carrier sets. */
export class KeptLine<P extends Numbered> implements CarrierLine {
  readonly #dialect: Dialect<P>;
  readonly #place: Place;
  readonly #order: CarrierOrder;
  readonly #window: Window;
  readonly #pace: Pace;
  readonly #stopped = new AbortController();
  readonly #answerMs: number;
  /** Connected, perhaps not logged in yet. */
  #opening: Session<P> | undefined;
  #session: Session<P> | undefined;
  #trouble = '尚未连接 not connected yet';
  #running: Promise<void> | undefined;

  constructor(dialect: Dialect<P>, place: Place, order: CarrierOrder) {
    this.#dialect = dialect;
    this.#place = place;
    this.#order = order;
    this.#window = new Window(place.window);
    this.#pace = new Pace(order.retryScale);
    this.#answerMs = Math.max(SHORTEST_ANSWER_MS, ANSWER_MS * order.retryScale);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Says good-bye and ends; what is on its way is given back as unanswered. */
  async stop(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#trouble = '线路已停用 the line was stopped';
    this.#stopped.abort();
    await session?.ask(this.#dialect.goodbye, GOODBYE_MS).catch(() => undefined);
    this.#opening?.end(new Error(this.#trouble));
    await this.#running;
    await this.#opening?.quiet();
  }

  async submit(part: OutgoingPart): Promise<PartAnswer> {
    let request: Request<P>;
    try {
      request = this.#dialect.submit(part);
      this.#dialect.encode(request(1));
    } catch (error) {
      return { is: 'refused', words: `无法发送 it cannot be sent: ${wordsOf(error)}` };
    }
    await this.#window.enter();
    try {
      return await this.#tries(request);
    } finally {
      this.#window.leave();
    }
  }

  async #tries(request: Request<P>): Promise<PartAnswer> {
    for (let tries = 1; ; tries += 1) {
      await this.#pace.calm();
      const session = this.#session;
      if (!session) return { is: 'later', words: `未连接 not connected: ${this.#trouble}`, mayHaveIt: false };
      let answer: P;
      try {
        answer = await session.ask(request, this.#answerMs);
      } catch (error) {
        return { is: 'later', words: wordsOf(error), mayHaveIt: error instanceof Unanswered && error.mayHaveIt };
      }
      const verdict = this.#dialect.judge(answer);
      if (verdict.is === 'busy') {
        if (tries >= MOST_TRIES) return { is: 'later', words: verdict.words, mayHaveIt: false };
        this.#pace.slow(session.signal);
        continue;
      }
      this.#pace.well();
      return verdict.is === 'later' ? { ...verdict, mayHaveIt: false } : verdict;
    }
  }

  async #run(): Promise<void> {
    const { retryScale, log } = this.#order;
    const { signal } = this.#stopped;
    for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      const began = performance.now();
      const why = await this.#connection();
      if (signal.aborted) return;
      this.#trouble = wordsOf(why);
      log.warn({ error: this.#trouble }, 'a line to a carrier ended');
      await this.#tell({ connected: false, trouble: this.#trouble });
      // a line that held for a while was no failure of ours to repeat ever more slowly
      if (performance.now() - began > LONGEST_WAIT_MS * retryScale) wait = FIRST_WAIT_MS;
      await sleep(wait * retryScale, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One connection from its opening to its end; resolves with why it ended. */
  async #connection(): Promise<unknown> {
    const session = new Session(this.#dialect, this.#place, this.#order.log);
    this.#opening = session;
    try {
      await session.connected;
      const trouble = await this.#dialect.login((request) => session.ask(request, this.#answerMs));
      if (this.#stopped.signal.aborted) return undefined;
      this.#session = session;
      await this.#tell(trouble === undefined ? { connected: true } : { connected: true, trouble });
      await this.#watch(session);
      return await session.ended;
    } catch (error) {
      // a line that broke says more than the question it left unanswered
      return session.signal.aborted ? session.signal.reason : error;
    } finally {
      this.#session = undefined;
      session.end(new Error('线路断开 the line ended'));
      this.#dialect.lost?.();
      void session.quiet();
    }
  }

  /** Tests a silent line, and ends one that does not answer. Resolves when it is over. */
  async #watch(session: Session<P>): Promise<void> {
    const silenceMs = Math.max(SHORTEST_SILENCE_MS, SILENCE_MS * this.#order.retryScale);
    while (!session.signal.aborted) {
      const quietMs = session.quietMs();
      if (quietMs < silenceMs) await sleep(silenceMs - quietMs, undefined, { signal: session.signal }).catch(() => undefined);
      else if (!(await this.#isAlive(session)))
        session.end(new Error('对方没有回应链路检测 the carrier does not answer tests of the line'));
    }
  }

  async #isAlive(session: Session<P>): Promise<boolean> {
    for (let test = 0; test < MOST_TESTS && !session.signal.aborted; test += 1) {
      const isAnswered = await session.ask(this.#dialect.test, this.#answerMs).then(
        () => true,
        () => false,
      );
      if (isAnswered) return true;
    }
    return false;
  }

  async #tell(state: Standing): Promise<void> {
    await this.#order
      .stands(state)
      .catch((error: unknown) => this.#order.log.warn({ error: String(error) }, 'nobody heard how a line stands'));
  }
}

/** What the carrier or the machine says; some errors have a code only. */
function wordsOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return (message || code || String(error)).slice(0, 300);
}
