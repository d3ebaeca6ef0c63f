import { AuditBook, type Clock } from '@hotline/platform';
import { assembleTicketing } from '@hotline/ticketing';
import { dice } from '../city/index.ts';
import { noCalls, noConversations, personFor, type SeedNeeds } from './by-move.ts';
import { inventLife } from './lives.ts';

/** One transaction; the deferred trigger keeps a note of each row until its end. */
const BATCH = 5_000;
/** A year's archive. */
const DAYS_BACK = 365;

/** Invents an archive of any size and copies it. `told` hears how many are there. */
export async function seedByCopy(
  { database, ring, log, units, now }: SeedNeeds,
  size: number,
  told: (done: number) => void,
  seed = 54_321,
): Promise<void> {
  const random = dice(seed);
  const clock: Clock = { now: () => now };
  const ports = { units, calls: noCalls, conversations: noConversations, nameOf: (account: string) => account };
  const ticketing = assembleTicketing({ database, clock, log, audit: new AuditBook(ring, clock), ring, demo: true, ports });
  await ticketing.open();
  const loader = ticketing.bulk();
  for (let done = 1; done <= size; done += 1) {
    if (loader.waiting === 0) await loader.draw(Math.min(BATCH, size - done + 1));
    const { filing, filedAt, agent, steps } = inventLife(random, { now, days: DAYS_BACK, shares: 'archive' });
    const movers = steps.map(({ by, ...step }) => ({ ...step, by: personFor(by, agent) }));
    loader.add({ filing, filedAt, filedBy: personFor('agent', agent), steps: movers });
    if (loader.waiting < BATCH && done < size) continue;
    await loader.flush();
    told(done);
  }
}
