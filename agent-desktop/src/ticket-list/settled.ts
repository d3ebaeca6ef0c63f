export interface Settled<T> {
  /** In the order in which she saw them; a row that has left the list stays as it was. */
  readonly rows: readonly { readonly row: T; readonly gone: boolean }[];
  /** How many rows came in above or among those shown, or went. */
  readonly changes: number;
}

/**
 * A live list that never jumps: rows stay where she saw them and change in place, new ones gather behind “3 条更新”,
 * what is appended at the end comes at once.
 */
export function settledRows<T extends { readonly id: string }>(held: readonly T[], latest: readonly T[]): Settled<T> {
  const now = new Map(latest.map((row) => [row.id, row]));
  const known = new Set(held.map(({ id }) => id));
  const lastKnown = latest.findLastIndex(({ id }) => known.has(id));
  const appended = latest.slice(lastKnown + 1);
  if (lastKnown === -1) return { rows: latest.map((row) => ({ row, gone: false })), changes: 0 };
  const rows = held.map((row) => ({ row: now.get(row.id) ?? row, gone: !now.has(row.id) }));
  const came = latest.slice(0, lastKnown).filter(({ id }) => !known.has(id)).length;
  const went = rows.filter(({ gone }) => gone).length;
  return { rows: [...rows, ...appended.map((row) => ({ row, gone: false }))], changes: came + went };
}
