import { getTableColumns, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Tx } from './database.ts';

/** Writes any number of rows of one kind in one statement. */
export type WriteAll<Row> = (tx: Tx, rows: readonly Row[]) => Promise<void>;

const collected = new WeakMap<Tx, Map<WriteAll<never>, unknown[]>>();

/**
 * Runs `work` and writes what it left to `writeTogether` at its end, in order, one statement a kind. A call's eighteen steps each have an
 * audit line and an event; one by one they were three of four round trips of the journal.
 */
export async function together(tx: Tx, work: () => Promise<void>): Promise<void> {
  const kinds = new Map<WriteAll<never>, unknown[]>();
  collected.set(tx, kinds);
  try {
    await work();
  } finally {
    collected.delete(tx);
  }
  for (const [writeAll, rows] of kinds) await writeAll(tx, rows as never[]);
}

/** Writes rows now, or at the end of a transaction that collects them. */
export async function writeTogether<Row>(tx: Tx, writeAll: WriteAll<Row>, rows: readonly Row[]): Promise<void> {
  const kinds = collected.get(tx);
  if (!kinds) return writeAll(tx, rows);
  const waiting = kinds.get(writeAll) ?? [];
  waiting.push(...rows);
  kinds.set(writeAll, waiting);
}

/**
 * Upserts whole rows by their primary key, the last version of each: what a batch changed ten times is written once.
 * For tables that one process owns, whose rows it knows whole.
 */
export function upsertAll<T extends PgTable>(table: T, key: PgColumn): WriteAll<T['$inferInsert']> {
  const columns = getTableColumns(table);
  const [keyName = ''] = Object.entries(columns).find(([, column]) => column === key) ?? [];
  const set = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, sql.raw(`excluded."${column.name}"`)]));
  return async (tx, rows) => {
    const latest = new Map(rows.map((row) => [(row as Record<string, unknown>)[keyName], row]));
    if (latest.size === 0) return;
    await tx
      .insert(table)
      .values([...latest.values()])
      .onConflictDoUpdate({ target: key, set: set as never });
  };
}
