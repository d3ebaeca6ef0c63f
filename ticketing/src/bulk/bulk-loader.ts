import { randomUUID } from 'node:crypto';
import { signalNames, type TicketFiling, type TicketMove } from '@hotline/contracts';
import { type AuditBook, type Clock, type Database, type Db, hotlineItself, type KeyRing, nextSignal, tell } from '@hotline/platform';
import { sql } from 'drizzle-orm';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { sealContact } from '../contact/contact-seal.ts';
import type { RuleBook } from '../deadlines/rule-book.ts';
import { usualLimits } from '../lifecycle/limits.ts';
import { newTicket, ticketNumber } from '../lifecycle/writing/new-ticket.ts';
import { type Plan, planOf } from '../lifecycle/writing/plan.ts';
import { fileStep, type Ground, makeStep, type Mover, type Stepped } from '../lifecycle/step.ts';
import type { Units } from '../ports.ts';
import { citizenMessage, notice } from '../tables/desk.ts';
import {
  clock as clockTable,
  clockLedger,
  type ClockRow,
  type LedgerRow,
  signal as signalTable,
  ticket as ticketTable,
  ticketLog,
  type TicketRow,
} from '../tables/ticket.ts';
import { copyRows } from './copy-rows.ts';

/** A ticket's whole life, as somebody invented it. */
export interface Story {
  readonly filing: TicketFiling;
  readonly filedAt: Date;
  readonly filedBy: Mover;
  readonly steps: readonly { event: TicketMove; at: Date; by: Mover; form: Record<string, unknown> }[];
}

/** Notices, messages and events of long ago have been read; a city keeps them so long. */
const KEPT_MS = 30 * 86_400_000;
const EVENTS_KEPT_MS = 86_400_000;

export interface BulkNeeds {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly audit: AuditBook;
  readonly time: Clock;
  readonly units: Units;
  readonly rules: RuleBook;
  readonly catalogue: Catalogue;
}

interface Batch {
  readonly plans: Plan[];
  readonly tickets: TicketRow[];
  readonly clocks: ClockRow[];
  readonly ledger: LedgerRow[];
  readonly signals: (typeof signalTable.$inferInsert)[];
}

/**
 * Copies tickets by the hundred thousand. Every row is what the desk would have written (the same functions make steps, clocks and macs);
 * only the way into the database is another one. The deferred trigger and `verify` hold on the result.
 */
export class BulkLoader {
  readonly #need: BulkNeeds;
  #batch: Batch = emptyBatch();
  #numbers: number[] = [];

  constructor(need: BulkNeeds) {
    this.#need = need;
  }

  /** Draws the numbers of the next `count` tickets from the city's sequence, beside whoever else files tickets now. */
  async draw(count: number): Promise<void> {
    const { rows } = await this.#need.database.pool.query<{ n: string }>(
      "select nextval('ticketing.number_sequence') as n from generate_series(1, $1)",
      [count],
    );
    this.#numbers = rows.map(({ n }) => Number(n));
  }

  get waiting(): number {
    return this.#batch.tickets.length;
  }

  add(story: Story): void {
    const { ring, rules } = this.#need;
    const ground: Ground = {
      ring,
      limits: usualLimits,
      calendar: rules.calendar,
      takesTickets: (unit) => this.#need.units.takesTickets(unit),
    };
    const clocks = new Map<string, ClockRow>();
    let plan = this.#plan(fileStep(ground, this.#row(story), story.filedBy, story.filedAt), clocks);
    for (const { event, at, by, form } of story.steps) plan = this.#plan(makeStep(ground, plan.ticket, event, by, at, form), clocks);
    this.#batch.tickets.push(plan.ticket);
    this.#giveSignals(clocks);
  }

  /** Writes what was added, in one transaction. */
  async flush(): Promise<void> {
    const { plans, tickets, clocks, ledger, signals } = this.#batch;
    this.#batch = emptyBatch();
    const { database, audit, time } = this.#need;
    const now = time.now().getTime();
    const fresh = plans.filter(({ line }) => now - line.at.getTime() < KEPT_MS);
    const client = await database.pool.connect();
    try {
      await client.query('begin');
      await copyRows(client, ticketTable, tickets);
      await copyRows(
        client,
        ticketLog,
        plans.map(({ line }) => line),
        ['xid'],
      );
      await copyRows(client, clockTable, clocks);
      await copyRows(client, clockLedger, ledger, ['id']);
      await copyRows(client, signalTable, signals);
      await copyRows(
        client,
        notice,
        fresh.flatMap(({ notices }) => notices),
      );
      await copyRows(
        client,
        citizenMessage,
        fresh.flatMap(({ message }) => (message ? [message] : [])),
      );
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
    await audit.write(database.db, hotlineItself, { action: 'ticket.bulk', object: 'tickets', details: { tickets: tickets.length } });
    const told = plans.filter(({ line }) => now - line.at.getTime() < EVENTS_KEPT_MS).flatMap((plan) => plan.told);
    await database.db.transaction((tx) => tell(tx, time, told));
  }

  #plan(stepped: Stepped, clocks: Map<string, ClockRow>): Plan {
    const { ring, rules, units } = this.#need;
    const { ruleSet, type, urgency, category, channel, region } = stepped.row;
    const ground = rules.groundFor(ruleSet, { type, urgency, category, channel, region: region ?? undefined });
    const running = [...clocks.values()].filter(({ stoppedAt }) => stoppedAt === null);
    const messagesSince = new Date(this.#need.time.now().getTime() - KEPT_MS);
    const plan = planOf({ ...ground, ring, units, messagesSince }, stepped, running);
    for (const { clock, ledger } of plan.clocks) {
      clocks.set(clock.id, clock);
      if (ledger) this.#batch.ledger.push(ledger);
    }
    this.#batch.plans.push(plan);
    return plan;
  }

  /** What the sweep would have given by now, or until the clock stopped. */
  #giveSignals(clocks: ReadonlyMap<string, ClockRow>): void {
    const now = this.#need.time.now();
    for (const clock of clocks.values()) {
      const until = clock.stoppedAt ?? now;
      const due = { warning: clock.warnAt, yellow: clock.yellowAt, red: clock.redAt };
      const given = signalNames.filter((kind) => due[kind] <= until);
      for (const kind of given)
        this.#batch.signals.push({ clockId: clock.id, kind, ticketId: clock.ticketId, at: due[kind], writtenAt: due[kind] });
      this.#batch.clocks.push({ ...clock, ...nextSignal(clock, given.at(-1)) });
    }
  }

  #row({ filing, filedAt, filedBy }: Story): TicketRow {
    const id = randomUUID();
    const sequence = this.#numbers.pop();
    if (sequence === undefined) throw new Error('no number was drawn for this ticket');
    return newTicket({
      ...sealContact(this.#need.ring, id, filing.contact),
      id,
      number: ticketNumber(filedAt, sequence),
      filing,
      filedBy: filedBy.account,
      at: filedAt,
      ruleSet: this.#need.rules.inForce(filedAt).version,
    });
  }
}

/** What PostgreSQL does by itself some minutes later: until then it plans as if the tables were empty. */
export async function settleAfterCopy(db: Db): Promise<void> {
  for (const table of [ticketTable, ticketLog, clockTable, clockLedger, signalTable]) await db.execute(sql`vacuum (analyze) ${table}`);
}

const emptyBatch = (): Batch => ({ plans: [], tickets: [], clocks: [], ledger: [], signals: [] });
