import path from 'node:path';
import type { Config } from '@hotline/platform/settings';
import { readSecret } from '../machine/secret.ts';

export const postgresUser = 'hotline';
export const databaseName = 'hotline';
export const passwordName = 'postgres-password';

export const postgresFolder = (config: Config): string => path.join(config.dirs.data, 'postgres');

/** DATABASE_URL where it is set, else the address of the embedded server, for whoever may read `<data>/keys`. Throws one sentence otherwise. */
export function databaseUrl(config: Config, database: string = databaseName): string {
  if (config.postgres.url) return config.postgres.url;
  let password: string | undefined;
  try {
    password = readSecret(config.dirs.keys, passwordName);
  } catch {
    throw new Error(`You may not read ${path.join(config.dirs.keys, passwordName)}: ask as the user that runs the hotline.`);
  }
  if (!password) throw new Error(`There is no database in ${config.dirs.data} yet: run npm start first.`);
  return `postgres://${postgresUser}:${encodeURIComponent(password)}@127.0.0.1:${config.postgres.port}/${database}`;
}
