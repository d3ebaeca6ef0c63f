import { events, type Told } from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Tx } from '../database/database.ts';
import { type WriteAll, writeTogether } from '../database/together.ts';

/** Writes events in the transaction of the change they tell of, and wakes the readers when it commits. */
export async function tell(tx: Tx, clock: Clock, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const at = clock.now().toISOString();
  const rows = told.map(({ name, payload }) => ({ name, payload: events[name].payload.parse(payload), at }));
  await writeTogether(tx, insertEvents, rows);
}

// NOTIFY carries nothing: it only wakes, the cursor knows where to read on.
const insertEvents: WriteAll<{ name: string; payload: unknown; at: string }> = async (tx, rows) => {
  await tx.execute(sql`
    with told as (
      insert into platform.event (xid, name, payload, at)
      select pg_current_xact_id(), r.name, r.payload, r.at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(name text, payload jsonb, at timestamptz)
      returning 1)
    select pg_notify('hotline_event', '') from told limit 1`);
};
