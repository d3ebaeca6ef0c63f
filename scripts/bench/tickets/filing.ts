import { createClient, staffApi, type TicketFiling } from '@hotline/contracts';
import pg from 'pg';
import { dice } from '../../../server/src/city/index.ts';
import { inventLife } from '../../../server/src/seed/lives.ts';
import type { Hotline } from '../../../tests/kit/hotline.ts';

/** As many as the issue asks for. */
export const CLIENTS = 8;

export interface Rate {
  readonly perSecond: number;
  readonly failed: number;
}

/** So many clients do the same thing again and again for some seconds. */
async function inParallel(seconds: number, work: (client: number) => () => Promise<void>): Promise<Rate> {
  const until = performance.now() + seconds * 1_000;
  let done = 0;
  let failed = 0;
  const began = performance.now();
  const one = async (client: number): Promise<void> => {
    const deed = work(client);
    while (performance.now() < until)
      await deed().then(
        () => (done += 1),
        () => (failed += 1),
      );
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => one(client)));
  return { perSecond: done / ((performance.now() - began) / 1_000), failed };
}

/** Invented matters, so that titles, bodies and places are as long as real ones. */
export function inventFilings(count: number): TicketFiling[] {
  const random = dice(8);
  return Array.from({ length: count }, () => inventLife(random, { now: new Date(), days: 1, shares: 'desk' }).filing);
}

/** Files whole tickets through HTTP: row, log line, clock with its ledger, event, audit line, notice, message to the citizen. */
export async function throughHttp(hotline: Hotline, filings: readonly TicketFiling[], seconds: number): Promise<Rate> {
  const desks = await Promise.all(Array.from({ length: CLIENTS }, (_, at) => hotline.desk(`agent${(at % 6) + 1}`)));
  let next = 0;
  return inParallel(seconds, (client) => {
    const api = createClient(staffApi, hotline.deskUrl, () => ({ authorization: `Bearer ${desks[client]?.token ?? ''}` }));
    return async () => void (await api.tickets.file({ body: filings[next++ % filings.length] as TicketFiling }));
  });
}

type Rows = Readonly<Record<string, unknown>>;
interface Template {
  readonly table: string;
  readonly row: Rows;
}

const tables: readonly [table: string, of: string][] = [
  ['ticketing.ticket', 'id'],
  ['ticketing.ticket_log', 'ticket_id'],
  ['ticketing.clock', 'ticket_id'],
  ['ticketing.notice', 'ticket_id'],
  ['ticketing.citizen_message', 'ticket_id'],
];

/** The rows that the desk wrote for one of its tickets. */
async function templatesOf(client: pg.Client): Promise<Template[]> {
  const { rows } = await client.query<{ id: string }>(
    'select t.id from ticketing.ticket t join ticketing.citizen_message m on m.ticket_id = t.id where t.version = 1 order by t.filed_at desc limit 1',
  );
  const id = rows[0]?.id;
  const found: Template[] = [];
  for (const [table, key] of tables) {
    const all = await client.query<Record<string, unknown>>(`select * from ${table} where ${key} = $1`, [id]);
    found.push(...all.rows.map((row) => ({ table, row })));
  }
  const clocks = found.filter(({ table }) => table === 'ticketing.clock').map(({ row }) => row['id']);
  const more = [
    ['ticketing.clock_ledger', `select * from ticketing.clock_ledger where clock_id = any($1)`, [clocks]],
    ['platform.event', `select * from platform.event where payload->>'id' = $1`, [id]],
    ['platform.audit', `select * from platform.audit where object = $1`, [`ticket:${id ?? ''}`]],
  ] as const;
  for (const [table, question, values] of more) {
    const all = await client.query<Record<string, unknown>>(question, [...values]);
    found.push(...all.rows.map((row) => ({ table, row })));
  }
  return found;
}

const serials = new Set(['ticketing.clock_ledger', 'platform.event', 'platform.audit']);

/** The same rows by plain SQL: begin, one prepared insert for each row, notify, commit. */
export async function rawSql(url: string, seconds: number, round: number): Promise<Rate> {
  const clients = await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  try {
    const [first] = clients;
    if (!first) throw new Error('no connection');
    const templates = await templatesOf(first);
    let next = 0;
    return await inParallel(seconds, (at) => {
      const client = clients[at] ?? first;
      return () => insertAll(client, templates, `raw${round}-${(next += 1)}`);
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function insertAll(client: pg.Client, templates: readonly Template[], id: string): Promise<void> {
  await client.query('begin');
  for (const [at, { table, row }] of templates.entries()) {
    const own = (column: string, value: unknown): unknown => {
      if (column === 'id' && table !== 'ticketing.ticket') return `${id}-${at}`;
      if ((column === 'id' && table === 'ticketing.ticket') || column === 'ticket_id') return id;
      if (column === 'number' || column === 'once_by') return `${id}-${at}`;
      return value !== null && typeof value === 'object' && !(value instanceof Date) && !Array.isArray(value)
        ? JSON.stringify(value)
        : value;
    };
    const columns = Object.keys(row).filter((column) => column !== 'xid' && !(column === 'id' && serials.has(table)));
    const places = columns.map((_, index) => `$${index + 1}`);
    const needsXid = table.startsWith('platform.');
    const text = `insert into ${table} (${columns.join(', ')}${needsXid ? ', xid' : ''}) values (${places.join(', ')}${needsXid ? ', pg_current_xact_id()' : ''})`;
    await client.query({ name: `raw ${table} ${at}`, text, values: columns.map((column) => own(column, row[column])) });
  }
  await client.query("select pg_notify('hotline_event', '')");
  await client.query('commit');
}
