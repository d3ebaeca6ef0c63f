import dgram from 'node:dgram';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * Below the ports that the kernel hands out (32768 and up): a port chosen among those was sometimes another socket's by the time that
 * SIPp or Asterisk bound it. Above RTP's of a hotline (20000-23999) and of the bench (24000-29999).
 */
const [FIRST, LAST] = [30_000, 32_767];
/** One file per port that somebody on this machine has chosen, with her process in it: two runs of the tests may go on beside each other. */
const folder = path.join(os.tmpdir(), 'hotline-test-ports');

/** A port of this machine that nobody holds, for TCP and UDP, and that nobody else who asks here gets while this process lives. */
export async function freePort(): Promise<number> {
  return portOf(() => true);
}

/** An even one: RTP asks for it. */
export async function freeEvenPort(): Promise<number> {
  return portOf((port) => port % 2 === 0);
}

/** Whoever held it is over: others may have it. */
export const givePortBack = (port: number): void => fs.rmSync(path.join(folder, String(port)), { force: true });

async function portOf(fits: (port: number) => boolean): Promise<number> {
  fs.mkdirSync(folder, { recursive: true });
  const count = LAST - FIRST + 1;
  const from = Math.floor(Math.random() * count);
  for (let tried = 0; tried < 2 * count; tried += 1) {
    const port = FIRST + ((from + tried) % count);
    if (fits(port) && choose(port) && (await isFree(port))) return port;
  }
  throw new Error(`none of the ports ${FIRST}-${LAST} is free: ${folder}`);
}

function choose(port: number): boolean {
  const file = path.join(folder, String(port));
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (isAlive(Number(readOr(file, '0')))) return false;
    fs.rmSync(file, { force: true }); // of a run that is over; the next round may have it
    return false;
  }
}

function readOr(file: string, otherwise: string): string {
  try {
    return fs.readFileSync(file, 'utf8') || String(process.pid); // empty: just being written
  } catch {
    return otherwise;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = net.createServer();
  const socket = dgram.createSocket('udp4');
  try {
    await Promise.all([once(server.listen(port, '127.0.0.1'), 'listening'), once(socket.bind(port, '127.0.0.1'), 'listening')]);
    return true;
  } catch {
    return false;
  } finally {
    await Promise.all([new Promise((resolve) => server.close(resolve)), new Promise<void>((resolve) => socket.close(resolve))]).catch(
      () => undefined,
    );
  }
}
