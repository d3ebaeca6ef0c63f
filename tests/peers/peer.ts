import { type ChildProcess, spawn } from 'node:child_process';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('data', () => (socket.destroy(), resolve(true))).once('error', () => resolve(false));
    socket.setTimeout(500, () => (socket.destroy(), resolve(false)));
  });

/** What shows that a server is open: it greets at its ports, or prints a word. */
export type OpenWhen = { readonly greetsAt: readonly number[] } | { readonly prints: string };

/** A server that others wrote, as a process of its own: it can be killed in the middle of a word and started again on the same ports. */
export class Peer {
  readonly #command: string;
  readonly #args: readonly string[];
  readonly #openWhen: OpenWhen;
  readonly #env: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;
  #said = '';

  constructor(command: string, args: readonly string[], openWhen: OpenWhen, env: NodeJS.ProcessEnv = {}) {
    this.#command = command;
    this.#args = args;
    this.#openWhen = openWhen;
    this.#env = env;
  }

  async start(withinMs = 30_000): Promise<void> {
    const child = spawn(this.#command, this.#args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...this.#env } });
    this.#process = child;
    // a worker that is ended in mid-test leaves no server behind
    process.once('exit', () => child.kill('SIGKILL'));
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (this.#said += text.toString()));
    const [began, saidBefore] = [performance.now(), this.#said.length];
    const when = this.#openWhen;
    const signs =
      'prints' in when ? [() => this.#said.includes(when.prints, saidBefore)] : when.greetsAt.map((port) => () => answers(port));
    for (const isOpen of signs)
      while (!(await isOpen())) {
        if (child.exitCode !== null || performance.now() - began > withinMs)
          throw new Error(`${this.#command} did not open: ${this.#said}`);
        await sleep(100);
      }
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
  }

  /** Everything that it has printed. */
  get said(): string {
    return this.#said;
  }
}
