import { parentPort, workerData } from 'node:worker_threads';
import { UnitTree } from '@hotline/people';
import { openLog, systemClock } from '@hotline/platform';
import { seedByCopy } from '../../server/src/seed/by-copy.ts';
import { withHouse } from './open-database.ts';

/** What one of several processors has to invent and copy. */
export interface CopyPart {
  readonly size: number;
  readonly seed: number;
}

const { size, seed } = workerData as CopyPart;
await withHouse(async ({ database, ring }) => {
  const log = openLog('silent', 'seed');
  const units = new UnitTree(database.db, log);
  await units.load();
  const need = { database, ring, log, units, now: systemClock.now() };
  await seedByCopy(need, size, (done) => parentPort?.postMessage(done), seed);
});
