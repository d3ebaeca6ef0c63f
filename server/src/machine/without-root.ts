import { spawnSync } from 'node:child_process';
import { chownSync, lchownSync, lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * PostgreSQL refuses to run as root, and Asterisk had better not. A user runs them plainly; root in a user namespace, where they are user
 * 1000 and to the outside still root; where the kernel refuses those (Docker's default), as nobody (65534) who may still pass root's 0700
 * folders (BARE.md: all three were run).
 */
export const ways = ['plain', 'userns', 'setpriv'] as const;
export type Way = (typeof ways)[number];

const nobody = 65_534;
const wrappers: Record<Way, readonly string[]> = {
  plain: [],
  userns: ['unshare', '-U', '--map-user=1000', '--'],
  setpriv: [
    'setpriv',
    `--reuid=${nobody}`,
    `--regid=${nobody}`,
    '--clear-groups',
    '--inh-caps=-all,+dac_override',
    '--ambient-caps=-all,+dac_override',
    '--securebits=+no_setuid_fixup',
    '--',
  ],
};

export function chooseWay(): Way {
  if (process.getuid?.() !== 0) return 'plain';
  const [command = '', ...args] = wrappers.userns;
  return spawnSync(command, [...args, 'true'], { stdio: 'ignore' }).status === 0 ? 'userns' : 'setpriv';
}

/** The command line that runs `command` the given way. Each wrapper becomes the program it starts: no process in between. */
export const wrap = (way: Way, command: readonly string[]): string[] => [...wrappers[way], ...command];

/** Gives the folder to whoever runs programs that way; the way can change between two starts (a container moved to a plain machine). */
export function giveFolder(way: Way, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const owner = way === 'setpriv' ? nobody : 0;
  if (lstatSync(folder).uid === owner) return;
  own(folder, owner);
}

/** As nobody with its passing right a program can write root's folders, but not the other way round: what it made then is given back. */
export function takeBack(way: Way, folder: string): void {
  if (way === 'userns') own(folder, 0);
}

function own(folder: string, owner: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    lchownSync(path.join(entry.parentPath, entry.name), owner, owner);
  chownSync(folder, owner, owner); // last: a start killed in between begins anew
}
