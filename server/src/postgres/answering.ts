import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@hotline/platform/settings';
import pg from 'pg';
import { databaseName, databaseUrl } from './database-url.ts';

/** Codes of a server that is there and not yet ready: 57P03 starting or recovering, 53300 full for the moment. */
const soonReady = ['57P03', '53300'];
const wrongPassword = ['28P01', '28000'];

/**
 * Waits until the server answers a query (a line in its log comes earlier than the first answer) and returns its version.
 * Recovery after a crash may take as long as it takes; silence may not last longer than `silenceMs`.
 */
export async function untilAnswering(url: string, signal?: AbortSignal, silenceMs = 30_000): Promise<string> {
  let heardAt = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await ask(url, async (client) => {
        const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
        return rows[0]?.version ?? '';
      });
    } catch (error) {
      const code = codeOf(error);
      if (wrongPassword.includes(code))
        throw new Error('PostgreSQL refuses the password: <data>/keys and <data>/postgres do not belong together.', { cause: error });
      if (code === '3D000') throw error;
      if (soonReady.includes(code)) heardAt = performance.now();
      if (performance.now() - heardAt > silenceMs) throw new Error(`PostgreSQL does not answer (${String(error)}).`, { cause: error });
      await sleep(20);
    }
  }
}

/** Waits for the embedded server and makes its database on the first start. */
export async function untilDatabaseIsThere(config: Config, signal?: AbortSignal): Promise<string> {
  if (config.postgres.url) return untilAnswering(config.postgres.url, signal);
  try {
    return await untilAnswering(databaseUrl(config), signal);
  } catch (error) {
    if (codeOf(error) !== '3D000') throw error; // 3D000: no such database
    await ask(databaseUrl(config, 'postgres'), (client) => client.query(`create database ${databaseName}`));
    return untilAnswering(databaseUrl(config), signal);
  }
}

async function ask<T>(url: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // the server may end while we are connected; the query says so
  await client.connect();
  try {
    return await question(client);
  } finally {
    await client.end();
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '');
