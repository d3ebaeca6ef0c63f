import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, environmentForChild } from '@hotline/platform/settings';
import { BackOff } from './back-off.ts';
import type { Journal } from './journal.ts';
import type { LogFile } from './log-file.ts';

/** How to run a program once. */
export interface Order {
  readonly command: readonly string[];
  readonly env?: Record<string, string>;
  readonly cwd?: string;
  /** Opens Node's message channel. */
  readonly messages?: boolean;
}

export interface KeptProgram {
  readonly name: 'app' | 'asterisk' | 'postgres';
  /** Asked before each start: may clear up first. */
  order(): Promise<Order>;
  /** Told of each process before it has said anything. */
  spawned?(child: ChildProcess): void;
  /** Resolves when the program does its work. Aborted when it ends before that. */
  untilUp(child: ChildProcess, signal: AbortSignal): Promise<void>;
  readonly stopBy: NodeJS.Signals;
  readonly stopWithinMs: number;
}

export type ProcessState = 'starting' | 'up' | 'down' | 'stopped';
type Change = (state: ProcessState, reason?: string) => void;

/** One program that runs until it is told to stop: started again within two seconds whenever it ends. */
export class KeptProcess {
  readonly #program: KeptProgram;
  readonly #output: LogFile;
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #changed: Change;
  readonly #stopping = new AbortController();
  readonly #watchers = new Set<(state: ProcessState) => void>();
  #child: ChildProcess | undefined;
  #running: Promise<void> | undefined;
  state: ProcessState = 'stopped';
  startedAt: Date | undefined;
  /** The reason of the last end; none once it is up again. */
  reason: string | undefined;

  constructor(program: KeptProgram, around: { output: LogFile; journal: Journal; clock: Clock; changed: Change }) {
    this.#program = program;
    this.#output = around.output;
    this.#journal = around.journal;
    this.#clock = around.clock;
    this.#changed = around.changed;
  }

  get child(): ChildProcess | undefined {
    return this.#child;
  }

  get name(): string {
    return this.#program.name;
  }

  get output(): LogFile {
    return this.#output;
  }

  start(): void {
    this.#running ??= this.#keep();
  }

  /** Rejects with the reason when it has ended `attempts` times without ever being up, or is stopped before. */
  untilFirstUp(attempts = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((resolve, reject) => {
      let ends = 0;
      const look = (state: ProcessState) => {
        if (state === 'down') ends += 1;
        const failed = ends >= attempts || state === 'stopped';
        if (state !== 'up' && !failed) return;
        this.#watchers.delete(look);
        if (state === 'up') resolve();
        else reject(new Error([`${this.#program.name}: ${this.reason ?? 'stopped'}`, ...this.#output.tail(3)].join('\n')));
      };
      this.#watchers.add(look);
      if (this.state === 'up') look('up');
    });
  }

  /** Asks it to stop, waits, and ends it by force when it takes too long. Starts no more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#child?.kill(this.#program.stopBy);
    const patience = setTimeout(() => this.kill(), this.#program.stopWithinMs);
    await this.#running;
    clearTimeout(patience);
    this.#output.close();
  }

  /** Ends it now, with whatever it has started: each runs in a process group of its own. */
  kill(): void {
    this.#stopping.abort();
    killGroup(this.#child);
  }

  async #keep(): Promise<void> {
    const backOff = new BackOff();
    const { name } = this.#program;
    while (!this.#stopping.signal.aborted) {
      const reason = await this.#once();
      if (this.#stopping.signal.aborted) break;
      const waitMs = backOff.afterCrash(performance.now());
      this.reason = reason;
      this.#journal.warn(`${name} ended`, { reason, startsAgainInMs: waitMs });
      this.#turn('down', reason);
      await sleep(waitMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
    this.#turn('stopped');
  }

  /** Runs it to its end and says in words how it ended. */
  async #once(): Promise<string> {
    this.#turn('starting');
    let order: Order;
    try {
      order = await this.#program.order();
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    if (this.#stopping.signal.aborted) return 'stopped';
    const child = this.#spawn(order);
    this.#program.spawned?.(child);
    const ended = new AbortController();
    const end = endOf(child).then((how) => {
      ended.abort();
      return how;
    });
    const over = () => ended.signal.aborted || this.#stopping.signal.aborted;
    let failure: string | undefined;
    this.#program.untilUp(child, ended.signal).then(
      () => {
        if (over()) return;
        this.reason = undefined;
        this.#turn('up');
      },
      (error: unknown) => {
        if (over()) return;
        failure = error instanceof Error ? error.message : String(error);
        killGroup(child);
      },
    );
    const how = await end;
    killGroup(child); // what it may have started and left
    this.#child = undefined;
    return failure ?? how;
  }

  #spawn(order: Order): ChildProcess {
    const [command = '', ...args] = order.command;
    // A process group of its own: Ctrl-C in the terminal reaches the supervisor only, which stops the others in order.
    const child = spawn(command, args, {
      cwd: order.cwd ?? '/',
      env: environmentForChild(order.env),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(order.messages ? (['ipc'] as const) : [])],
    });
    child.stdout?.on('data', (chunk: Buffer) => this.#output.write(chunk));
    child.stderr?.on('data', (chunk: Buffer) => this.#output.write(chunk));
    this.#child = child;
    this.startedAt = this.#clock.now();
    this.#journal.info(`${this.#program.name} started`, { pid: child.pid });
    return child;
  }

  #turn(state: ProcessState, reason?: string): void {
    if (state === this.state) return;
    this.state = state;
    this.#journal.info(`${this.#program.name} ${state}`, { reason });
    this.#changed(state, reason);
    for (const look of this.#watchers) look(state);
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(error.message); // it could not be started; other errors (a message not sent) are not an end
    });
    child.once('exit', (code, signal) => resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`));
  });
}

function killGroup(child: ChildProcess | undefined): void {
  if (!child?.pid) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // nobody left in it
  }
}
