import type { AwayCaller, CallerHeaders } from './switchboard-port.ts';

/**
 * Callers whom the dialplan remembered in AstDB (`/away/<channel id>/<column>`) while no app answered, oldest first.
 * One who waits on a channel that is no more was cut off by the end of Asterisk itself: she counts as abandoned.
 */
export function awayCallersIn(
  tree: ReadonlyMap<string, string>,
  living: ReadonlySet<string>,
  byOurClock: (at: Date) => Date,
): AwayCaller[] {
  const rows = new Map<string, Record<string, string>>();
  for (const [key, value] of tree) {
    const [, , id, column] = key.split('/');
    if (id && column) rows.set(id, { ...rows.get(id), [column]: value });
  }
  return [...rows].map(([id, row]) => awayCaller(id, row, living.has(id), byOurClock)).sort((a, b) => a.at.getTime() - b.at.getTime());
}

function awayCaller(id: string, row: Record<string, string>, isLiving: boolean, byOurClock: (at: Date) => Date): AwayCaller {
  const state = row['state'] === 'voicemail' ? 'voicemail' : row['state'] === 'waiting' && isLiving ? 'waiting' : 'abandoned';
  return {
    id,
    at: byOurClock(new Date(Number(row['at'] ?? 0) * 1_000)),
    state,
    dialled: row['dialled'] ?? '',
    headers: headersOf(row['from'], [row['pai1'], row['pai2'], row['pai3']], [row['privacy1'], row['privacy2']]),
    endpoint: row['endpoint'] ?? '',
    ...(row['voicemail'] ? { voicemail: row['voicemail'] } : {}),
  };
}

/** Leaves out the headers that were not there (the dialplan then sets an empty text). */
export function headersOf(
  from: string | undefined,
  asserted: readonly (string | undefined)[],
  privacy: readonly (string | undefined)[],
): CallerHeaders {
  return { from: from ?? '', asserted: asserted.filter(isGiven), privacy: privacy.filter(isGiven) };
}

const isGiven = (text: string | undefined): text is string => text !== undefined && text !== '';
