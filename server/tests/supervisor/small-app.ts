import { parseArgs } from 'node:util';
import pg from 'pg';
import { environmentForChild } from '@hotline/platform/settings';

/** Stands where the app stands: connects to the database it is told, says it is ready, answers reports. */
const { values } = parseArgs({ options: { data: { type: 'string' } } });
const pool = new pg.Pool({ connectionString: environmentForChild()['DATABASE_URL'], max: 2 });
pool.on('error', () => undefined);
await pool.query('create table if not exists visit (at timestamptz not null default now())');
await pool.query('insert into visit default values');
console.log(`small app on ${values.data}`);

const report = async (id: number) => {
  const database = await pool.query('select 1').then(
    () => true,
    () => false,
  );
  process.send?.({
    kind: 'report',
    id,
    report: {
      ready: { database, jobs: true, ari: true, ami: true, recording: true },
      calls: { waiting: 0, ringing: 0, talking: 0, channels: 0 },
      agents: { ready: 0, busy: 0, wrapUp: 0, paused: 0, offline: 15 },
      events: { lag: 0 },
      jobs: { pending: 0, failed: 0 },
    },
  });
};
process.on('message', (message: { kind: string; id: number }) => {
  if (message.kind === 'report-wanted') void report(message.id);
});
process.on('SIGTERM', () => process.exit(0));
process.send?.({ kind: 'ready' });
