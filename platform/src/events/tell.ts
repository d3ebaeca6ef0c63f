import { events, type Told } from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import type { Clock } from '../clock.ts';
import type { Tx } from '../database/database.ts';
import { type RowKind, writeRows } from '../database/draft.ts';

/** Writes events in the transaction of the change they tell of, and wakes the readers when it has committed. */
export const tell = (tx: Tx, clock: Clock, told: readonly Told[]): Promise<void> => writeRows(tx, eventRows, eventsTold(clock, told));

/** The events as they are written, for a draft. */
export function eventsTold(clock: Clock, told: readonly Told[]): EventRow[] {
  const at = clock.now().toISOString();
  return told.map(({ name, payload }) => ({ name, payload: events[name].payload.parse(payload), at }));
}

interface EventRow {
  readonly name: string;
  readonly payload: unknown;
  readonly at: string;
}

/** NOTIFY carries nothing: it only wakes, the cursor knows where to read on. */
export const eventRows: RowKind<EventRow> = {
  name: 'event',
  wakes: true,
  toJson: (row) => row,
  insert: (rows) => sql`
    insert into platform.event (xid, name, payload, at)
    select pg_current_xact_id(), r.name, r.payload, r.at
    from jsonb_to_recordset(${rows}) as r(name text, payload jsonb, at timestamptz)`,
};
