import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { processFacts } from './processes.ts';

export interface FolderLock {
  release(): void;
}

/** Somebody else works on the folder: its pid, when it is known. */
export interface Held {
  readonly heldBy: number | undefined;
}

/**
 * One supervisor per data folder. The lock itself is a socket name in the kernel (Linux "abstract" address), which exactly one process
 * gets and which is gone with it, also after kill -9; the file beside it says who holds it. A file alone can be taken over by two at once.
 */
export async function lockFolder(data: string): Promise<FolderLock | Held> {
  const run = path.join(data, 'run');
  mkdirSync(run, { recursive: true, mode: 0o700 });
  const file = path.join(run, 'supervisor.pid');
  const server = await listenOnName(`hotline-${createHash('sha256').update(realpathSync(data)).digest('hex').slice(0, 24)}`);
  if (!server) return { heldBy: livingHolder(file) ?? (await secondLook(file)) };
  const other = livingHolder(file); // a container with its own network but our pids sees the file, not the socket name
  if (other !== undefined && other !== process.pid) {
    server.close();
    return { heldBy: other };
  }
  writeFileSync(file, JSON.stringify({ pid: process.pid, startTicks: processFacts(process.pid)?.startTicks }));
  return {
    release: () => {
      rmSync(file, { force: true });
      server.close();
    },
  };
}

/** The pid of the supervisor of this folder; undefined when none runs. */
export function livingHolder(file: string): number | undefined {
  try {
    const { pid, startTicks } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; startTicks: string };
    const facts = processFacts(pid);
    return facts && !facts.zombie && facts.startTicks === startTicks ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** The one who has just taken the lock writes its pid within a few milliseconds. */
async function secondLook(file: string): Promise<number | undefined> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  return livingHolder(file);
}

function listenOnName(name: string): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', () => resolve(undefined));
    server.listen({ path: `\0${name}` }, () => {
      server.unref();
      resolve(server);
    });
  });
}
