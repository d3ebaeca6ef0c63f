import { EventReader, listenForEvents, type Sockets, startSealer } from '@hotline/platform';
import { sql } from 'drizzle-orm';
import { rememberTime } from './city-clock.ts';
import type { Ground } from './ground.ts';
import type { Parts } from './parts.ts';
import { tellSockets } from './telling.ts';

const MINUTE_MS = 60_000;
/** Seeds and scripts write people and units beside the running house. */
const REREAD_MS = 10_000;
/** A letter about a step need not go out in the same tenth of a second; most events are of calls and none of its business. */
const LETTERS_APART_MS = 100;
/** Readers are seconds behind at most; a week is kept for whoever looks into what happened. */
const EVENTS_KEPT_MS = 7 * 86_400_000;

/** What goes on by itself: events to the pages, the audit's seal, a minute's housekeeping. Returns how to stop it. */
export async function startBackground(
  { database, clock, log }: Ground,
  { people, ticketing, gateway }: Parts,
  sockets: Sockets,
): Promise<() => Promise<void>> {
  const { db, url } = database;
  const reader = new EventReader(
    database,
    'sockets',
    log,
    tellSockets(sockets, () => clock.now().getTime()),
  );
  const letters = new EventReader(database, 'gateway', log, (happened) => gateway.heard(happened), { apartMs: LETTERS_APART_MS });
  const readers = [reader, letters];
  for (const one of readers) one.start();
  const listening = listenForEvents(url, () => {
    for (const one of readers) one.wake();
  });
  const sealer = startSealer(db, clock, log);
  const sweeps = [ticketing.startSweep(), gateway.startSweep()];
  const rereading = setInterval(() => void people.load().catch(() => undefined), REREAD_MS);
  const keepHouse = async (): Promise<void> => {
    await rememberTime(db, clock);
    await people.sweep();
    await ticketing.sweep();
    await gateway.sweep();
    await db.execute(sql`delete from platform.event where at < ${new Date(clock.now().getTime() - EVENTS_KEPT_MS).toISOString()}`);
  };
  const housekeeping = setInterval(
    () => void keepHouse().catch((error: unknown) => log.debug({ error: String(error) }, 'housekeeping failed')),
    MINUTE_MS,
  );
  await rememberTime(db, clock);
  return async () => {
    clearInterval(housekeeping);
    clearInterval(rereading);
    await Promise.all([...readers.map((one) => one.stop()), ...sweeps.map((one) => one.stop()), listening.stop(), sealer.stop()]);
    await rememberTime(db, clock).catch(() => undefined);
  };
}

/** Events that some reader has not read yet: asked every second, so it must be read by the index. */
export async function eventLag({ database }: Ground): Promise<number> {
  const { rows } = await database.db.execute<{ n: number }>(sql`
    select count(*)::int as n from platform.event where xid > (select xid from platform.event_cursor order by xid limit 1)`);
  return rows[0]?.n ?? 0;
}
