import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freeEvenPort, freePort, givePortBack } from '../free-port.ts';
import { encodeALaw } from '../voice/a-law.ts';
import { sine } from '../voice/tones.ts';

const scenarios = path.join(import.meta.dirname, 'scenarios');
/** SIPp looks for the sound beside the scenario. */
const TONE_FILE = 'tone.al';
/** Lines of the message log that a failed run shows. */
const SHOWN_LINES = 120;

/** The sentences that SIPp can act; the file says which keys each one takes. */
export const scenarioNames = (): string[] =>
  fs
    .globSync('*/*.xml', { cwd: scenarios })
    .map((file) => path.basename(file, '.xml'))
    .sort();

export interface SippOrder {
  readonly scenario: string;
  /** Where to send; agents, who wait to be rung, have none. */
  readonly to?: { readonly host: string; readonly port: number };
  /** Our SIP port and our first RTP port (each call takes the next two); free ones are found when left out. */
  readonly port?: number;
  readonly rtpPort?: number;
  /** The number that is dialled; 12345 if left out. */
  readonly number?: string;
  /** The keys the scenario names: from, talk_ms, ring_ms, wait_ms, asserted, username … */
  readonly keys?: Readonly<Record<string, string | number>>;
  /** The tone that this side says, in hertz; 440 if left out. */
  readonly toneHertz?: number;
  /** How many calls, and how many a second; one if left out. */
  readonly calls?: number;
  readonly callsPerSecond?: number;
  readonly timeoutSeconds?: number;
  readonly host?: string;
}

export interface SippResult {
  /** Every call went as its scenario says. */
  readonly ok: boolean;
  /** What went wrong, with the end of the message log; empty when all went well. */
  readonly output: string;
}

export interface SippRun {
  /** Where this side listens for SIP. */
  readonly port: number;
  readonly result: Promise<SippResult>;
  /** Kills SIPp at once, as if the phone lost its power: nobody is told. */
  kill(): void;
}

const defaults = { from: '13800001111', asserted: '13800001111', talk_ms: 2_000, wait_ms: 2_000, ring_ms: 0, expires: 300 };

/** Starts SIPp with one scenario; `result` tells how it ended and never rejects. */
export async function startSipp(order: SippOrder): Promise<SippRun> {
  const ports = { port: order.port ?? (await freePort()), rtpPort: order.rtpPort ?? (await freeEvenPort()) };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-sipp-'));
  const scenario = prepare(order, folder);
  const child = spawn('sipp', argumentsOf({ ...order, ...ports }, scenario), {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, TERM: 'dumb' },
  });
  const result = finish(child, order, folder).finally(() => Object.values(ports).forEach(givePortBack));
  return { port: ports.port, result, kill: () => void child.kill('SIGKILL') };
}

/** The same, waited for. */
export const runSipp = async (order: SippOrder): Promise<SippResult> => (await startSipp(order)).result;

/** Times stand in attributes, which SIPp's own -key does not reach: all keys are written into a copy of the scenario. */
function prepare(order: SippOrder, folder: string): string {
  const found = fs.globSync(`*/${order.scenario}.xml`, { cwd: scenarios })[0];
  if (!found) throw new Error(`no scenario ${order.scenario}; there are ${scenarioNames().join(', ')}`);
  let text = fs.readFileSync(path.join(scenarios, found), 'utf8');
  // SIPp takes a timeout of 0 for none at all
  for (const [key, value] of Object.entries({ ...defaults, ...order.keys }))
    text = text.replaceAll(`"[${key}]"`, `"${value || 1}"`).replaceAll(`[${key}]`, String(value));
  fs.writeFileSync(path.join(folder, path.basename(found)), text);
  fs.writeFileSync(path.join(folder, TONE_FILE), encodeALaw(sine(order.toneHertz ?? 440, 1_000)));
  return path.basename(found);
}

function argumentsOf(order: SippOrder & { port: number; rtpPort: number }, scenario: string): string[] {
  const host = order.host ?? '127.0.0.1';
  const calls = order.calls ?? 1;
  return [
    ...[
      '-sf',
      scenario,
      '-i',
      host,
      '-p',
      String(order.port),
      '-mi',
      host,
      '-mp',
      String(order.rtpPort),
      '-nostdin',
      '-trace_msg',
      '-message_file',
      'messages.log',
      '-trace_err',
      '-error_file',
      'errors.log',
    ],
    ...[
      '-m',
      String(calls),
      '-l',
      String(calls),
      '-r',
      String(order.callsPerSecond ?? 1),
      '-timeout',
      `${order.timeoutSeconds ?? 30}s`,
      '-timeout_error',
      '-s',
      order.number ?? '12345',
    ],
    ...(order.to ? [`${order.to.host}:${order.to.port}`] : []),
  ];
}

function finish(child: ChildProcess, order: SippOrder, folder: string): Promise<SippResult> {
  const { promise, resolve } = Promise.withResolvers<SippResult>();
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout?.resume();
  const end = (why: string): void => {
    const read = (name: string): string => (fs.existsSync(path.join(folder, name)) ? fs.readFileSync(path.join(folder, name), 'utf8') : '');
    const messages = read('messages.log').split('\n').slice(-SHOWN_LINES).join('\n');
    const output = why
      ? [`sipp ${order.scenario}: ${why}`, said.trim(), read('errors.log').trim(), messages].filter(Boolean).join('\n')
      : '';
    fs.rmSync(folder, { recursive: true, force: true });
    resolve({ ok: why === '', output });
  };
  child.on('error', (error) => end(`${error.message} (apt-get install sip-tester)`));
  child.on('close', (code, signal) => end(code === 0 ? '' : signal ? `killed by ${signal}` : `ended with ${code}`));
  return promise;
}
