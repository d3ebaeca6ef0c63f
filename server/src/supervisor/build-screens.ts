import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { environmentForChild } from '@hotline/platform/settings';
import { dieWithUs } from './keeping/die-with-us.ts';
import { projectRoot } from './status.ts';

interface Screen {
  readonly name: string;
  readonly folder: string;
}

const screens: readonly Screen[] = [
  { name: '坐席工作台 agent desktop', folder: 'agent-desktop' },
  { name: '公众网站 public site', folder: 'approval-portal/web' },
  { name: '模拟手机 simulated phones', folder: 'simulator/web' },
];
/** What the pages are made of, beside their own folder. */
const shared = ['browser-kit/src', 'contracts/src', 'package-lock.json'];
const notSources = new Set(['dist', 'node_modules', 'tests']);

const building = new Set<ChildProcess>();

/** Builds the pages whose sources have changed since their last build, one after the other; returns what went wrong, in words. */
export async function buildScreens(say: (line: string) => void): Promise<string[]> {
  const reasons: string[] = [];
  for (const screen of screens) {
    const reason = await buildIfChanged(screen, say);
    if (reason) reasons.push(reason);
  }
  return reasons;
}

export function stopBuilding(): void {
  for (const child of building) child.kill('SIGKILL');
}

async function buildIfChanged({ name, folder }: Screen, say: (line: string) => void): Promise<string | undefined> {
  const place = path.join(projectRoot, folder);
  if (!existsSync(path.join(place, 'index.html'))) return undefined; // not written yet
  const hash = hashOf([folder, ...shared]);
  const stamp = path.join(place, 'dist', '.sources');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return undefined;
  say(`正在构建 Building ${name} …`);
  const start = performance.now();
  // Built aside and moved into place: two starts (`npm test` beside `npm start`) never see each other's half.
  const draft = path.join(projectRoot, 'node_modules', '.screens', `${folder.replaceAll('/', '-')}-${process.pid}`);
  mkdirSync(path.dirname(draft), { recursive: true });
  const failure = await vite(place, draft);
  if (failure !== undefined) return tellFailure(name, failure, say);
  writeFileSync(path.join(draft, '.sources'), hash);
  rmSync(`${draft}.old`, { recursive: true, force: true });
  if (existsSync(path.join(place, 'dist'))) renameSync(path.join(place, 'dist'), `${draft}.old`);
  renameSync(draft, path.join(place, 'dist'));
  rmSync(`${draft}.old`, { recursive: true, force: true });
  say(`已构建 Built ${name} (${((performance.now() - start) / 1_000).toFixed(1)} s)`);
  return undefined;
}

/** What it says without the stack of Vite's own functions, which fills a screen and names nothing of ours. */
function tellFailure(name: string, failure: string, say: (line: string) => void): string {
  const lines = stripVTControlCharacters(failure)
    .split('\n')
    .filter((line) => line.trim() && !/^\s+at |^error during build|errors: \[|^\s*}/.test(line));
  say(`构建失败 Could not build ${name}; everything else goes on:`);
  for (const line of lines.slice(0, 8)) say(`    ${line.slice(0, 160)}`);
  return `screen ${name} was not built: ${(lines[0] ?? 'Vite said nothing').trim().slice(0, 160)}`;
}

/** Undefined when it worked, else what Vite said. In a process of its own, politely: callers come first. */
function vite(place: string, into: string): Promise<string | undefined> {
  const program = path.join(path.dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const [command = '', ...args] = [
    ...dieWithUs('KILL'),
    process.execPath,
    program,
    'build',
    '--outDir',
    into,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: place,
      env: environmentForChild({ NO_COLOR: '1' }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    building.add(child);
    if (child.pid) os.setPriority(child.pid, 5);
    let said = '';
    const hear = (chunk: Buffer) => (said = (said + chunk.toString()).slice(-20_000));
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code) => {
      building.delete(child);
      resolve(code === 0 ? undefined : said || `Vite ended with code ${code}`);
    });
  });
}

function hashOf(places: readonly string[]): string {
  const hash = createHash('sha256');
  const add = (file: string) => {
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) if (!notSources.has(name)) add(path.join(file, name));
    } else {
      hash.update(path.relative(projectRoot, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  };
  for (const place of places) add(path.join(projectRoot, place));
  return hash.digest('hex');
}
