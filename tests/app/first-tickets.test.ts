import { ticketStateNames } from '@hotline/contracts';
import { expect, test } from 'vitest';
import { root } from '../kit/hotline.ts';
import { House } from './house.ts';
import { execFileSync } from 'node:child_process';

test('a demo city begins with 200 tickets in all states, made step by step, and more are seeded and copied beside it; every chain is sound', async () => {
  const house = await House.open('app-first-tickets', { HOTLINE_DEMO_TICKETS: '200' });
  try {
    const states = await house.database.sql<{ state: string; n: number }>(
      'select state, count(*)::int as n from ticketing.ticket group by state',
    );
    expect(states.reduce((sum, { n }) => sum + n, 0)).toBe(200);
    expect(states.map(({ state }) => state).sort()).toEqual([...ticketStateNames].sort());
    expect(house.log).not.toContain('ticket.unit-unfit');
    const command = (...args: string[]): string =>
      execFileSync(process.execPath, args, { cwd: root, env: house.environment, encoding: 'utf8' });
    // the first by steps, the second copied, beside the hotline that runs
    for (const size of ['150', '10001']) expect(command('scripts/seed.ts', '--size', size)).toContain(`${size} `);
    expect(JSON.parse(command('scripts/verify.ts', '--json'))).toMatchObject({ ok: true, broken: [] });
    const [water] = (await (await house.desk('water1')).api.tickets.list({ query: { limit: 1 } })).items;
    expect(water?.unit).toBe('water-bureau');
  } finally {
    await house.close();
  }
}, 180_000);
