import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { allPids, processFacts, signal, workingFolder } from '../machine/processes.ts';

/**
 * Who wrote the postmaster.pid that lies in the folder.
 * `dead`: PostgreSQL checks that itself, shared memory included, and goes on. `zombie`: it calls that alive, so wait until it is reaped.
 * `other`: after a reboot or in a restarted container the number belongs to another program, which PostgreSQL cannot tell.
 */
export type LeftBy = 'nobody' | 'dead' | 'zombie' | 'other' | { readonly ours: number };

export function whoLeft(folder: string): LeftBy {
  const pid = pidIn(folder);
  if (pid === undefined) return 'nobody';
  const facts = processFacts(pid);
  if (!facts) return 'dead';
  if (facts.zombie) return 'zombie';
  return isPostmaster(facts.command, folder) ? { ours: pid } : 'other';
}

export const isPostmaster = (command: readonly string[], folder: string): boolean =>
  path.basename(command[0] ?? '') === 'postgres' && command.includes(folder);

/**
 * Makes the folder free for a start. A server of ours that still runs there (its supervisor was killed) is asked to stop rather than taken
 * over: as our own child it is watched without polling and dies with us. Its file is never removed while it runs.
 */
export async function clearLeftovers(folder: string, { patienceMs = 10_000 } = {}): Promise<LeftBy> {
  const first = whoLeft(folder);
  if (typeof first === 'object') signal(first.ours, 'SIGINT');
  const until = performance.now() + patienceMs;
  let now = first;
  while ((now === 'zombie' || typeof now === 'object') && performance.now() < until) {
    await sleep(20);
    now = whoLeft(folder);
  }
  if (typeof now === 'object')
    throw new Error(`A PostgreSQL (pid ${now.ours}) still runs on ${folder} and does not stop. End it and start again.`);
  if (now === 'other') rmSync(path.join(folder, 'postmaster.pid'), { force: true });
  await untilBackendsAreGone(folder);
  return first;
}

/** After kill -9 of the postmaster its children need some milliseconds to notice; until then a start fails on the shared memory they hold. */
async function untilBackendsAreGone(folder: string, patienceMs = 5_000): Promise<void> {
  const until = performance.now() + patienceMs;
  while (performance.now() < until && allPids().some((pid) => workingFolder(pid) === folder && isBackend(pid))) await sleep(10);
}

const isBackend = (pid: number): boolean => processFacts(pid)?.command[0]?.startsWith('postgres') ?? false;

function pidIn(folder: string): number | undefined {
  try {
    const pid = Number(readFileSync(path.join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}
