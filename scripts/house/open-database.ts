import fs from 'node:fs';
import path from 'node:path';
import {
  AuditBook,
  type Config,
  configFromEnvironment,
  type Database,
  isDatabaseAway,
  type KeyRing,
  openDatabase,
  openKeyRing,
  openLog,
  systemClock,
  WrongSetting,
} from '@hotline/platform';
import { databaseUrl } from '../../server/src/postgres/index.ts';

/** The running hotline's data, opened beside it. */
export interface OpenHouse {
  readonly config: Config;
  readonly database: Database;
  readonly ring: KeyRing;
  readonly audit: AuditBook;
}

/** What the person who ran the command reads; the exit code goes along. */
export class Refused extends Error {
  readonly code: number;
  constructor(sentence: string, code = 2) {
    super(sentence);
    this.code = code;
  }
}

/** Opens the database that the settings point at, works on it and closes it. Throws `Refused` when there is none or it does not answer. */
export async function withHouse<T>(work: (house: OpenHouse) => Promise<T>): Promise<T> {
  const config = configFromEnvironment();
  const url = urlOf(config);
  // Without this a wrong folder would get new keys, and every line of the audit would look tampered with.
  if (!fs.existsSync(path.join(config.dirs.keys, 'current')))
    throw new Refused(
      `${config.dirs.data} 中没有密钥 There are no keys in ${config.dirs.keys}: is HOTLINE_DATA_DIR right? Run npm start first.`,
    );
  const database = openDatabase(url, openLog('silent', 'command'), 2);
  const ring = openKeyRing(config.dirs.keys);
  try {
    return await work({ config, database, ring, audit: new AuditBook(ring, systemClock) });
  } catch (error) {
    if (isDatabaseAway(error))
      throw new Refused('数据库没有应答 The database does not answer: run npm start first (or look at npm run -s status).');
    if (isMissingTable(error)) throw new Refused('数据库是空的 The database is empty: run npm start first.');
    throw error;
  } finally {
    await database.close();
  }
}

/** Runs a command to its end: a refusal is one line on standard error, anything else is our bug and shows its trace. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof WrongSetting)) throw error;
    console.error(error.message);
    process.exitCode = error instanceof Refused ? error.code : 2;
  }
}

function urlOf(config: Config): string {
  try {
    return databaseUrl(config);
  } catch (error) {
    throw new Refused((error as Error).message);
  }
}

function isMissingTable(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause)
    if (['42P01', '3F000', '3D000'].includes(String((one as { code?: unknown }).code))) return true;
  return false;
}
