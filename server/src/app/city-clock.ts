import { type Clock, clockFrom, type Config, type Db, systemClock } from '@hotline/platform';
import { sql } from 'drizzle-orm';

/** The clock of this city: the machine's, or from HOTLINE_CLOCK_START on, but never before a moment that the data has seen. */
export async function cityClock(config: Config, db: Db): Promise<Clock> {
  const { rows } = await db.execute<{ at: string }>(sql`select at from platform.clock_seen where one = 1`);
  if (!config.clockStart) return systemClock;
  const seen = rows[0] ? new Date(rows[0].at) : undefined;
  const start = new Date(config.clockStart);
  return clockFrom(seen && seen > start ? seen : start);
}

/** Remembers how late it has been. */
export async function rememberTime(db: Db, clock: Clock): Promise<void> {
  const at = clock.now().toISOString();
  await db.execute(
    sql`insert into platform.clock_seen (one, at) values (1, ${at}) on conflict (one) do update set at = greatest(platform.clock_seen.at, excluded.at)`,
  );
}
