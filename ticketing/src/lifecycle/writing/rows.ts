import { type RowKind, wholeRows } from '@hotline/platform';
import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { citizenMessage, notice } from '../../tables/desk.ts';
import { clock, clockLedger, ticket, ticketLog } from '../../tables/ticket.ts';

/** Rows that are only ever added; columns that the database fills stay out. */
function addedRows<T extends PgTable>(
  table: T,
  filled: readonly (keyof T['$inferSelect'])[],
  conflict: SQL = sql``,
): RowKind<T['$inferInsert']> {
  const { name, schema = 'public' } = getTableConfig(table);
  const columns = Object.entries(getTableColumns(table)).filter(([field]) => !filled.includes(field));
  const list = sql.raw(columns.map(([, column]) => `"${column.name}"`).join(', '));
  const place = sql`${sql.identifier(schema)}.${sql.identifier(name)}`;
  return {
    name,
    insert: (rows) => sql`insert into ${place} (${list}) select ${list} from jsonb_populate_recordset(null::${place}, ${rows})${conflict}`,
    toJson: (row) => Object.fromEntries(columns.map(([field, column]) => [column.name, (row as Record<string, unknown>)[field]])),
  };
}

/** What a step writes, kind by kind: all of it goes to the database in one statement. */
export const rowsOf = {
  // Only over the version before: whoever saw an older one writes nothing here, and her log line is refused as a double.
  ticket: wholeRows(ticket, ticket.id, sql.raw('kept.version = excluded.version - 1')),
  line: addedRows(ticketLog, ['xid']),
  clock: wholeRows(clock, clock.id),
  ledger: addedRows(clockLedger, ['id']),
  notice: addedRows(notice, [], sql` on conflict do nothing`),
  message: addedRows(citizenMessage, []),
};
