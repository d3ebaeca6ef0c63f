import { randomUUID } from 'node:crypto';
import {
  type FormOf,
  Problem,
  type ProblemCode,
  type TicketFiling,
  ticketLifecycle,
  type TicketMove,
  type TicketStep,
  type TicketView,
} from '@hotline/contracts';
import { type AuditBook, type Clock, type Database, type KeyRing, type Person, type Tx } from '@hotline/platform';
import { and, eq } from 'drizzle-orm';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { sealContact } from '../contact/contact-seal.ts';
import type { RuleBook } from '../deadlines/rule-book.ts';
import type { DraftDesk } from '../drafts/draft-desk.ts';
import type { TicketingPorts } from '../ports.ts';
import { queryCodeOf } from '../public/query-code.ts';
import type { TicketPage } from '../reads/ticket-page.ts';
import { visibleTo } from '../reads/visible.ts';
import { ticket as ticketTable, type TicketRow } from '../tables/ticket.ts';
import { usualLimits } from './limits.ts';
import { isNamed } from './named.ts';
import { newTicket, ticketNumber } from './writing/new-ticket.ts';
import { type Plan, planOf } from './writing/plan.ts';
import { isTo } from './relations.ts';
import { fileStep, type Ground, makeStep, refusal, refuse, type Stepped } from './step.ts';
import { writePlan } from './writing/write-plan.ts';

export interface TicketDeskNeeds {
  readonly database: Database;
  readonly time: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly catalogue: Catalogue;
  readonly rules: RuleBook;
  readonly ports: TicketingPorts;
}

/** Who steps in by message, and may nothing else. */
const theCitizen: Person = {
  account: 'citizen',
  name: '诉求人',
  number: null,
  unit: '',
  unitName: '',
  roles: [],
  permissions: new Set(['ticket.rate']),
};

/** Her mark meets steps of others so often at most; they take milliseconds. */
const TRIES_TO_RATE = 3;
/** So many ticket numbers at once: one round trip for twenty tickets. */
const NUMBERS = 20;

/** Files tickets and moves them: nothing else writes a ticket's state. */
export class TicketDesk {
  readonly #need: TicketDeskNeeds;
  readonly #page: TicketPage;
  readonly #drafts: DraftDesk;
  readonly #numbers: number[] = [];
  #fetching: Promise<void> | undefined;

  constructor(need: TicketDeskNeeds, page: TicketPage, drafts: DraftDesk) {
    this.#need = need;
    this.#page = page;
    this.#drafts = drafts;
  }

  /** What every step stands on now. */
  ground(): Ground {
    const { ring, rules, ports } = this.#need;
    return { ring, limits: usualLimits, calendar: rules.calendar, takesTickets: (unit) => ports.units.takesTickets(unit) };
  }

  /** Files a ticket. A draft that was filed before gives the ticket that it became (the answer was lost on the way). */
  async file(me: Person, filing: TicketFiling): Promise<TicketView & { queryCode: string }> {
    const { catalogue } = this.#need;
    const before = filing.draftId ? await this.#drafts.filedAs(me, filing.draftId) : undefined;
    if (before) return this.#told(me, before);
    if (!catalogue.usable(filing.category))
      throw new Problem('category.unknown', { errors: [{ path: 'body.category', message: filing.category }] });
    if (filing.place.regionCode !== undefined) catalogue.needRegion(filing.place.regionCode);
    const id = randomUUID();
    const phone =
      filing.contact.phone || (await this.#callersNumber(me, filing.callId)) || (await this.#textersNumber(filing.conversationId));
    const given = filing.conversationId === undefined ? undefined : await this.#need.ports.conversations.givenIn(filing.conversationId);
    const name = filing.contact.name || given?.name;
    const contact = { ...filing.contact, ...(name ? { name } : {}), phone };
    const row = this.#newRow(me, id, { filing, contact, number: given?.number ?? (await this.newNumber()) });
    const plan = this.plan(fileStep(this.ground(), row, me, row.filedAt), []);
    try {
      await writePlan(this.#need, me, plan, this.#alongWith(me, filing, id));
    } catch (error) {
      if (error instanceof FiledAlready) return this.#told(me, error.ticketId);
      // the number that she holds is taken: by the ticket of this conversation
      if (given && error instanceof Problem && error.code === 'version.stale') throw new Problem('conversation.has-ticket');
      throw error;
    }
    if (filing.callId) await this.#need.ports.calls.link(filing.callId, id);
    const view = this.#page.draw(me, plan.ticket, { clocks: plan.clocks.map(({ clock }) => clock), signals: [] });
    return { ...view, queryCode: queryCodeOf(this.#need.ring, view.number) };
  }

  /** One step of a ticket by whoever may make it: 404, 403, 428 or 412, 422, in this order (DESIGN section 3). */
  async move(
    me: Person,
    idOrNumber: string,
    seen: number | undefined,
    { event, ...form }: { event: TicketMove } & Record<string, unknown>,
  ): Promise<TicketView> {
    const { time, ports } = this.#need;
    const { db } = this.#need.database;
    const [row] = await db
      .select()
      .from(ticketTable)
      .where(and(isNamed(idOrNumber), visibleTo(me, ports.units)));
    if (!row) throw new Problem('ticket.unknown');
    const step: TicketStep = ticketLifecycle[event];
    if (!step.by.some((relation) => isTo(me, relation, row))) throw new Problem('ticket.not-yours', { by: step.by });
    if (seen === undefined) throw new Problem('version.missing');
    if (seen !== row.version) throw new Problem('version.stale', { id: row.id, version: row.version });
    const at = time.now();
    const ground = this.ground();
    refuse(refusal(ground, row, event, me, at, form), { state: row.state });
    const beside = await this.#page.gather(row.id);
    const running = beside.clocks.filter(({ stoppedAt }) => stoppedAt === null);
    const plan = this.plan(makeStep(ground, row, event, me, at, form), running);
    try {
      await writePlan(this.#need, me, plan);
    } catch (error) {
      if (error instanceof Problem && error.code === 'version.stale') throw await this.#stale(row.id);
      throw error;
    }
    const clocks = new Map([...beside.clocks, ...plan.clocks.map(({ clock }) => clock)].map((clock) => [clock.id, clock]));
    return this.#page.draw(me, plan.ticket, { clocks: [...clocks.values()], signals: beside.signals });
  }

  /** Her mark, by message or on her page. What is returned tells why it does not count: the ticket was rated, has not come so far, or has gone on. */
  async rate(id: string, form: FormOf<'RateForm'>): Promise<ProblemCode | null> {
    for (let left = TRIES_TO_RATE; ; left -= 1) {
      try {
        return await this.#rateNow(id, form);
      } catch (error) {
        // she has seen no version: what somebody else did meanwhile is looked at anew
        if (left === 0 || !(error instanceof Problem && error.code === 'version.stale')) throw error;
      }
    }
  }

  async #rateNow(id: string, form: FormOf<'RateForm'>): Promise<ProblemCode | null> {
    const { time, database } = this.#need;
    const [row] = await database.db.select().from(ticketTable).where(eq(ticketTable.id, id));
    if (!row) return 'ticket.unknown';
    const at = time.now();
    const ground = this.ground();
    const why = refusal(ground, row, 'rate', theCitizen, at, form);
    if (why !== null) return why;
    const { clocks } = await this.#page.gather(row.id);
    const running = clocks.filter(({ stoppedAt }) => stoppedAt === null);
    await writePlan(this.#need, theCitizen, this.plan(makeStep(ground, row, 'rate', theCitizen, at, form), running));
    return null;
  }

  /** Whether she may rate it now. */
  mayRate(row: TicketRow): boolean {
    return refusal(this.ground(), row, 'rate', theCitizen, this.#need.time.now()) === null;
  }

  /** From a step to what it writes. */
  plan(stepped: Stepped, running: Parameters<typeof planOf>[2]): Plan {
    const { ring, rules, ports } = this.#need;
    const { ruleSet, type, urgency, category, channel, region } = stepped.row;
    const ground = rules.groundFor(ruleSet, { type, urgency, category, channel, region: region ?? undefined });
    return planOf({ ...ground, ring, units: ports.units }, stepped, running);
  }

  /** What else filing changes, in the same transaction: the draft is done with, the conversation has its ticket. */
  #alongWith(me: Person, { draftId, conversationId }: TicketFiling, id: string): ((tx: Tx) => Promise<void>) | undefined {
    if (draftId === undefined && conversationId === undefined) return undefined;
    return async (tx) => {
      if (draftId !== undefined) await this.#consume(tx, me, draftId, id);
      if (conversationId !== undefined) await this.#need.ports.conversations.attach(tx, me, conversationId, id);
    };
  }

  /** Turns the draft into this ticket; a draft that was turned into another one ends the transaction. */
  async #consume(tx: Tx, me: Person, draftId: string, ticketId: string): Promise<void> {
    const other = await this.#drafts.consume(tx, me, draftId, ticketId);
    if (other) throw new FiledAlready(other);
  }

  async #stale(id: string): Promise<Problem> {
    const [now] = await this.#need.database.db.select({ version: ticketTable.version }).from(ticketTable).where(eq(ticketTable.id, id));
    return new Problem('version.stale', { id, version: now?.version });
  }

  async #told(me: Person, id: string): Promise<TicketView & { queryCode: string }> {
    const view = await this.#page.read(me, id);
    return { ...view, queryCode: queryCodeOf(this.#need.ring, view.number) };
  }

  /** Without a number of her own the citizen is reached by the one she called from. The call must be the agent's own. */
  async #callersNumber(me: Person, callId: string | undefined): Promise<string | undefined> {
    if (callId === undefined) return undefined;
    const caller = await this.#need.ports.calls.callerOf(callId);
    if (!caller) throw new Problem('call.unknown');
    if (!caller.agents.includes(me.account)) throw new Problem('call.not-yours');
    return caller.number;
  }

  #textersNumber(conversationId: string | undefined): Promise<string | undefined> {
    return conversationId === undefined ? Promise.resolve(undefined) : this.#need.ports.conversations.phoneOf(conversationId);
  }

  /** Numbers are taken from the sequence by the block; those of a block that was not used up stay gaps. */
  async #nextNumber(): Promise<number> {
    while (this.#numbers.length === 0) {
      this.#fetching ??= this.#need.database.pool
        .query<{ n: string }>(`select nextval('ticketing.number_sequence') as n from generate_series(1, ${NUMBERS})`)
        .then(({ rows }) => void this.#numbers.push(...rows.map(({ n }) => Number(n))))
        .finally(() => (this.#fetching = undefined));
      await this.#fetching;
    }
    return this.#numbers.shift() ?? 0;
  }

  /** A number that no ticket has: the day, and the next of the sequence. */
  async newNumber(): Promise<string> {
    return ticketNumber(this.#need.time.now(), await this.#nextNumber());
  }

  #newRow(me: Person, id: string, { filing, contact, number }: NewTicket): TicketRow {
    const { ring, rules, time } = this.#need;
    const at = time.now();
    return newTicket({
      ...sealContact(ring, id, contact),
      id,
      number,
      filing,
      filedBy: me.account,
      at,
      ruleSet: rules.inForce(at).version,
    });
  }
}

/** What a new row is made of; `number`: the one that she was given before, or a new one. */
interface NewTicket {
  readonly filing: TicketFiling;
  readonly contact: Parameters<typeof sealContact>[2];
  readonly number: string;
}

/** Two requests filed one draft at once; the first made the ticket. */
class FiledAlready extends Error {
  readonly ticketId: string;
  constructor(ticketId: string) {
    super(ticketId);
    this.ticketId = ticketId;
  }
}
