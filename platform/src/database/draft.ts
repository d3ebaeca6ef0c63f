import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type PgColumn, PgDialect, type PgTable } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { Tx } from './database.ts';
import { isWokenAfter } from './waking.ts';

/** Rows that one insert writes, however many there are. */
export interface RowKind<Row> {
  readonly name: string;
  /** The insert of rows that are given as one jsonb. */
  readonly insert: (rows: SQL) => SQL;
  /** The row as the insert reads it out of the jsonb. */
  readonly toJson: (row: Row) => object;
  /** Rows with the same key are versions of one row: the last one is written. */
  readonly key?: (row: Row) => unknown;
  /** Its readers are woken when it is committed (NOTIFY). */
  readonly wakes?: boolean;
}

const dialect = new PgDialect();
/** By the kinds they write. PostgreSQL reads 63 signs of a name, so they are numbered. */
const statements = new Map<string, { readonly name: string; readonly text: string }>();
const textOf = (kinds: readonly RowKind<never>[], wake: boolean): string =>
  dialect.sqlToQuery(statementOf(kinds, kinds.map(() => sql`${''}`), wake)).sql; // prettier-ignore

/** One statement for all these kinds: one round trip, and a transaction by itself. */
function statementOf(kinds: readonly RowKind<never>[], rows: readonly SQL[], wake: boolean): SQL {
  const parts = kinds.map((kind, at) => sql`${sql.identifier(kind.name)} as (${kind.insert(sql`${rows[at]}::jsonb`)})`);
  const end = wake ? sql`select pg_notify('hotline_event', '')` : sql`select`;
  return parts.length === 0 ? end : sql`with ${sql.join(parts, sql`, `)} ${end}`;
}

/** What a batch of changes writes, collected: rows first, together; then what must ask the database first. */
export class Draft {
  readonly #rows = new Map<RowKind<never>, unknown[]>();
  readonly #asks: ((tx: Tx) => Promise<void>)[] = [];
  #wakes = false;

  add<Row>(kind: RowKind<Row>, ...rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const waiting = this.#rows.get(kind) ?? [];
    waiting.push(...rows);
    this.#rows.set(kind, waiting);
    this.#wakes ||= kind.wakes === true;
  }

  /** What depends on rows that stand in the database; it runs in the same transaction, after the rows. */
  also(ask: (tx: Tx) => Promise<void>): void {
    this.#asks.push(ask);
  }

  wake(): void {
    this.#wakes = true;
  }

  /** Commits it, in one round trip when nothing has to be asked. `quietly`: without waking whoever reads the events. */
  async commit(client: pg.PoolClient, { quietly = false }: { quietly?: boolean } = {}): Promise<void> {
    const statement = this.#statement(this.#wakes && !quietly);
    if (this.#asks.length === 0) return void (await client.query(statement));
    await drizzle(client).transaction(async (tx) => {
      await client.query(statement);
      for (const ask of this.#asks) await ask(tx);
    });
  }

  /** Writes it in a transaction of somebody else's, in one round trip. */
  async within(tx: Tx): Promise<void> {
    const kinds = [...this.#rows.keys()];
    const rows = kinds.map((kind) => sql`${JSON.stringify(latest(kind, this.#rows.get(kind) ?? []))}`);
    if (kinds.length > 0) await tx.execute(statementOf(kinds, rows, this.#wakes && !isWokenAfter(tx)));
    for (const ask of this.#asks) await ask(tx);
  }

  #statement(wake: boolean): pg.QueryConfig {
    const kinds = [...this.#rows.keys()].sort((a, b) => (a.name < b.name ? -1 : 1));
    // Prepared once a connection for each set of kinds: parsing and planning cost more than the rows.
    const set = `${wake ? 'tell' : 'keep'} ${kinds.map((kind) => kind.name).join(' ')}`;
    const known = statements.get(set) ?? { name: `draft-${statements.size}`, text: textOf(kinds, wake) };
    statements.set(set, known);
    return { ...known, values: kinds.map((kind) => JSON.stringify(latest(kind, this.#rows.get(kind) ?? []))) };
  }
}

function latest(kind: RowKind<never>, rows: readonly unknown[]): object[] {
  const { key, toJson } = kind as RowKind<unknown>;
  return (key ? [...new Map(rows.map((row) => [key(row), row])).values()] : rows).map(toJson);
}

/** Writes rows in a transaction of somebody else's. */
export async function writeRows<Row>(tx: Tx, kind: RowKind<Row>, rows: readonly Row[]): Promise<void> {
  const draft = new Draft();
  draft.add(kind, ...rows);
  await draft.within(tx);
}

type Whole<T extends PgTable> = T['$inferSelect'];

/**
 * Whole rows by their primary key, for tables that one process owns. A row that is there is replaced, or only if a condition holds between
 * it (`kept`) and the new one (`excluded`); `never` leaves it as it is.
 */
export function wholeRows<T extends PgTable>(table: T, key: PgColumn, replaces: 'always' | 'never' | SQL = 'always'): RowKind<Whole<T>> {
  const { insert, toJson, columns } = insertOf(table);
  const set = sql.raw(columns.map(([, column]) => `"${column.name}" = excluded."${column.name}"`).join(', '));
  const onlyIf = typeof replaces === 'string' ? sql`` : sql` where ${replaces}`;
  const taken = replaces === 'never' ? sql`do nothing` : sql`(${sql.identifier(key.name)}) do update set ${set}${onlyIf}`;
  return {
    name: getTableConfig(table).name,
    insert: (rows) => sql`${insert(rows)} on conflict ${taken}`,
    toJson,
    key: (row) => (row as Record<string, unknown>)[columns.find(([, column]) => column === key)?.[0] ?? ''],
  };
}

/** Whole rows that are not there yet; one that is fails all that is written with it. */
export function newRows<T extends PgTable>(table: T): RowKind<Whole<T>> {
  const { insert, toJson } = insertOf(table);
  return { name: `new ${getTableConfig(table).name}`, insert, toJson };
}

function insertOf<T extends PgTable>(table: T) {
  const { name, schema = 'public' } = getTableConfig(table);
  const columns = Object.entries(getTableColumns(table));
  const list = sql.raw(columns.map(([, column]) => `"${column.name}"`).join(', '));
  const place = sql`${sql.identifier(schema)}.${sql.identifier(name)}`;
  return {
    columns,
    insert: (rows: SQL) =>
      sql`insert into ${place} as kept (${list}) select ${list} from jsonb_populate_recordset(null::${place}, ${rows})`,
    toJson: (row: Whole<T>) => Object.fromEntries(columns.map(([field, column]) => [column.name, (row as Record<string, unknown>)[field]])),
  };
}
