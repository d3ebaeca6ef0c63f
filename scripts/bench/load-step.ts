import { type ChildProcess, spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CpuShares, type Watched, watchCpu } from './cpu.ts';

/** After the last call has begun, calls may take so long to end; then what is left has failed. */
const DRAIN_SECONDS = 25;

export interface StepOrder {
  /** What the citizens dial, and where. */
  readonly dialled: string;
  readonly sipPort: number;
  /** Where all agents' phones listen. */
  readonly agentsPort: number;
  readonly callsPerSecond: number;
  readonly seconds: number;
  readonly talkMs: number;
  readonly watched: Watched;
}

export interface StepResult {
  readonly callsPerSecond: number;
  readonly calls: number;
  /** Calls that rang no agent, or were not ended by the switch after the agent hung up. */
  readonly failed: number;
  /** Milliseconds from the citizen's INVITE to the agent's, on the wire, ascending. */
  readonly latencies: readonly number[];
  readonly cpu: CpuShares;
}

/** The value under which a share of the sorted values lies. */
export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

export async function freeUdpPort(): Promise<number> {
  const socket = dgram.createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}

/** 138 0000 0001…: our desk shows 138****0001, so head and tail name a call on every side. */
const numberOf = (call: number): string => `1380000${String(call % 10_000).padStart(4, '0')}`;
const tailIn = (text: string): string | undefined => /138(?:\d{4}|\*{4})(\d{4})/.exec(text)?.[1];

/** One rate for some seconds: SIPp plays the citizens and all agents' phones. Both write their times from the same clock. */
export async function runStep(order: StepOrder): Promise<StepResult> {
  const calls = Math.round(order.callsPerSecond * order.seconds);
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-bench-'));
  writeScenarios(folder, order, calls);
  const agents = sipp(folder, 'agent', order.agentsPort, [`127.0.0.1:${order.sipPort}`]);
  try {
    await sleep(300); // SIPp has no sign that it listens
    const stopWatching = watchCpu(order.watched);
    const rate = ['-r', String(order.callsPerSecond), '-m', String(calls), '-l', '5000', '-s', order.dialled, '-inf', 'numbers.csv'];
    const limit = ['-timeout', `${order.seconds + DRAIN_SECONDS}s`];
    const citizens = sipp(folder, 'citizen', await freeUdpPort(), [...rate, ...limit, `127.0.0.1:${order.sipPort}`]);
    const ended = once(citizens, 'exit');
    await Promise.race([sleep(order.seconds * 1_000), ended]);
    const cpu = stopWatching();
    await ended;
    await stop(agents);
    return { callsPerSecond: order.callsPerSecond, calls, cpu, ...readLogs(folder, calls) };
  } finally {
    await stop(agents);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function writeScenarios(folder: string, { talkMs }: StepOrder, calls: number): void {
  for (const name of ['citizen', 'agent']) {
    const text = fs.readFileSync(path.join(import.meta.dirname, `${name}.xml`), 'utf8');
    fs.writeFileSync(path.join(folder, `${name}.xml`), text.replace('"TALK_MS"', `"${talkMs}"`));
  }
  const numbers = Array.from({ length: calls }, (_, call) => numberOf(call));
  fs.writeFileSync(path.join(folder, 'numbers.csv'), `SEQUENTIAL\n${numbers.join('\n')}\n`);
}

function sipp(folder: string, name: 'citizen' | 'agent', port: number, more: readonly string[]): ChildProcess {
  const usual = ['-sf', `${name}.xml`, '-i', '127.0.0.1', '-p', String(port), '-nostdin', '-buff_size', '4000000'];
  const logs = ['-trace_logs', '-log_file', `${name}.log`];
  const child = spawn('sipp', [...usual, ...logs, ...more], { cwd: folder, stdio: 'ignore' });
  child.on('error', (error) => console.error(`${error.message}: apt-get install sip-tester`));
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill); // agents' phones have no time limit of their own
  child.once('exit', () => process.off('exit', kill));
  return child;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM'); // its logs are flushed
  await Promise.race([ended, sleep(3_000).then(() => child.kill('SIGKILL'))]);
}

function readLogs(folder: string, calls: number): Pick<StepResult, 'failed' | 'latencies'> {
  const lines = (name: string): string[] => {
    const file = path.join(folder, `${name}.log`);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : [];
  };
  const msOf = (seconds: string | undefined, micros: string | undefined): number => Number(seconds) * 1_000 + Number(micros) / 1_000;
  const invited = new Map<string, number>();
  const ended = new Set<string>();
  for (const line of lines('citizen')) {
    const [kind, number = '', seconds, micros] = line.split(' ');
    const tail = tailIn(number);
    if (tail === undefined) continue;
    if (kind === 'I') invited.set(tail, msOf(seconds, micros));
    else ended.add(tail);
  }
  const rung = new Map<string, number>();
  for (const line of lines('agent')) {
    const [, seconds, micros] = line.split(' ');
    const tail = tailIn(line);
    if (tail !== undefined && !rung.has(tail)) rung.set(tail, msOf(seconds, micros));
  }
  const whole = [...ended].filter((tail) => rung.has(tail)).length;
  const latencies = [...rung].flatMap(([tail, at]) => (invited.has(tail) ? [at - (invited.get(tail) ?? at)] : [])).sort((a, b) => a - b);
  return { failed: calls - whole, latencies };
}
