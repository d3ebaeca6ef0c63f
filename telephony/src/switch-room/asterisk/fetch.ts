import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { SwitchTrouble } from '../switch-trouble.ts';
import { DebianArchive, debianMirrors, type Planned } from './debian-archive.ts';
import { byItsOwnLoader } from './loader.ts';

const run = promisify(execFile);

const WANTED = ['asterisk', 'espeak-ng'] as const;

/** testing moves less than unstable; both carry Asterisk 22 (an LTS), Debian 12 and 13 carry none. */
const SUITES = ['forky', 'sid'] as const;

/** Heavy, and loaded by none of our modules (about 50 MB): the loader check finds out if that changes. Sounds and music are our own. */
const SKIPPED =
  /^(perl|libperl|gnupg|gpg|dirmngr|pinentry|libsnmp|libicu|libcodec2|libgnutls|libgcrypt|libgmp|libunbound|adduser|passwd|login|debconf|tzdata|pci\.ids|libc-gconv|libdb5|libsamplerate|libpq|libical|asterisk-config|asterisk-core-sounds|asterisk-moh)/;

export interface FetchedAsterisk {
  root: string;
  version: string;
  /** False for another release than 22: it may work, the status says "degraded: untested". */
  tested: boolean;
}

export interface FetchOrder {
  /** A link to the unpacked folder, normally `.asterisk` in the repository. */
  into: string;
  /** Shared by all clones of one user: `$XDG_CACHE_HOME/hotline-12345`. */
  cacheDir: string;
  mirror?: string;
  log: (line: string) => void;
}

/** Debian's Asterisk and espeak-ng in a folder, without installing and without root: 7–16 s and 51 MB once, then nothing. Throws `SwitchTrouble`. */
export async function fetchAsterisk(order: FetchOrder): Promise<FetchedAsterisk> {
  const home = path.join(order.cacheDir, `asterisk-${hashOfWanted()}`);
  if (!isWhole(home) && isWhole(order.into) && !(await isOlderLink(order.into))) return describe(order.into);
  if (!isWhole(home)) {
    try {
      await unpackInto(home, order);
    } catch (error) {
      if (isWhole(order.into)) return describe(order.into); // an older unpacking still makes calls
      throw error instanceof SwitchTrouble ? error : trouble(error, order.mirror);
    }
  }
  await link(home, order.into);
  return describe(home);
}

/** An Asterisk that the operator unpacked or installed elsewhere (ASTERISK_ROOT). Throws `SwitchTrouble`. */
export async function asteriskAt(root: string): Promise<FetchedAsterisk> {
  if (!existsSync(path.join(root, 'usr/sbin/asterisk')))
    throw new SwitchTrouble(`ASTERISK_ROOT=${root} holds no usr/sbin/asterisk.`, 'unset ASTERISK_ROOT && npm start');
  const { command, args } = byItsOwnLoader(root, 'usr/sbin/asterisk');
  const { stdout } = await run(command, [...args, '-V']);
  const version =
    stdout
      .trim()
      .replace(/^Asterisk\s+/, '')
      .split('~')[0] ?? '';
  return { root, version, tested: version.startsWith('22.') };
}

async function unpackInto(home: string, order: FetchOrder): Promise<void> {
  await mkdir(order.cacheDir, { recursive: true });
  const work = await mkdtemp(path.join(order.cacheDir, '.fetching-')); // one per run: parallel and killed starts are safe
  try {
    const archive = await DebianArchive.in(work);
    const plan = await firstPlan(archive, await debianMirrors(order.mirror), order.log);
    const fresh = path.join(work, 'fresh');
    await fill(archive, plan, path.join(fresh, 'root'), order.log);
    await writeFile(path.join(fresh, 'versions.txt'), plan.map(({ name, version }) => `${name}=${version}\n`).join(''));
    await rename(fresh, home).catch((error: unknown) => {
      if (!isWhole(home)) throw error; // else another start was faster, and its folder is as good
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Asterisk 22 wherever it is offered; else the first other LTS (their major numbers are even). */
async function firstPlan(archive: DebianArchive, mirrors: readonly string[], log: FetchOrder['log']): Promise<Planned[]> {
  const refusals: string[] = [];
  let untested: (() => Promise<Planned[]>) | undefined;
  for (const mirror of mirrors) {
    for (const suite of SUITES) {
      try {
        const plan = await archive.plan(mirror, suite, WANTED);
        const major = Number(/^1:(\d+)/.exec(plan.find(({ name }) => name === 'asterisk')?.version ?? '')?.[1]);
        if (major === 22) return plan;
        if (major > 22 && major % 2 === 0) untested ??= () => archive.plan(mirror, suite, WANTED);
        refusals.push(`${suite} at ${mirror} has Asterisk ${major || 'not at all'}`);
      } catch (error) {
        refusals.push(`${suite} at ${mirror}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  if (!untested) throw new Error(refusals.join('\n'));
  log('No Asterisk 22 in the archive: taking a newer one, which is untested.');
  return untested();
}

async function fill(archive: DebianArchive, plan: readonly Planned[], root: string, log: FetchOrder['log']): Promise<void> {
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    await mkdir(path.join(root, 'usr', folder), { recursive: true });
    await symlink(`usr/${folder}`, path.join(root, folder));
  }
  const slim = plan.filter(({ name }) => !SKIPPED.test(name));
  log(`Fetching Asterisk: ${slim.length} packages from Debian, about 50 MB, once.`);
  await fetchAndUnpack(archive, slim, root);
  const lacking = await missingLibraries(root);
  if (lacking.length) {
    log(`The slim set lacks ${lacking.join(', ')}: fetching the rest.`);
    await fetchAndUnpack(
      archive,
      plan.filter(({ name }) => SKIPPED.test(name)),
      root,
    );
  }
  for (const folder of ['doc', 'man', 'locale', 'lintian'])
    await rm(path.join(root, 'usr/share', folder), { recursive: true, force: true });
}

async function fetchAndUnpack(archive: DebianArchive, packages: readonly Planned[], root: string): Promise<void> {
  await archive.download(packages);
  const files = (await readdir(archive.downloads)).map((name) => path.join(archive.downloads, name));
  const worker = async (): Promise<void> => {
    for (let file = files.pop(); file; file = files.pop()) {
      await run('dpkg-deb', ['-x', file, root]);
      await rm(file);
    }
  };
  await Promise.all([worker(), worker()]); // two: unpacking is xz, which fills a core
}

/** What the root's own loader cannot find, or would take from outside the root, for the two programs. */
async function missingLibraries(root: string): Promise<string[]> {
  const lines: string[] = [];
  for (const program of ['usr/sbin/asterisk', 'usr/bin/espeak-ng']) {
    const { command, args } = byItsOwnLoader(root, program);
    const list = [...args.slice(0, -1), '--list', ...args.slice(-1)];
    const { stdout } = await run(command, list).catch((error: unknown) => ({ stdout: `${program} cannot open ${String(error)}` }));
    lines.push(...stdout.split('\n').filter((line) => /not found|cannot open|=> \//.test(line) && !line.includes(`=> ${root}/`)));
  }
  return [...new Set(lines.map((line) => line.trim()))];
}

function trouble(error: unknown, mirror: string | undefined): SwitchTrouble {
  const reason = error instanceof Error ? error.message : String(error);
  const remedy = `DEBIAN_MIRROR=${mirror ? '<another Debian mirror>' : '<address of a Debian mirror this machine reaches>'} npm start`;
  return new SwitchTrouble(`Asterisk could not be fetched, so there are no calls:\n${reason}`, remedy, error);
}

/** Packages, suites and processor: another list is another folder, so an update never breaks a running clone. */
const hashOfWanted = (): string =>
  createHash('sha256')
    .update(JSON.stringify([WANTED, SUITES, SKIPPED.source, process.arch]))
    .digest('hex')
    .slice(0, 12);

const isWhole = (home: string): boolean =>
  existsSync(path.join(home, 'versions.txt')) && existsSync(path.join(home, 'root/usr/sbin/asterisk'));

/** A link to a folder of another hash is replaced; a folder that somebody copied here is taken as it is. */
async function isOlderLink(into: string): Promise<boolean> {
  if (!(await lstat(into)).isSymbolicLink()) return false;
  return path.basename(await readlink(into)) !== `asterisk-${hashOfWanted()}`;
}

async function link(home: string, into: string): Promise<void> {
  if ((await readlink(into).catch(() => '')) === home) return;
  if (existsSync(into) && !(await lstat(into)).isSymbolicLink()) return;
  const fresh = `${into}.${process.pid}`;
  await symlink(home, fresh);
  await rename(fresh, into);
}

async function describe(home: string): Promise<FetchedAsterisk> {
  const versions = await readFile(path.join(home, 'versions.txt'), 'utf8');
  const version = /^asterisk=1:([\d.]+)/m.exec(versions)?.[1] ?? 'unknown';
  return { root: path.join(home, 'root'), version, tested: version.startsWith('22.') };
}
