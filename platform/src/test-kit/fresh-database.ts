import pg from 'pg';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { quietLog } from './small-things.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { readonly url: string; readonly template: string };
  }
}

/** A database of one test file's own. It stays on the server when the file is done, so that a failed one can be looked into while it runs. */
export interface TestDatabase extends Database {
  /** Plain SQL, as a script or a tamperer would send it. */
  sql<Row extends object = Record<string, unknown>>(question: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** A clone of the migrated template, named after the file that asks. */
export const freshDatabase = (name: string): Promise<TestDatabase> => make(name, inject('postgres').template);

/** A database without any table of ours. */
export const emptyDatabase = (name: string): Promise<TestDatabase> => make(name, 'template0');

async function make(name: string, template: string): Promise<TestDatabase> {
  const server = inject('postgres').url;
  const own = `${name.replace(/\W+/g, '_')}_${process.pid}`.slice(0, 60).toLowerCase();
  const client = new pg.Client({ connectionString: `${server}postgres` });
  await client.connect();
  try {
    // Cloning needs the template to itself: files that begin together take turns.
    await client.query('select pg_advisory_lock(1)');
    await client.query(`drop database if exists ${own} with (force)`);
    await client.query(`create database ${own} template ${template} strategy wal_log`);
  } finally {
    await client.end();
  }
  const database = openDatabase(`${server}${own}`, quietLog());
  return {
    ...database,
    sql: async <Row extends object>(question: string, values: readonly unknown[] = []) =>
      (await database.pool.query(question, [...values])).rows as Row[],
  };
}
