import type { createClient, staffApi } from '@hotline/contracts';
import type { Hotline } from '../../../tests/kit/hotline.ts';
import { percentile } from '../load-step.ts';

export interface Reading {
  readonly what: string;
  /** How many rows the answer held; a page of eight and a full page are not the same question. */
  readonly rows: number;
  readonly p50: number;
  readonly p95: number;
}

type Api = ReturnType<typeof createClient<typeof staffApi>>;
const TIMES = 300;
const WARM_UP = 20;

const rowsOf = (answer: unknown): number => (answer as { items?: readonly unknown[] }).items?.length ?? 1;

async function timed(what: string, deed: (turn: number) => Promise<unknown>): Promise<Reading> {
  const times: number[] = [];
  let rows = 0;
  // a desk that has been open for a while: code compiled, the hot pages of the indexes read
  for (let turn = 0; turn < WARM_UP; turn += 1) await deed(TIMES + turn);
  for (let turn = 0; turn < TIMES; turn += 1) {
    const began = performance.now();
    const answer = await deed(turn);
    times.push(performance.now() - began);
    rows = Math.max(rows, rowsOf(answer));
  }
  times.sort((a, b) => a - b);
  return { what, rows, p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/** Walks back through a list, so that not the same rows are read again and again. */
async function someTickets(api: Api): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ids.length < 300;) {
    const page = await api.tickets.list({ query: { limit: 100, ...(after ? { after } : {}) } });
    ids.push(...page.items.map(({ id }) => id));
    after = page.next;
    if (!after) break;
  }
  return ids;
}

/** What agents, dispatchers and departments ask for all day, through HTTP. */
export async function readAll(hotline: Hotline): Promise<Reading[]> {
  const { api } = await hotline.desk('agent1');
  const dispatcher = (await hotline.desk('dispatch1')).api;
  const department = (await hotline.desk('water1')).api;
  const ids = await someTickets(api);
  const id = (turn: number): string => ids[(turn * 7) % ids.length] ?? '';
  return [
    await timed('newest tickets', () => api.tickets.list({ query: {} })),
    await timed('to dispatch, by what is due', () => dispatcher.tickets.list({ query: { state: 'received', sort: 'due' } })),
    await timed('archived, newest', () => api.tickets.list({ query: { state: 'archived' } })),
    await timed("a department's, by what is due", () => department.tickets.list({ query: { sort: 'due' } })),
    await timed("a department's first four by what is due", () => department.tickets.list({ query: { sort: 'due', limit: 4 } })),
    await timed("a department's overdue", () => department.tickets.list({ query: { due: 'over', sort: 'due' } })),
    await timed('counts of a dispatcher', () => dispatcher.tickets.counts({})),
    await timed('counts of a department', () => department.tickets.counts({})),
    await timed('search: one word', () => api.tickets.list({ query: { q: '停水' } })),
    await timed('search: two words', () => api.tickets.list({ query: { q: '睢阳区停水' } })),
    await timed('search: a phone number', (turn) => api.tickets.list({ query: { q: `1380000${String(1_000 + turn)}` } })),
    await timed('ticket page', (turn) => api.tickets.read({ params: { id: id(turn) } })),
    await timed('ticket timeline', (turn) => api.tickets.timeline({ params: { id: id(turn) } })),
    await timed("a citizen's history", (turn) => api.citizens.history({ query: { ticketId: id(turn) } })),
  ];
}
