import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '@hotline/platform/settings';
import { livingHolder } from '../machine/folder-lock.ts';
import { findProgram } from '../machine/programs.ts';
import { portTroubles } from '../supervisor/wanted-ports.ts';

/** One thing looked at. `remedy` stands only where it is wrong; `optional` things are told and do not count. */
export interface Finding {
  readonly zh: string;
  readonly en: string;
  readonly found: string;
  readonly remedy?: string;
  readonly optional?: boolean;
}

const GIGABYTE = 1_000_000_000;
/** About 400 MB are taken at the first start (BARE.md); a day of 1,000 calls of 3 minutes recorded thrice at 8 kHz is about 8 GB. */
const WANTED_FREE_BYTES = 2 * GIGABYTE;

const needed: readonly [program: string, why: string, debianPackage: string][] = [
  ['setpriv', 'ends PostgreSQL and Asterisk when the supervisor is killed', 'util-linux'],
  ['unshare', 'runs PostgreSQL for root', 'util-linux'],
  ['apt-get', 'fetches Asterisk from Debian', 'apt (or set ASTERISK_ROOT)'],
  ['dpkg-deb', 'unpacks Asterisk', 'dpkg (or set ASTERISK_ROOT)'],
];
const forTests: readonly [program: string, why: string, debianPackage: string][] = [
  ['sipp', 'calls in `npm test`', 'sip-tester'],
  ['chromium', 'journeys in `npm test`', 'chromium fonts-wqy-zenhei'],
];

export async function findings(config: Config): Promise<Finding[]> {
  return [
    node(),
    ...needed.map(([name, why, from]) => program(name, why, from, false)),
    ...forTests.map(([name, why, from]) => program(name, why, from, true)),
    rights(config),
    owner(config),
    disk(config),
    shortPath(config),
    ...(await ports(config)),
  ];
}

function node(): Finding {
  const finding = { zh: 'Node 版本', en: 'Node', found: process.version };
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 10)
    ? finding
    : { ...finding, remedy: 'Run it by `npm run doctor`: npm finds the Node 24 of this project.' };
}

function program(name: string, why: string, from: string, optional: boolean): Finding {
  const place = findProgram(name);
  const finding = { zh: '程序', en: `${name} (${why})`, found: place ?? 'missing', optional };
  return place ? finding : { ...finding, remedy: `apt-get install ${from}` };
}

/** The nearest folder that exists must be writable. */
function rights({ dirs }: Config): Finding {
  let folder = dirs.data;
  while (!existsSync(folder)) folder = path.dirname(folder);
  const finding = { zh: '数据目录', en: 'Data folder', found: dirs.data };
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return finding;
  } catch {
    return { ...finding, remedy: `This user may not write to ${folder}: chown it, or set HOTLINE_DATA_DIR.` };
  }
}

/** A start as root leaves files that a user's start cannot read: a common surprise. */
function owner({ dirs }: Config): Finding {
  const finding = { zh: '目录属主', en: 'Owner of the keys', found: 'this user' };
  if (!existsSync(dirs.keys)) return { ...finding, found: 'none yet' };
  const { uid } = statSync(dirs.keys);
  if (uid === process.getuid?.() || process.getuid?.() === 0) return finding;
  return {
    ...finding,
    found: `uid ${uid}`,
    remedy: `Run the hotline as the user of ${dirs.data}, or: chown -R ${process.getuid?.() ?? ''} ${dirs.data}`,
  };
}

function disk({ dirs }: Config): Finding {
  let folder = dirs.data;
  while (!existsSync(folder)) folder = path.dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const finding = { zh: '磁盘空间', en: 'Free disk space', found: `${(free / GIGABYTE).toFixed(1)} GB` };
  return free >= WANTED_FREE_BYTES ? finding : { ...finding, remedy: 'Free at least 2 GB, or move the data with HOTLINE_DATA_DIR.' };
}

/** Asterisk cuts a control-socket path of more than 107 characters silently. */
function shortPath({ dirs }: Config): Finding {
  const finding = { zh: '路径长度', en: 'Length of the run folder', found: `${dirs.run.length}` };
  return dirs.run.length <= 80
    ? finding
    : { ...finding, remedy: 'Set HOTLINE_DATA_DIR to a shorter path (its run folder at most 80 characters).' };
}

/** While the hotline runs its ports are taken, by itself. */
async function ports(config: Config): Promise<Finding[]> {
  const pid = livingHolder(path.join(config.dirs.run, 'supervisor.pid'));
  if (pid !== undefined) return [{ zh: '端口', en: 'Ports', found: `in use by the running hotline (pid ${pid})` }];
  const troubles = await portTroubles(config);
  const taken = troubles.map((trouble): Finding => ({ zh: '端口', en: 'Port', found: 'taken', remedy: trouble }));
  return taken.length > 0 ? taken : [{ zh: '端口', en: 'Ports', found: `all free${ephemeralNote(config)}` }];
}

/** The kernel hands out ports of this range to anybody; a listening port inside it may be taken by chance. */
function ephemeralNote(config: Config): string {
  try {
    const [first = 0, last = 0] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').trim().split(/\s+/).map(Number);
    const inside = config.sip.rtp.last >= first && config.sip.rtp.first <= last;
    return inside ? ` (RTP_PORTS overlaps the kernel's own range ${first}-${last})` : '';
  } catch {
    return '';
  }
}
