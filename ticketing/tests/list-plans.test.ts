import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { personOf, TestCity } from './kit/city.ts';

let city: TestCity;
const asked: { query: string; params: unknown[] }[] = [];
beforeAll(async () => {
  city = await TestCity.open('ticketing-list-plans');
  const { pool } = city.database;
  const send = pool.query.bind(pool);
  pool.query = ((question: { text?: string }, values?: unknown[]) => {
    if (question.text) asked.push({ query: question.text, params: values ?? [] });
    return send(question as never, values as never);
  }) as typeof pool.query;
});
afterAll(() => city.close());

/** How PostgreSQL would go about it where reading the whole table or sorting it is out of the question: a city of a million tickets. */
async function planOf({ query, params }: (typeof asked)[number]): Promise<string> {
  const client = await city.database.pool.connect();
  try {
    await client.query('begin');
    for (const way of ['seqscan', 'bitmapscan', 'sort', 'incremental_sort']) await client.query(`set local enable_${way} = off`);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${query}`, params);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function plansOf(question: () => Promise<unknown>): Promise<string[]> {
  asked.length = 0;
  await question();
  return Promise.all(asked.filter(({ query }) => query.includes('from "ticketing"."ticket"')).map(planOf));
}

describe('a list of a big city comes from an index in its order', () => {
  const agent = personOf('agent1');
  const plant = personOf('plant1');
  test.each([
    ['newest tickets', agent, { sort: 'newest' }],
    ['by what is due', agent, { sort: 'due' }],
    ['archived, newest', agent, { sort: 'newest', state: 'archived' }],
    ['to dispatch, by what is due', agent, { sort: 'due', state: 'received' }],
    ['mine, newest', agent, { sort: 'newest', mine: true }],
    ["a unit's, newest", agent, { sort: 'newest', unit: 'water-bureau' }],
    ["a department's, newest", plant, { sort: 'newest' }],
    ["a department's, by what is due", plant, { sort: 'due' }],
    ["a department's overdue", plant, { sort: 'due', due: 'over' }],
  ] as const)('%s: no table is read whole, nothing is sorted', async (_, me, query) => {
    const plans = await plansOf(() => city.house.list.page(me, { limit: 50, ...query }));
    expect(plans).toHaveLength(1);
    expect(plans[0]).toMatch(/^Limit\n +-> +Index Scan/);
    expect(plans[0]).not.toMatch(/Sort|Seq Scan/);
  });

  test.each([
    ['the hotline', agent],
    ['a department', plant],
  ])('what is open is counted from indexes alone: %s', async (_, me) => {
    const plans = await plansOf(() => city.house.list.counts(me));
    expect(plans).toHaveLength(1);
    // seven states, due today, overdue, mine: each pile ends at its limit
    expect(plans[0]?.match(/Limit\n +-> +Index Only Scan|Limit\n +-> +Index Scan/g)).toHaveLength(10);
    expect(plans[0]).not.toMatch(/Seq Scan/);
  });
});
