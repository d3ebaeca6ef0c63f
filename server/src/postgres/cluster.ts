import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Config } from '@hotline/platform/settings';
import { secret } from '../machine/secret.ts';
import { postgresBinaries } from './binaries.ts';
import { passwordName, postgresFolder, postgresUser } from './database-url.ts';
import { clearLeftovers } from './leftovers.ts';
import { chooseWay, giveFolder, type Way, wrap } from '../machine/without-root.ts';

const MEGABYTE = 1_048_576;
/** A sixteenth of the machine: a year of a city's tickets is read from it without a call to the kernel, and a small machine keeps its memory. */
const sharedMegabytes = Math.min(512, Math.max(64, Math.floor(os.totalmem() / MEGABYTE / 16)));

/** Modest, for a machine that also runs Asterisk and the app on two cores: measured 10,000 inserts/s with 16 clients (STACK.md 2). */
const tuning = {
  max_connections: '60',
  shared_buffers: `${sharedMegabytes}MB`,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  recovery_init_sync_method: 'syncfs', // after a crash one call instead of a thousand files: 25 ms instead of 1 s at load 8
  jit: 'off', // compiling costs more than these queries do
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  // A failed statement and the detail of its error would write citizens' words and numbers into the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
} as const;

/** The command that runs the embedded server; it becomes PostgreSQL itself, so its pid is the child's. */
export function postgresCommand(config: Config, way: Way, dieWith: readonly string[] = []): string[] {
  const settings = { ...tuning, listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const { postgres } = postgresBinaries();
  return wrap(way, [...dieWith, postgres, '-D', postgresFolder(config), '-p', String(config.postgres.port), ...options]);
}

/** Makes the data folder when there is none, clears what a crash left, and says which way the server must be run. */
export async function prepareCluster(config: Config): Promise<Way> {
  const folder = postgresFolder(config);
  const way = chooseWay();
  secret(config.dirs.keys, passwordName);
  if (!existsSync(folder)) await makeCluster(config, way);
  await clearLeftovers(folder);
  giveFolder(way, folder);
  return way;
}

/** Made beside its place and renamed at the end: a start killed in the middle leaves nothing half done. */
async function makeCluster(config: Config, way: Way): Promise<void> {
  const folder = postgresFolder(config);
  const draft = `${folder}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  giveFolder(way, draft);
  const passwordFile = path.join(config.dirs.keys, passwordName);
  const options = ['-U', postgresUser, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C.UTF-8'];
  await run(wrap(way, [postgresBinaries().initdb, '-D', draft, ...options]));
  renameSync(draft, folder);
}

/** Runs initdb to its end; the error holds its last words. Its folder is / since another user may not stand in ours. */
function run([command = '', ...args]: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-1_000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`initdb ended with code ${code}: ${said.trim()}`))));
  });
}
