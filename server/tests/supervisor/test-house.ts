import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, environmentForChild, readConfig } from '@hotline/platform/settings';
import pg from 'pg';
import { processesWhere } from '../../src/machine/processes.ts';
import { databaseUrl } from '../../src/postgres/index.ts';
import { askStatus, controlSocketPath } from '../../src/supervisor/control-socket.ts';
import type { Status } from '../../src/supervisor/messages.ts';

const source = path.resolve(import.meta.dirname, '..', '..', 'src');
const smallApp = path.join(import.meta.dirname, 'small-app.ts');
const portSettings = [
  'HOTLINE_PORT',
  'HOTLINE_DESK_PORT',
  'PHONE_PORT',
  'SIP_PORT',
  'ASTERISK_HTTP_PORT',
  'ASTERISK_AMI_PORT',
  'POSTGRES_PORT',
];

export interface Run {
  readonly process: ChildProcess;
  /** Everything it has printed so far. */
  said(): string;
  /** Its exit code once it has ended, or the signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** A data folder with ports of its own, and the supervisors started on it. */
export class TestHouse {
  readonly settings: Record<string, string>;
  readonly config: Config;
  readonly #runs: Run[] = [];

  private constructor(settings: Record<string, string>) {
    this.settings = settings;
    this.config = readConfig(settings, '/');
  }

  static async make(): Promise<TestHouse> {
    const data = mkdtempSync(path.join(os.tmpdir(), 'house-'));
    const ports = await freePorts(portSettings.length);
    return new TestHouse({
      HOTLINE_DATA_DIR: data,
      ...Object.fromEntries(portSettings.map((name, index) => [name, String(ports[index])])),
    });
  }

  /** Runs the supervisor with the small app in place of the real one, and without Asterisk. */
  start(extra: Record<string, string> = {}): Run {
    return this.run('supervisor/main.ts', [`--app=${smallApp}`, '--without=asterisk,screens'], extra);
  }

  run(program: string, args: readonly string[] = [], extra: Record<string, string> = {}): Run {
    const env = environmentForChild({ ...this.settings, ...extra });
    const child = spawn(process.execPath, [path.join(source, program), ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer) => (said += chunk.toString());
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    const ended = new Promise<number | NodeJS.Signals | null>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
    const run = { process: child, said: () => said, ended };
    this.#runs.push(run);
    return run;
  }

  /** Starts and waits until everything has come up. */
  async started(): Promise<Run> {
    const run = this.start();
    await until(() => run.said().includes('Ctrl-C'), `the supervisor to be up, which said:\n${run.said()}`);
    return run;
  }

  status = (): Promise<Status | undefined> => askStatus(controlSocketPath(this.config.dirs.run));

  async query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: databaseUrl(this.config) });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Commands of every process that mentions this data folder, and of database sessions in it. */
  processes = (): string[] =>
    processesWhere((command) => command.some((word) => word.includes(this.config.dirs.data))).map(({ command }) => command.join(' '));

  async close(): Promise<void> {
    for (const run of this.#runs) if (run.process.exitCode === null && run.process.signalCode === null) run.process.kill('SIGTERM');
    await Promise.all(this.#runs.map((run) => run.ended));
    await until(() => this.processes().length === 0, 'every process of the house to end');
    rmSync(this.config.dirs.data, { recursive: true });
  }
}

/** Looks every 10 ms until it is so; the error names what never came. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string, patienceMs = 20_000): Promise<void> {
  const start = performance.now();
  while (!(await isSo())) {
    if (performance.now() - start > patienceMs) throw new Error(`Waited ${patienceMs} ms for ${what}`);
    await sleep(10);
  }
}

/** All held open together, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => {
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  });
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
