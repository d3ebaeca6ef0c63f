import { permissionsOf } from '@hotline/contracts';
import { UnitTree } from '@hotline/people';
import { AuditBook, openDatabase, openKeyRing, openLog, type Person, systemClock } from '@hotline/platform';
import { assembleTicketing } from '@hotline/ticketing';
import { noCalls, noConversations } from '../../../server/src/seed/by-move.ts';

const person = (account: string, unit: string, role: 'agent' | 'handler'): Person => ({ account, name: account, number: null, unit, unitName: unit, roles: [role], permissions: permissionsOf([role]) }); // prettier-ignore

/** The plans PostgreSQL makes for the very statements that the lists send. */
export async function plansOf(url: string, keys: string): Promise<string[]> {
  const log = openLog('silent', 'bench');
  const database = openDatabase(url, log, 4);
  const { db, pool } = database;
  const asked: { query: string; params: unknown[] }[] = [];
  const send = pool.query.bind(pool);
  // Everything the lists ask goes through here; what they ask is kept, then explained.
  pool.query = ((question: { text?: string }, values?: unknown[]) => {
    if (question.text) asked.push({ query: question.text, params: values ?? [] });
    return send(question as never, values as never);
  }) as typeof pool.query;
  const units = new UnitTree(db, log);
  await units.load();
  const ring = openKeyRing(keys);
  const ports = { units, calls: noCalls, conversations: noConversations, nameOf: () => undefined };
  const ticketing = assembleTicketing({ database, clock: systemClock, log, audit: new AuditBook(ring, systemClock), ring, demo: true, ports }); // prettier-ignore
  await ticketing.open();
  const agent = person('agent1', 'hotline', 'agent');
  const department = person('water1', 'water-bureau', 'handler');
  const usual = { limit: 50 } as const;
  const questions = [
    ['newest tickets', () => ticketing.list.page(agent, { ...usual, sort: 'newest' })],
    ['to dispatch, by what is due', () => ticketing.list.page(agent, { ...usual, state: 'received', sort: 'due' })],
    ["a department's, by what is due", () => ticketing.list.page(department, { ...usual, sort: 'due' })],
    ['search: one word', () => ticketing.list.page(agent, { ...usual, q: '停水', sort: 'newest' })],
    ['counts of a dispatcher', () => ticketing.list.counts(agent)],
  ] as const;
  const plans: string[] = [];
  for (const [name, question] of questions) {
    asked.length = 0;
    await question();
    for (const { query, params } of [...asked].filter((one) => one.query.includes('"ticketing"."ticket"'))) {
      const { rows } = await pool.query<{ 'QUERY PLAN': string }>(
        `explain (analyze, buffers off, costs off, summary off) ${query}`,
        params,
      );
      plans.push(`${name}\n${rows.map((row) => `    ${row['QUERY PLAN']}`).join('\n')}`);
    }
  }
  await database.close();
  return plans;
}
