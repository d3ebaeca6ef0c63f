import type { Db, Tx } from '@hotline/platform';
import { and, inArray, isNull, or, sql } from 'drizzle-orm';
import { contactJoin, type ContactJoinRow } from '../tables/message.ts';

/** These contacts and all that somebody has joined to them, over any number of steps. */
export async function togetherWith(db: Db | Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.execute<{ id: string }>(sql`
    with recursive together(id) as (
      select unnest(${sql.param([...ids])}::text[])
      union
      select case when j.one = t.id then j.other else j.one end
      from together t join gateway.contact_join j on j.parted_at is null and (j.one = t.id or j.other = t.id)
    ) select id from together`);
  return rows.map(({ id }) => id);
}

/** What holds these contacts together now, the oldest first. */
export const joinsAmong = async (db: Db | Tx, ids: readonly string[]): Promise<ContactJoinRow[]> =>
  ids.length === 0
    ? []
    : db
        .select()
        .from(contactJoin)
        .where(and(isNull(contactJoin.partedAt), or(inArray(contactJoin.one, [...ids]), inArray(contactJoin.other, [...ids]))))
        .orderBy(contactJoin.joinedAt, contactJoin.id);
