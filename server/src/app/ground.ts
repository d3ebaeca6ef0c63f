import fs from 'node:fs';
import path from 'node:path';
import { firstPeople, firstUnits } from '@hotline/people';
import { firstCatalogue, firstRules } from '@hotline/ticketing';
import {
  AuditBook,
  bringUpToDate,
  type Clock,
  type Config,
  type Database,
  type KeyRing,
  type Log,
  openDatabase,
  openKeyRing,
} from '@hotline/platform';
import { sql } from 'drizzle-orm';
import { projectRoot } from '../supervisor/status.ts';
import { categories, duties, regions, routesOut, units } from '../city/index.ts';
import { cityClock } from './city-clock.ts';

/** What every part of the app stands on. */
export interface Ground {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly clock: Clock;
  readonly ring: KeyRing;
  readonly audit: AuditBook;
}

const migrations = ['platform', 'people', 'telephony', 'ticketing', 'gateway'].map((schema) => ({
  schema,
  folder: path.join(projectRoot, schema, 'migrations'),
}));

/** Brings the database up to date and opens it; a house without people gets its first ones. `say` tells what belongs in no log. */
export async function openGround(config: Config, url: string, log: Log, say: (line: string) => void): Promise<Ground> {
  await bringUpToDate(url, migrations);
  const database = openDatabase(url, log);
  const clock = await cityClock(config, database.db);
  const ring = openKeyRing(config.dirs.keys);
  const audit = new AuditBook(ring, clock);
  const password = await firstPeople(database.db, audit, config.demo);
  await firstRules(database.db, clock.now());
  await firstCity(database.db, config.demo);
  if (password) say(`首次登录 First sign-in: admin / ${password} (只显示这一次 shown this once)`);
  for (const folder of [config.dirs.spool, path.join(config.dirs.spool, 'voicemail')]) fs.mkdirSync(folder, { recursive: true });
  return { config, log, database, clock, ring, audit };
}

/** Places whose citizens call us though another hotline serves them. */
const elsewhere = Object.values(routesOut).map(({ code, name, tells }) => ({ code, level: 2, name, parent: '4114', elsewhere: tells }));

/** The demo gets the city of Shangqiu; a city in service gets the categories, and enters its own units. */
async function firstCity(db: Database['db'], demo: boolean): Promise<void> {
  const { rows } = await db.execute<{ there: boolean }>(sql`select exists (select 1 from ticketing.category) as there`);
  if (rows[0]?.there) return;
  if (demo) await firstUnits(db, units);
  await firstCatalogue(db, { categories, regions: demo ? [...regions, ...elsewhere] : [], duties: demo ? duties : [] });
}
