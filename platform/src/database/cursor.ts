import { type AnyColumn, type SQL, sql } from 'drizzle-orm';

/** Where a page ended, as its reader hands it back: the last row's moment and id. */
export const cursorAt = (at: Date | null | undefined, id: string): string => `${at?.getTime() ?? 0}.${id}`;

/** Rows behind the cursor of a list that is sorted by a moment, then by id. Undefined for none, and for a text that is no cursor of ours: the list begins anew. */
export function behindCursor(after: string | undefined, at: AnyColumn, id: AnyColumn, order: 'newest' | 'oldest'): SQL | undefined {
  const [, ms, last] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(after ?? '') ?? [];
  if (ms === undefined || last === undefined) return undefined;
  const place = sql`(${new Date(Number(ms)).toISOString()}::timestamptz, ${last})`;
  return order === 'newest' ? sql`(${at}, ${id}) < ${place}` : sql`(${at}, ${id}) > ${place}`;
}
