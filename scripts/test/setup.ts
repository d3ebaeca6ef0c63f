import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

interface Program {
  readonly packageName: string;
  readonly isHere: () => boolean;
  readonly why: string;
}

const onPath = (...names: string[]): boolean =>
  (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => names.some((name) => fs.existsSync(path.join(folder, name))));

const programs: readonly Program[] = [
  { packageName: 'sip-tester', isHere: () => onPath('sipp'), why: 'sipp, for the suite "calls"' },
  {
    packageName: 'chromium',
    isHere: () => onPath('chromium', 'chromium-browser', 'google-chrome') || 'CHROMIUM' in process.env,
    why: 'Chromium, for the suite "journeys"',
  },
  { packageName: 'fonts-wqy-zenhei', isHere: () => fs.existsSync('/usr/share/fonts/truetype/wqy'), why: 'Chinese glyphs in screenshots' },
  {
    packageName: 'default-jdk-headless',
    isHere: () => onPath('javac'),
    why: 'a JDK, for a mail server and a text-message carrier of other people that tests talk to',
  },
  {
    packageName: 'python3-aiosmtpd',
    isHere: () => fs.existsSync('/usr/lib/python3/dist-packages/aiosmtpd'),
    why: 'a strict mail server of other people',
  },
  {
    packageName: 'python3-cryptography',
    isHere: () => fs.existsSync('/usr/lib/python3/dist-packages/cryptography'),
    why: 'a WeChat of other people',
  },
];

/** On Debian or Ubuntu as root it installs what tests need and the machine lacks; otherwise it says what is missing and tests skip. */
export function installPrograms(): void {
  const missing = programs.filter(({ isHere }) => !isHere());
  if (missing.length === 0) return console.log('set-up: sipp, chromium, a Chinese font, a JDK, aiosmtpd and cryptography are here');
  const names = missing.map(({ packageName }) => packageName);
  for (const { packageName, why } of missing) console.log(`set-up: ${packageName} is missing (${why})`);
  if (process.getuid?.() !== 0 || !onPath('apt-get'))
    return console.log(`set-up: run as root: apt-get install --yes --no-install-recommends ${names.join(' ')}`);
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-qq', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update');
  const done = apt('install', '--yes', '--no-install-recommends', ...names);
  console.log(
    done
      ? `set-up: installed ${names.join(' ')}`
      : `set-up: apt could not install ${names.join(' ')}; the suites that need them will say so`,
  );
}

interface Fetching {
  fetchAsterisk(order: {
    into: string;
    cacheDir: string;
    mirror?: string;
    log: (line: string) => void;
  }): Promise<{ root: string; version: string }>;
}

/** Unpacks Asterisk once for all clones of this user; its folder goes to the suites as ASTERISK_ROOT. */
export async function fetchSwitch(root: string): Promise<void> {
  const file = path.join(root, 'telephony/src/switch-room/asterisk/fetch.ts');
  const { ASTERISK_ROOT, DEBIAN_MIRROR, XDG_CACHE_HOME } = process.env;
  if (ASTERISK_ROOT || !fs.existsSync(file)) return;
  try {
    const { fetchAsterisk } = (await import(pathToFileURL(file).href)) as Fetching;
    const got = await fetchAsterisk({
      into: path.join(root, '.asterisk'),
      cacheDir: path.join(XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'hotline-12345'),
      ...(DEBIAN_MIRROR ? { mirror: DEBIAN_MIRROR } : {}),
      log: (line) => console.log(`set-up: ${line}`),
    });
    process.env['ASTERISK_ROOT'] = got.root;
    console.log(`set-up: Asterisk ${got.version} is in ${got.root}`);
  } catch (error) {
    console.log(`set-up: no Asterisk: ${error instanceof Error ? error.message : String(error)}`);
  }
}
