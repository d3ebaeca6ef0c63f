import { once } from 'node:events';
import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** COPY's text form: a tab between columns, a backslash before what would be read as something else. */
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string): string => text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);

function cell(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (value instanceof Date) return value.toISOString();
  // text[]: each element in quotes, with PostgreSQL's own escapes inside COPY's.
  if (Array.isArray(value)) return escaped(`{${value.map((one) => `"${String(one).replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
  if (typeof value === 'object') return escaped(JSON.stringify(value));
  return escaped(String(value));
}

/** Copies whole rows into a table; columns named in `filled` are left to the database. */
export async function copyRows<T extends PgTable>(
  client: pg.PoolClient,
  table: T,
  rows: readonly T['$inferInsert'][],
  filled: readonly string[] = [],
): Promise<void> {
  if (rows.length === 0) return;
  const { name, schema = 'public' } = getTableConfig(table);
  const columns = Object.entries(getTableColumns(table)).filter(([field]) => !filled.includes(field));
  const list = columns.map(([, column]) => `"${column.name}"`).join(', ');
  const stream = client.query(copyFrom(`copy "${schema}"."${name}" (${list}) from stdin`));
  const done = once(stream, 'finish');
  for (const row of rows) {
    const line = columns.map(([field]) => cell((row as Record<string, unknown>)[field])).join('\t');
    if (!stream.write(`${line}\n`)) await once(stream, 'drain');
  }
  stream.end();
  await done;
}
