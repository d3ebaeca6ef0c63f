import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '@hotline/platform';
import { fetchAsterisk } from '../src/switch-room/asterisk/fetch.ts';
import { asteriskCommand, waitUntilBooted } from '../src/switch-room/asterisk/process.ts';
import { writeRunFolder } from '../src/switch-room/asterisk/run-folder.ts';
import { decodeAlaw, encodeAlaw } from '../src/switch-room/audio/alaw.ts';
import { makeSounds } from '../src/switch-room/audio/make-sounds.ts';
import { tone } from '../src/switch-room/audio/tone.ts';
import type { Sound } from '../src/switch-room/audio/wav.ts';
import { AsteriskSwitchboard } from '../src/switch-room/switchboard.ts';
import type { SwitchEvent } from '../src/switch-room/switchboard-port.ts';
import { freePort } from '../src/test-kit/free-port.ts';
import type { SwitchSettings } from '../src/switch-room/switch-settings.ts';

const UP_WITHIN_MS = 20_000;

/** A real Asterisk on private ports, with SIPp for callers and phones. */
export class SwitchRoomLab {
  readonly settings: SwitchSettings;
  readonly folder: string;
  #asterisk: ChildProcess | undefined;
  readonly #sipps = new Set<ChildProcess>();
  readonly #boards = new Set<AsteriskSwitchboard>();

  private constructor(settings: SwitchSettings, folder: string) {
    this.settings = settings;
    this.folder = folder;
  }

  static async open(): Promise<SwitchRoomLab> {
    const cacheDir = path.join(os.homedir(), '.cache/hotline-12345');
    const { root } = await fetchAsterisk({ into: path.join(cacheDir, 'asterisk-of-tests'), cacheDir, log: () => undefined });
    const folder = await mkdtemp(path.join(os.tmpdir(), 'switch-room-'));
    const at = (name: string): string => path.join(folder, name);
    const settings: SwitchSettings = {
      root,
      runDir: at('run'),
      sipPort: await freePort(),
      httpPort: await freePort(),
      amiPort: await freePort(),
      rtp: { first: 15_100, last: 15_299 }, // Asterisk skips the taken ones
      trunks: ['127.0.0.0/8'],
      secrets: { ari: 'ari-of-tests', ami: 'ami-of-tests' },
      soundsDir: path.join(cacheDir, 'sounds-of-tests'),
      musicDir: path.join(cacheDir, 'music-of-tests'),
      spoolDir: at('spool'),
      phoneProxyAddress: '127.0.0.3',
      demo: true,
    };
    await makeSounds({ root, soundsDir: settings.soundsDir, musicDir: settings.musicDir });
    const lab = new SwitchRoomLab(settings, folder);
    await lab.start();
    return lab;
  }

  async start(): Promise<void> {
    await writeRunFolder(this.settings);
    const { command, args, env, cwd } = asteriskCommand(this.settings);
    this.#asterisk = spawn('setpriv', ['--pdeathsig', 'TERM', '--', command, ...args], { env, cwd, stdio: 'ignore' });
    await waitUntilBooted(this.settings);
  }

  async kill(): Promise<void> {
    this.#asterisk?.kill('SIGKILL');
    if (this.#asterisk?.exitCode === null && this.#asterisk.signalCode === null) await once(this.#asterisk, 'exit');
  }

  async close(): Promise<void> {
    for (const sipp of this.#sipps) sipp.kill('SIGKILL');
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** A switchboard that is up, and what it told. */
  async switchboard(): Promise<{ board: AsteriskSwitchboard; told: Told }> {
    const board = new AsteriskSwitchboard(this.settings, systemClock, () => undefined);
    this.#boards.add(board);
    const told = new Told();
    board.onEvent((event) => told.hear(event));
    board.connect();
    // a connection that Asterisk has not let go of yet costs one try more
    await told.next('up', UP_WITHIN_MS);
    return { board, told };
  }

  closeSwitchboards(): void {
    for (const board of this.#boards) board.close();
    this.#boards.clear();
  }

  /** A tone of eight seconds as SIPp plays it. */
  async toneFile(hertz: number): Promise<string> {
    const file = path.join(this.folder, `${hertz}.al`);
    await writeFile(file, encodeAlaw(tone(hertz, 8).samples));
    return file;
  }

  async sipp(name: string, scenario: string, args: readonly string[]): Promise<Sipp> {
    const file = path.join(this.folder, `${name}.xml`);
    await writeFile(file, `<?xml version="1.0"?><scenario name="${name}">${scenario}</scenario>`);
    const child = spawn('sipp', ['-sf', file, '-m', '1', '-nostdin', ...args], { cwd: this.folder, stdio: 'ignore' });
    this.#sipps.add(child);
    return new Sipp(child);
  }
}

export class Sipp {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'exit');
  }

  /** 0: the call went as the scenario says. */
  async exitCode(): Promise<unknown> {
    return (await this.#ended)[0];
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }
}

type OfKind<K extends SwitchEvent['kind']> = Extract<SwitchEvent, { kind: K }>;

export class Told {
  readonly all: SwitchEvent[] = [];
  #from = 0;

  hear(event: SwitchEvent): void {
    this.all.push(event);
  }

  /** The next event of that kind after those already asked for. */
  async next<K extends SwitchEvent['kind']>(kind: K, withinMs = 5_000): Promise<OfKind<K>> {
    for (const start = performance.now(); performance.now() - start < withinMs; await pause(5)) {
      const index = this.all.findIndex((event, at) => at >= this.#from && event.kind === kind);
      if (index < 0) continue;
      this.#from = index + 1;
      return this.all[index] as OfKind<K>;
    }
    throw new Error(`no '${kind}' within ${withinMs} ms; told: ${JSON.stringify(this.all)}`);
  }
}

/** An ear at a UDP port: the A-law that Asterisk sends there. */
export class Ear {
  readonly #socket = createSocket('udp4');
  readonly #heard: Int16Array[] = [];
  port = 0;

  static async open(): Promise<Ear> {
    const ear = new Ear();
    ear.#socket.on('message', (packet) => ear.#heard.push(decodeAlaw(packet.subarray(12))));
    ear.#socket.bind(0, '127.0.0.1');
    await once(ear.#socket, 'listening');
    ear.port = ear.#socket.address().port;
    return ear;
  }

  close(): Sound {
    this.#socket.close();
    return { rate: 8_000, samples: Int16Array.from(this.#heard.flatMap((part) => [...part])) };
  }
}
