import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import startPostgres from '../../platform/src/test-kit/postgres-setup.ts';
import { type Judges, type Mutant, mutatedSource } from './mutants.ts';

export interface Verdict {
  /** The test that turned red, or what else ended the run; undefined: nobody noticed. */
  readonly red?: string;
  readonly seconds: number;
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function redIn(root: string, report: Report): string | undefined {
  for (const { name, status, message, assertionResults } of report.testResults) {
    const failed = assertionResults.find((one) => one.status === 'failed');
    const where = path.relative(root, name);
    if (failed) return `${where} › ${failed.fullName}`;
    if (status === 'failed') return `${where}: ${(message ?? '').split('\n')[0]}`;
  }
  return undefined;
}

/** Runs the tests that judge tables, each time in a process of its own, on one PostgreSQL for all. */
export class Judge {
  readonly #root: string;
  readonly #folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-mutate-'));
  #postgres: unknown;
  #stop: () => Promise<void> = () => Promise.resolve();

  constructor(root: string) {
    this.#root = root;
  }

  async open(): Promise<void> {
    this.#stop = await startPostgres({ provide: (_, value) => void (this.#postgres = value) });
  }

  async close(): Promise<void> {
    await this.#stop();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Without a mutant: the tables as they are. */
  async try(judges: Judges, mutant?: Mutant): Promise<Verdict> {
    const started = performance.now();
    let red: string | undefined;
    for (const some of judges) red ??= await this.#redOf(some, mutant);
    return { ...(red === undefined ? {} : { red }), seconds: (performance.now() - started) / 1_000 };
  }

  async #redOf(judges: readonly string[], mutant: Mutant | undefined): Promise<string | undefined> {
    const [order, report] = [path.join(this.#folder, 'order.json'), path.join(this.#folder, 'report.json')];
    const mutated = mutant && { file: mutant.file, source: mutatedSource(this.#root, mutant) };
    fs.writeFileSync(order, JSON.stringify({ judges, postgres: this.#postgres, mutated }));
    fs.rmSync(report, { force: true });
    const { status, said } = await this.#vitest(order, report);
    if (status === 0) return undefined;
    const found = fs.existsSync(report) ? redIn(this.#root, JSON.parse(fs.readFileSync(report, 'utf8')) as Report) : undefined;
    return found ?? `vitest ended with ${status}: ${said.trim().split('\n').at(-1) ?? ''}`;
  }

  #vitest(order: string, report: string): Promise<{ status: number | null; said: string }> {
    const program = path.join(this.#root, 'node_modules/vitest/vitest.mjs');
    const args = ['run', '--config', 'scripts/mutate/vitest.config.ts', '--reporter=json', `--outputFile=${report}`];
    const child = spawn(process.execPath, [program, ...args], {
      cwd: this.#root,
      env: { ...process.env, MUTATE_ORDER: order },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4_000)));
    return new Promise((resolve) => child.on('close', (status) => resolve({ status, said })));
  }
}
