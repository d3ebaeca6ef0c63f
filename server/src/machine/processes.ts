import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What /proc says about processes. A bare Debian has neither ps nor pgrep (BARE.md), and a pid alone may by now belong to another program. */
export interface ProcessFacts {
  readonly pid: number;
  /** Clock ticks since boot at which it started: with the pid it names one process for good. */
  readonly startTicks: string;
  readonly zombie: boolean;
  readonly parent: number;
  readonly command: readonly string[];
}

export const allPids = (): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

/** Undefined when there is no such process. A zombie has an empty command. */
export function processFacts(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold spaces and brackets: what follows the last one is safe. Field 3 is the state, 4 the parent, 22 the start.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
    return { pid, startTicks: fields[19] ?? '', zombie: fields[0] === 'Z', parent: Number(fields[1]), command };
  } catch {
    return undefined;
  }
}

/** The folder a process works in; undefined when it is gone or belongs to somebody else. */
export function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** Every living process whose command satisfies `wanted`, without this one. */
export const processesWhere = (wanted: (command: readonly string[]) => boolean): ProcessFacts[] =>
  allPids()
    .filter((pid) => pid !== process.pid)
    .map(processFacts)
    .filter((facts) => facts !== undefined)
    .filter((facts) => !facts.zombie && wanted(facts.command));

/** Sends a signal; false when the process is gone already. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/** Ends whatever this process has started and left, grandchildren first: an apt-get in the middle of fetching Asterisk, for example. */
export function endDescendants(of: number = process.pid): void {
  for (const pid of allPids()) {
    if (processFacts(pid)?.parent !== of) continue;
    endDescendants(pid);
    signal(pid, 'SIGKILL');
  }
}
