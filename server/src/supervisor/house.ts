import type { ChildProcess } from 'node:child_process';
import type { Server } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Clock, type Config, systemClock } from '@hotline/platform/settings';
import { untilDatabaseIsThere } from '../postgres/index.ts';
import { AppTalk } from './programs/app-talk.ts';
import type { AsteriskPart } from './asterisk-part.ts';
import { controlSocketPath, openControlSocket } from './control-socket.ts';
import { Journal } from './keeping/journal.ts';
import { KeptProcess, type KeptProgram, type ProcessState } from './keeping/kept-process.ts';
import { LogFile } from './keeping/log-file.ts';
import type { ProcessStatus, Status } from './messages.ts';
import { PhoneProxy } from './phone-proxy.ts';
import type { OpenSimulators } from '@hotline/simulator';
import { appProgram, postgresProgram } from './programs/kept-programs.ts';
import { simulatorsOf } from './simulators.ts';
import { composeStatus } from './status.ts';
import { SwitchKeeper } from './programs/switch-keeper.ts';

const APP_READY_WITHIN_MS = 8_000;
/** What cannot be ready without Asterisk. */
const SWITCH_PARTS: ReadonlySet<string> = new Set(['ari', 'ami', 'recording']);

export interface HouseNeeds {
  readonly config: Config;
  readonly appFile: string;
  readonly asterisk: AsteriskPart;
  /** Builds the browser apps; resolves with what went wrong, in words. */
  readonly buildScreens: () => Promise<readonly string[]>;
  /** A line for the person at the terminal. */
  readonly say: (line: string) => void;
  readonly clock?: Clock;
}

/** Everything that runs under one `npm start`: PostgreSQL, Asterisk, the app, the phone line, and the socket that `status` asks. */
export class House {
  readonly #needs: HouseNeeds;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #postgres: KeptProcess | undefined;
  readonly #app: KeptProcess;
  readonly #talk: AppTalk;
  readonly #switch: SwitchKeeper;
  readonly #phones: PhoneProxy;
  readonly #startedAt: Date;
  #control: Server | undefined;
  #simulators: OpenSimulators | undefined;
  #settled = false;
  #lastWordsTold = false;
  #postgresVersion = '';
  #screenReasons: readonly string[] = [];

  constructor(needs: HouseNeeds) {
    const { config, say } = needs;
    this.#needs = needs;
    this.#clock = needs.clock ?? systemClock;
    this.#startedAt = this.#clock.now();
    this.#talk = new AppTalk(() => this.#app.child, say);
    this.#journal = new Journal(path.join(config.dirs.logs, 'supervisor.log'), this.#clock);
    const postgres = postgresProgram(config, (version) => (this.#postgresVersion = version));
    this.#postgres = config.postgres.url ? undefined : this.#keep(postgres, (state, reason) => this.#tell('PostgreSQL', state, reason));
    const program = appProgram(config, needs.appFile, process.cwd(), () => this.#whereSimulated());
    const app = { ...program, spawned: (child: ChildProcess) => this.#talk.attach(child) };
    this.#app = this.#keep(app, (state, reason) => this.#appChanged(state, reason));
    const keep = (program: KeptProgram, changed: (state: ProcessState, reason?: string) => void) => this.#keep(program, changed);
    this.#switch = new SwitchKeeper({ part: needs.asterisk, keep, say, told: (message) => this.#talk.send(message) });
    this.#phones = new PhoneProxy(config);
  }

  /** Resolves when everything has come up, or has said why it cannot. Rejects with one sentence when there is no database. */
  async open(): Promise<void> {
    this.#journal.info('supervisor started', { pid: process.pid, data: this.#needs.config.dirs.data });
    this.#control = await openControlSocket(controlSocketPath(this.#needs.config.dirs.run), () => this.status());
    await Promise.all([this.#phones.open(), this.#openSimulators()]);
    const screens = this.#needs.buildScreens().then((reasons) => (this.#screenReasons = reasons));
    await Promise.all([this.#openDatabaseAndApp(), this.#switch.open(), screens]);
    await this.#untilAppIsReady();
    this.#settled = true;
    this.#journal.info('everything has settled');
  }

  async close(): Promise<void> {
    this.#journal.info('supervisor stops');
    this.#phones.close();
    await this.#app.stop();
    this.#simulators?.close();
    await this.#switch.close();
    await this.#postgres?.stop();
    this.#control?.close();
    this.#journal.info('supervisor stopped');
    this.#journal.close();
  }

  /** The second Ctrl-C. */
  kill(): void {
    this.#app.kill();
    this.#switch.kill();
    this.#postgres?.kill();
  }

  async status(): Promise<Status> {
    const report = await this.#talk.report();
    const supervisor = { pid: process.pid, startedAt: this.#startedAt.toISOString() };
    const processes = {
      supervisor,
      app: statusOf(this.#app),
      postgres: statusOf(this.#postgres, this.#postgresVersion),
      asterisk: statusOf(this.#switch.process, this.#switch.version),
    };
    return composeStatus(this.#needs.config, {
      processes,
      settled: this.#settled,
      report,
      reasons: this.#reasons(),
      simulator: this.#simulators?.url,
    });
  }

  #reasons(): string[] {
    const kept = [this.#postgres, this.#app, this.#switch.process].filter((one) => one !== undefined);
    const down = kept.filter((one) => one.state === 'down' || (one.state === 'starting' && one.reason));
    return [
      ...down.map((one) => `${one.name}: ${one.reason ?? 'not running'} (${one.output.file})`),
      ...this.#switch.reasons,
      ...this.#screenReasons,
    ];
  }

  /** A demo without them is a demo all the same. */
  async #openSimulators(): Promise<void> {
    const { config, say } = this.#needs;
    this.#simulators = await simulatorsOf(config, this.#clock).catch((error: unknown) => {
      say(`模拟手机打不开 The simulated phones could not be opened: ${String(error)}`);
      return undefined;
    });
  }

  /** Where the app finds them: their wanted ports may have been taken. */
  #whereSimulated(): Record<string, string> {
    if (!this.#simulators) return { HOTLINE_SIMULATORS: '0' };
    return { SIMULATOR_PORT: String(this.#simulators.port), SIMULATOR_CMPP_PORT: String(this.#simulators.cmppPort) };
  }

  async #openDatabaseAndApp(): Promise<void> {
    const { config, say } = this.#needs;
    if (this.#postgres) {
      this.#postgres.start();
      await this.#postgres.untilFirstUp(3);
    } else {
      this.#postgresVersion = await untilDatabaseIsThere(config);
      say('数据库可用 The database of DATABASE_URL answers');
    }
    this.#app.start();
    await this.#app.untilFirstUp();
  }

  /** The app listens before its jobs and its line to Asterisk are open; what is then still missing, the greeting names. */
  async #untilAppIsReady(): Promise<void> {
    const until = performance.now() + APP_READY_WITHIN_MS;
    while (performance.now() < until && this.#app.state === 'up') {
      const report = await this.#talk.report();
      if (report && Object.entries(report.ready).every(([part, is]) => is || (!this.#switch.process && SWITCH_PARTS.has(part)))) return;
      await sleep(100);
    }
  }

  #appChanged(state: ProcessState, reason?: string): void {
    if (state === 'up') this.#talk.send(this.#switch.message());
    this.#tell('应用 App', state, reason);
    if (state === 'down' && !this.#settled && !this.#lastWordsTold) this.#tellLastWords();
  }

  /** Once: an app that ends at every start says the same each time. Node's own lines of a stack name nothing of ours. */
  #tellLastWords(): void {
    this.#lastWordsTold = true;
    const lines = this.#app.output.tail(20).filter((line) => line.trim() && !/^\s+at .*node:internal/.test(line));
    for (const line of lines.slice(-12)) this.#needs.say(`    ${line.slice(0, 200)}`);
  }

  #tell(name: string, state: ProcessState, reason?: string): void {
    if (state === 'up') this.#needs.say(`${name} 已就绪 is up`);
    if (state === 'down') this.#needs.say(`${name} 已退出,正在重启 has gone (${reason}), starting it again`);
  }

  #keep(program: KeptProgram, changed: (state: ProcessState, reason?: string) => void): KeptProcess {
    const output = new LogFile(path.join(this.#needs.config.dirs.logs, `${program.name}.log`));
    return new KeptProcess(program, { output, journal: this.#journal, clock: this.#clock, changed });
  }
}

const statusOf = (kept: KeptProcess | undefined, version = ''): ProcessStatus | null =>
  kept?.child?.pid && kept.startedAt
    ? { pid: kept.child.pid, startedAt: kept.startedAt.toISOString(), ...(version ? { version } : {}) }
    : null;
