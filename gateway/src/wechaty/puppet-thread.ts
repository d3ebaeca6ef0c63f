import { Worker } from 'node:worker_threads';
import type { Answer, FromPuppet, PuppetOrder, ToPuppet } from './talk.ts';

/** Milliseconds until an order that nobody answers counts as perhaps done. */
const SAY_MS = 30_000;
/** Milliseconds in which a puppet may log off before its thread is ended. */
const END_MS = 3_000;
/** A puppet of several hundred packages needs 150 MB; one that grows without end is ended. */
const MOST_MB = 512;

interface Listener {
  readonly told: (told: Exclude<FromPuppet, { is: 'answer' }>) => void;
  readonly ended: (words: string) => void;
}

/**
 * A puppet in a thread of its own: some hundred packages that nobody here has read load for a second or two and may fall over, while calls go on
 * beside them. It sees no environment of ours and writes to nobody's terminal.
 */
export class PuppetThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  readonly #exit: Promise<void>;
  #orders = 0;
  #isIn = false;

  /** Logged in: it can be told to say something. */
  get isIn(): boolean {
    return this.#isIn;
  }

  constructor(order: PuppetOrder, listener: Listener) {
    this.#worker = new Worker(new URL('./puppet/main.ts', import.meta.url), {
      workerData: order,
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MB },
    });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.on('message', (told: FromPuppet) => this.#told(told, listener));
    let words = 'exit';
    this.#worker.on('error', (error) => (words = String(error)));
    this.#exit = new Promise((resolve) =>
      this.#worker.once('exit', () => {
        this.#isIn = false;
        for (const order of this.#waiting.keys()) this.#answered({ order, outcome: perhaps('微信程序意外结束 the puppet ended') });
        listener.ended(words);
        resolve();
      }),
    );
  }

  /** Undefined: the account is not logged in. */
  async say(to: string, text: string): Promise<Answer | undefined> {
    if (!this.#isIn) return undefined;
    const order = ++this.#orders;
    const answer = new Promise<Answer>((resolve) => this.#waiting.set(order, resolve));
    const timer = setTimeout(() => this.#answered({ order, outcome: perhaps('微信没有回音 no answer') }), SAY_MS);
    this.#order({ is: 'say', order, to, text });
    return answer.finally(() => clearTimeout(timer));
  }

  async end(): Promise<void> {
    this.#order({ is: 'end' });
    const timer = setTimeout(() => void this.#worker.terminate(), END_MS);
    await this.#exit;
    clearTimeout(timer);
  }

  #order(order: ToPuppet): void {
    this.#worker.postMessage(order);
  }

  #told(told: FromPuppet, { told: hear }: Listener): void {
    if (told.is === 'answer') return this.#answered(told);
    if (told.is !== 'said' && told.is !== 'trouble') this.#isIn = told.is === 'in';
    hear(told);
  }

  #answered(answer: Answer): void {
    this.#waiting.get(answer.order)?.(answer);
    this.#waiting.delete(answer.order);
  }
}

const perhaps = (words: string): Answer['outcome'] => ({ is: 'later', words: `${words}(对方可能已收下 she may have it)` });
