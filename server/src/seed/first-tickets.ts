import { firstHandlers } from '@hotline/people';
import type { Db } from '@hotline/platform';
import { sql } from 'drizzle-orm';
import type { Ground } from '../app/ground.ts';
import type { Parts } from '../app/parts.ts';
import { dice, fictionalPerson, units } from '../city/index.ts';
import { handlerOf, seedByMove } from './by-move.ts';

/** Somebody in each department and county who can sign in and answer. */
export async function departmentPeople(db: Db): Promise<void> {
  const random = dice(2);
  const departments = units.filter(({ code, level }) => level <= 2 && code !== 'city');
  await firstHandlers(
    db,
    departments.map(({ code }) => ({ account: handlerOf(code), name: fictionalPerson(random).name, unit: code })),
  );
}

/** A demo city begins with tickets in all states; one that has any keeps its own. */
export async function firstTickets({ config, database, ring, log, clock }: Ground, { people }: Pick<Parts, 'people'>): Promise<void> {
  if (config.demoTickets === 0) return;
  const { rows } = await database.db.execute<{ there: boolean }>(sql`select exists (select 1 from ticketing.ticket) as there`);
  if (rows[0]?.there) return;
  await departmentPeople(database.db);
  await seedByMove({ database, ring, log, units: people.units, now: clock.now() }, config.demoTickets);
  await people.load();
}
