import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { DEMO_PASSWORD, seedAgents, UnitTree } from '@hotline/people';
import { openLog, systemClock } from '@hotline/platform';
import { settleAfterCopy } from '@hotline/ticketing';
import { seedByMove } from '../server/src/seed/by-move.ts';
import { departmentPeople } from '../server/src/seed/first-tickets.ts';
import type { CopyPart } from './house/copy-part.ts';
import { type OpenHouse, Refused, runCommand, withHouse } from './house/open-database.ts';

/** agent1001 would need 工号 2001, which is callback1's. */
const MOST_AGENTS = 1_000;
/** Up to here each step is made by the desk itself; beyond it the same rows are copied (DESIGN section 3). */
const MOST_BY_MOVE = 10_000;
const MOST_TICKETS = 10_000_000;
/** PostgreSQL keeps up with so many who copy; each holds connections beside the hotline's own. */
const MOST_COPYING = 4;
const USAGE = `用法 Usage: npm run seed -- --agents N (1–${MOST_AGENTS}) | --size N 张工单 tickets (1–${MOST_TICKETS})`;

const inRange = (text: string | undefined, most: number): number | undefined => {
  if (text === undefined) return undefined;
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1 || n > most) throw new Refused(USAGE);
  return n;
};

function wanted(): { agents: number | undefined; size: number | undefined } {
  const options = { agents: { type: 'string' }, size: { type: 'string' } } as const;
  const { values } = parseArgs({ options, allowPositionals: true, strict: false });
  const text = (value: string | boolean | undefined): string | undefined => (typeof value === 'boolean' ? '' : value);
  const found = { agents: inRange(text(values.agents), MOST_AGENTS), size: inRange(text(values.size), MOST_TICKETS) };
  if (found.agents === undefined && found.size === undefined) throw new Refused(USAGE);
  return found;
}

async function moreAgents({ database, audit }: OpenHouse, agents: number): Promise<void> {
  const made = await seedAgents(database.db, audit, agents);
  if (made.length === 0) return console.log('agent1–agent6 已随演示提供 are already there; ask for more than six.');
  console.log(
    `坐席 Agents ${made[0]}–${made.at(-1)}(工号 from 1007), 密码 password ${DEMO_PASSWORD}; 十秒内生效 known to the hotline within 10 s`,
  );
}

async function moreTickets({ database, ring }: OpenHouse, size: number): Promise<void> {
  const log = openLog('silent', 'seed');
  const units = new UnitTree(database.db, log);
  await units.load();
  await departmentPeople(database.db);
  const need = { database, ring, log, units, now: systemClock.now() };
  const began = performance.now();
  const say = (done: number): void => {
    const seconds = (performance.now() - began) / 1_000;
    console.log(`${done} 张工单 tickets, ${seconds.toFixed(1)} s, ${Math.round(done / seconds)}/s`);
  };
  // Each seed of its own: asked twice, it invents other tickets.
  const seed = Math.floor(systemClock.now().getTime() / 1_000);
  if (size <= MOST_BY_MOVE) return say(await seedByMove(need, size, seed));
  await copyInParallel(size, seed, say);
  await settleAfterCopy(database.db);
}

/** Inventing a ticket costs far more than writing it, so several processors invent a share each. */
async function copyInParallel(size: number, seed: number, say: (done: number) => void): Promise<void> {
  const shares = Math.min(MOST_COPYING, os.availableParallelism());
  const done = new Array<number>(shares).fill(0);
  const copyShare = (index: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const workerData: CopyPart = { size: Math.floor(size / shares) + (index < size % shares ? 1 : 0), seed: seed * 100 + index };
      const worker = new Worker(path.join(import.meta.dirname, 'house/copy-part.ts'), { workerData });
      worker.on('message', (count: number) => {
        done[index] = count;
        say(done.reduce((sum, one) => sum + one, 0));
      });
      worker.once('error', reject);
      worker.once('exit', () => resolve());
    });
  await Promise.all(done.map((_, index) => copyShare(index)));
}

/** `npm run seed -- --agents N`, `--size N`: more demo agents, more invented tickets, for a trial. */
await runCommand(async () => {
  const { agents, size } = wanted();
  await withHouse(async (house) => {
    if (!house.config.demo)
      throw new Refused('HOTLINE_DEMO=0:演示数据只在演示模式下生成 Demo people and tickets are made in the demo only.');
    if (agents !== undefined) await moreAgents(house, agents);
    if (size !== undefined) await moreTickets(house, size);
  });
});
