import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { wakeAfterCommit } from './waking.ts';

export type Db = NodePgDatabase;
/** What works inside and outside a transaction. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0] | Db;

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a pool. It survives a restart of PostgreSQL: without the 'error' listener a lost idle connection would end the process (STACK section 2). */
export function openDatabase(url: string, log: Log, most = 16): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    connectionTimeoutMillis: 3_000,
    statement_timeout: 30_000,
    application_name: 'hotline',
  });
  const lost = (error: Error): void => log.warn({ error: error.message }, 'a database connection was lost');
  pool.on('error', lost);
  // The pool's own listener is off while a connection is in use; one that dies then (kill -9 of PostgreSQL) would end the process.
  pool.on('connect', (client) => void client.on('error', lost));
  const db = drizzle(pool);
  wakeAfterCommit(db, pool);
  return { db, pool, url, close: () => pool.end() };
}

const AWAY_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '08000', '08003', '08006']);

/** Whether this failure says that PostgreSQL itself is away, so that trying again later helps. */
export function isDatabaseAway(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (AWAY_CODES.has(String((one as { code?: unknown }).code))) return true;
    if (
      /Connection terminated|connection timeout|Client has encountered a connection error|timeout exceeded when trying to connect/i.test(
        one.message,
      )
    )
      return true;
  }
  return false;
}

/** Whether this failure is a unique index saying that the value is taken. */
export function isTaken(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) if ((one as { code?: unknown }).code === '23505') return true;
  return false;
}
