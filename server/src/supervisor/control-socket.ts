import { createHash } from 'node:crypto';
import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Status } from './messages.ts';

/** Longest path a socket address holds (sun_path is 108 bytes with its end); a longer one is cut silently. */
const LONGEST_PATH = 107;

export function controlSocketPath(run: string): string {
  const near = path.join(run, 'control.sock');
  if (Buffer.byteLength(near) <= LONGEST_PATH) return near;
  return path.join(os.tmpdir(), `hotline-${createHash('sha256').update(run).digest('hex').slice(0, 16)}.sock`);
}

/** Answers every connection with the status, one line of JSON. Only this user may connect. */
export function openControlSocket(file: string, status: () => Promise<Status>): Promise<Server> {
  rmSync(file, { force: true }); // one left by kill -9; who holds the folder's lock may remove it
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    status().then(
      (now) => socket.end(`${JSON.stringify(now)}\n`),
      () => socket.destroy(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(file, () => {
      chmodSync(file, 0o600);
      resolve(server);
    });
  });
}

/** Asks the running supervisor; undefined when none answers. */
export function askStatus(file: string, patienceMs = 3_000): Promise<Status | undefined> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(file);
    socket.setTimeout(patienceMs, () => socket.destroy());
    socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
    socket.on('error', () => resolve(undefined));
    socket.on('close', () => {
      try {
        resolve(JSON.parse(said) as Status);
      } catch {
        resolve(undefined);
      }
    });
  });
}
