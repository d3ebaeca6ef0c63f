import fs from 'node:fs';

/** Linux counts processor time in hundredths of a second, whatever the kernel's own beat is. */
const TICKS_PER_SECOND = 100;

export type Group = 'asterisk' | 'app' | 'postgres';
/** Whose time is counted: a process, with its children (PostgreSQL has one per connection) or without. */
export type Watched = Partial<Record<Group, { readonly pid: number; readonly withChildren?: boolean }>>;
export type CpuShares = Partial<Record<Group, number>>;

interface Times {
  readonly parent: number;
  readonly seconds: number;
}

/** A process that ended meanwhile has no times any more. */
function timesOf(pid: number | string): Times | undefined {
  try {
    const fields = fs
      .readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND };
  } catch {
    return undefined;
  }
}

/** Each process apart: a connection of PostgreSQL that ends meanwhile must not take its time away from the others. */
function secondsOf({ pid, withChildren = false }: NonNullable<Watched[Group]>): Map<number, number> {
  const candidates = withChildren ? fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [String(pid)];
  const found = candidates.flatMap((name): [number, number][] => {
    const times = timesOf(name);
    return times && (Number(name) === pid || times.parent === pid) ? [[Number(name), times.seconds]] : [];
  });
  return new Map(found);
}

/** Begins to count; the returned function gives the shares of one core, in per cent, since then. */
export function watchCpu(watched: Watched): () => CpuShares {
  const groups = Object.entries(watched) as [Group, NonNullable<Watched[Group]>][];
  const began = performance.now();
  const before = new Map(groups.map(([group, one]) => [group, secondsOf(one)]));
  return () => {
    const elapsed = (performance.now() - began) / 1_000;
    const usedBy = ([group, one]: (typeof groups)[number]): number =>
      [...secondsOf(one)].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(group)?.get(pid) ?? 0), 0);
    return Object.fromEntries(groups.map((group) => [group[0], (100 * usedBy(group)) / elapsed]));
  };
}
