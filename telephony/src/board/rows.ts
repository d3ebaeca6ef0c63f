import { type Tx, upsertAll, type WriteAll, writeTogether } from '@hotline/platform';
import { inArray } from 'drizzle-orm';
import { agent, call, leg, missedCall, queueEntry, recording } from '../tables.ts';

/** How the board's rows are written: whole, the last version of each, one statement a table for everything that a batch changed. */
const kinds = {
  /** A call's first row; a later version that overtook it stays. */
  newCall: async (tx: Tx, rows: readonly (typeof call.$inferInsert)[]) => {
    if (rows.length > 0)
      await tx
        .insert(call)
        .values([...rows])
        .onConflictDoNothing();
  },
  call: upsertAll(call, call.id),
  newLeg: async (tx: Tx, rows: readonly (typeof leg.$inferInsert)[]) => {
    if (rows.length > 0)
      await tx
        .insert(leg)
        .values([...rows])
        .onConflictDoNothing();
  },
  leg: upsertAll(leg, leg.channelId),
  queueEntry: upsertAll(queueEntry, queueEntry.id),
  recording: upsertAll(recording, recording.id),
  agent: upsertAll(agent, agent.account),
  /** Once per call: the second loss of the same call changes nothing. */
  missedCall: async (tx: Tx, rows: readonly (typeof missedCall.$inferInsert)[]) => {
    if (rows.length > 0)
      await tx
        .insert(missedCall)
        .values([...rows])
        .onConflictDoNothing();
  },
  unmadeCall: async (tx: Tx, ids: readonly string[]) => {
    if (ids.length === 0) return;
    await tx.delete(leg).where(inArray(leg.callId, [...ids]));
    await tx.delete(call).where(inArray(call.id, [...ids]));
  },
};
type Kinds = typeof kinds;
type RowOf<K extends keyof Kinds> = Kinds[K] extends WriteAll<infer R> ? R : never;

/** Writes rows of one kind. The kinds are written in the order of the table above, so that a leg finds its call. */
export async function keepRows<K extends keyof Kinds>(tx: Tx, kind: K, ...rows: RowOf<K>[]): Promise<void> {
  for (const write of Object.values(kinds))
    await writeTogether(tx, write as WriteAll<never>, write === kinds[kind] ? (rows as never[]) : []);
}
