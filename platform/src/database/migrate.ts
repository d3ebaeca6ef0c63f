import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';

/** A package's migrations: its own PostgreSQL schema, its own folder. */
export interface Migrations {
  readonly schema: string;
  readonly folder: string;
}

/** Any number that no other program of ours locks. */
const MIGRATION_LOCK = 12_345;

/**
 * Brings every schema up to date, in the order given. Two apps that start together take turns (an advisory lock, CASES drizzle-orm#874);
 * each folder runs in one transaction, so that a kill in the middle leaves nothing half done.
 */
export async function bringUpToDate(url: string, all: readonly Migrations[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (const { schema, folder } of all) {
      await migrate(drizzle(client), { migrationsFolder: folder, migrationsSchema: 'migrations', migrationsTable: schema });
    }
  } finally {
    await client.end();
  }
}
