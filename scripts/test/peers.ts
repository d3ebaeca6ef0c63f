import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { carrierJars } from './carrier-jars.ts';
import { peersFolder, type Remote } from './remote.ts';
import { wechatWheels } from './wheels.ts';

const CENTRAL = 'https://repo1.maven.org/maven2';
const PYPI = 'https://files.pythonhosted.org/packages';
const greenmail: Remote = {
  path: 'com/icegreen/greenmail-standalone/2.1.8/greenmail-standalone-2.1.8.jar',
  sha256: '332bfed79603101308927a951c4b56e89798edf614ed354a927ac9099e8ab4e4',
};

const fileOf = (remote: Remote): string => path.join(peersFolder(), path.basename(remote.path));
export const greenmailJar = (): string => fileOf(greenmail);

/** The shell round the carrier's library is compiled here, anew when it changes. */
const carrierSource = path.resolve(import.meta.dirname, '../../tests/peers/Carrier.java');
function carrierClasses(): string {
  const made = createHash('sha256').update(fs.readFileSync(carrierSource)).update(JSON.stringify(carrierJars)).digest('hex');
  return path.join(peersFolder(), `carrier-${made.slice(0, 12)}`);
}
export const carrierClassPath = (): string => [carrierClasses(), ...carrierJars.map(fileOf)].join(path.delimiter);
export const isCarrierHere = (): boolean =>
  carrierClassPath()
    .split(path.delimiter)
    .every((file) => fs.existsSync(file));

/** What Python imports from, for a WeChat of other people. */
export const wechatPythonPath = (): string => wechatWheels.map(fileOf).join(path.delimiter);
export const isWechatHere = (): boolean =>
  fs.existsSync('/usr/lib/python3/dist-packages/cryptography') && wechatWheels.map(fileOf).every((file) => fs.existsSync(file));

async function fetchFile(from: string, remote: Remote): Promise<void> {
  const file = fileOf(remote);
  if (fs.existsSync(file)) return;
  const answer = await fetch(`${from}/${remote.path}`, { signal: AbortSignal.timeout(120_000) });
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`);
  const bytes = Buffer.from(await answer.arrayBuffer());
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== remote.sha256) throw new Error(`the SHA-256 of ${path.basename(file)} is ${found}`);
  fs.mkdirSync(peersFolder(), { recursive: true });
  const beside = `${file}.${process.pid}`;
  fs.writeFileSync(beside, bytes);
  fs.renameSync(beside, file);
  console.log(`set-up: ${path.basename(file)} is in ${peersFolder()}`);
}

function compileCarrier(): void {
  const into = carrierClasses();
  if (fs.existsSync(into)) return;
  const beside = `${into}.${process.pid}`;
  const classPath = carrierJars.map(fileOf).join(path.delimiter);
  const done = spawnSync('javac', ['-encoding', 'UTF-8', '-nowarn', '-cp', classPath, '-d', beside, carrierSource], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.error?.message ?? done.stderr);
  fs.renameSync(beside, into);
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? [error.message, error.cause].filter(Boolean).map(String).join(': ') : String(error);

/** Fetches programs that others wrote and tests talk to, for all clones of this user; without them the suites that need them say so. */
export async function fetchPeers(): Promise<void> {
  const all = [
    ...[greenmail, ...carrierJars].map((remote) => ({ from: CENTRAL, remote })),
    ...wechatWheels.map((remote) => ({ from: PYPI, remote })),
  ];
  for (const { from, remote } of all)
    await fetchFile(from, remote).catch((error: unknown) => console.log(`set-up: no ${path.basename(remote.path)}: ${wordsOf(error)}`));
}

/** Compiles what is not there yet; a compiler may have come only now. */
export function compilePeers(): void {
  try {
    compileCarrier();
  } catch (error) {
    console.log(`set-up: no carrier for text messages: ${wordsOf(error)}`);
  }
}
