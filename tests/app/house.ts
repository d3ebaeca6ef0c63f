import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createClient, type Route, staffApi } from '@hotline/contracts';
import { environmentForChild } from '@hotline/platform/settings';
import { freshDatabase, type TestDatabase } from '@hotline/platform/test-kit';
import { freePort } from '@hotline/telephony/test-kit';
import { PASSWORD, root, until } from '../kit/hotline.ts';

/** Of an operation of the contract: its name, its row. */
export type Operation = readonly [name: string, row: Route];
export const staffOperations: Operation[] = Object.entries(staffApi).flatMap(([group, rows]) =>
  Object.entries(rows).map(([name, row]): Operation => [`${group}.${name}`, row]),
);

/** What must never stand in the log of a house that was tested: a refusal that the contract does not announce, and a bug of ours. */
const MISTAKES = ['a problem that the contract does not list', 'an operation broke', 'a failure that nobody waited for'];

/** The whole app as its own process on a database of its own, without Asterisk: what HTTP and sockets need, up in two seconds. */
export class House {
  readonly database: TestDatabase;
  readonly deskUrl: string;
  readonly siteUrl: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Lines for the person at the terminal. */
  readonly said: string[] = [];
  #log = '';
  #app: ChildProcess | undefined;

  private constructor(database: TestDatabase, ports: readonly number[], extra: Record<string, string>) {
    const [site, desk, phone, http, ami] = ports.map(String);
    this.database = database;
    this.deskUrl = `http://127.0.0.1:${desk}`;
    this.siteUrl = `http://127.0.0.1:${site}`;
    this.environment = {
      ...environmentForChild(),
      DATABASE_URL: database.url,
      HOTLINE_DATA_DIR: fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-app-')),
      HOTLINE_PORT: site,
      HOTLINE_DESK_PORT: desk,
      PHONE_PORT: phone,
      ASTERISK_HTTP_PORT: http,
      ASTERISK_AMI_PORT: ami,
      HOTLINE_DEMO_TICKETS: '0',
      HOTLINE_SIMULATORS: '0',
      ...extra,
    };
  }

  static async open(name: string, extra: Record<string, string> = {}): Promise<House> {
    const [database, ...ports] = await Promise.all([freshDatabase(name), ...Array.from({ length: 5 }, freePort)]);
    const house = new House(database, ports, extra);
    await house.start();
    return house;
  }

  async start(): Promise<void> {
    const app = fork(path.join(root, 'server/src/app-process.ts'), {
      cwd: root,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#app = app;
    for (const stream of [app.stdout, app.stderr]) stream?.on('data', (text: Buffer) => (this.#log += text.toString()));
    app.on('message', (message: { kind: string; line?: string }) => void (message.line !== undefined && this.said.push(message.line)));
    await until(
      'open app',
      () => {
        if (app.exitCode !== null) throw new Error(this.#log);
        return fetch(`${this.deskUrl}/health/ready`).then(
          ({ ok }) => ok,
          () => false,
        );
      },
      50_000,
    );
  }

  async stop(): Promise<void> {
    const app = this.#app;
    if (!app || app.exitCode !== null) return;
    const ended = new Promise((resolve) => app.once('exit', resolve));
    app.kill('SIGTERM');
    await ended;
  }

  /** It dies without a word. */
  async kill(): Promise<void> {
    const app = this.#app;
    if (!app || app.exitCode !== null || app.signalCode !== null) return;
    const ended = new Promise((resolve) => app.once('exit', resolve));
    app.kill('SIGKILL');
    await ended;
  }

  get log(): string {
    return this.#log;
  }

  /** Ends it; throws when its log holds a mistake that no answer showed. */
  async close(): Promise<void> {
    await this.stop();
    await this.database.close();
    fs.rmSync(this.environment['HOTLINE_DATA_DIR'] ?? '', { recursive: true, force: true });
    const mistakes = this.#log.split('\n').filter((line) => MISTAKES.some((words) => line.includes(words)));
    if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  }

  async token(account: string, password = PASSWORD): Promise<string> {
    return (await createClient(staffApi, this.deskUrl).session.open({ body: { account, password } })).token;
  }

  async desk(account: string) {
    const token = await this.token(account);
    return { account, token, api: createClient(staffApi, this.deskUrl, () => ({ authorization: `Bearer ${token}` })) };
  }

  /** One request as any program could send it. */
  ask(method: string, address: string, how: { token?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Response> {
    const headers = { ...(how.token ? { authorization: `Bearer ${how.token}` } : {}), ...how.headers };
    return fetch(address.startsWith('http') ? address : this.deskUrl + address, {
      method,
      headers,
      body: how.body ?? null,
      redirect: 'manual',
    });
  }

  /** A JSON request; the body is anything at all. */
  json(method: string, address: string, body: unknown, token?: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask(method, address, {
      ...(token ? { token } : {}),
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }
}

/** An address of an operation with every `:name` filled in. */
export const filledIn = ({ path: where }: Route, value = 'nobody'): string => `/api${where.replace(/:\w+/g, encodeURIComponent(value))}`;

export async function codeOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return `${response.status} without a problem`;
  return ((await response.json()) as { code: string }).code;
}
