import { type CitizenItem, Problem, ticketStates, ticketTypes } from '@hotline/contracts';
import type { AuditBook, Clock, Db, KeyRing, Person } from '@hotline/platform';
import { and, desc, eq } from 'drizzle-orm';
import type { CallItem, TicketingPorts } from '../ports.ts';
import type { TicketPage } from '../reads/ticket-page.ts';
import { visibleTo } from '../reads/visible.ts';
import { ticket } from '../tables/ticket.ts';
import { openContact } from './contact-seal.ts';

const MONTH_MS = 30 * 86_400_000;

export interface ContactNeeds {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly audit: AuditBook;
  readonly time: Clock;
  readonly ports: TicketingPorts;
}

/** Who a citizen is, for those who must know and say why; and what she and the hotline had to do with each other. */
export class ContactDesk {
  readonly #need: ContactNeeds;
  readonly #page: TicketPage;

  constructor(need: ContactNeeds, page: TicketPage) {
    this.#need = need;
    this.#page = page;
  }

  /** The clear name, number and id. The reason is an audit line before anything is shown. */
  async reveal(me: Person, idOrNumber: string, reason: string) {
    const row = await this.#page.find(me, idOrNumber);
    await this.#need.audit.write(this.#need.db, me, { action: 'citizen.reveal', object: `ticket:${row.id}`, details: { reason } });
    return openContact(this.#need.ring, row);
  }

  /** For a call to the citizen: the number stays in the server. */
  async numberOf(me: Person, idOrNumber: string): Promise<{ ticketId: string; number: string | null }> {
    const row = await this.#page.find(me, idOrNumber);
    return { ticketId: row.id, number: openContact(this.#need.ring, row).phone };
  }

  async history(me: Person, { callId, ticketId, limit }: { callId?: string | undefined; ticketId?: string | undefined; limit: number }) {
    const index = await this.#indexOf(me, callId, ticketId);
    if (index === null) return { items: [], callsLast30Days: 0, openTickets: 0 };
    const { db, ports, time } = this.#need;
    const [calls, tickets] = await Promise.all([
      ports.calls.of(index, limit),
      db
        .select({
          id: ticket.id,
          number: ticket.number,
          title: ticket.title,
          type: ticket.type,
          state: ticket.state,
          filedAt: ticket.filedAt,
          owner: ticket.owner,
          closedAt: ticket.closedAt,
        })
        .from(ticket)
        .where(and(eq(ticket.phoneIndex, index), visibleTo(me, ports.units)))
        .orderBy(desc(ticket.filedAt))
        .limit(limit),
    ]);
    const since = new Date(time.now().getTime() - MONTH_MS);
    const items = [
      ...calls.filter(({ id }) => id !== callId).map(callItem),
      ...tickets.filter(({ id }) => id !== ticketId).map(ticketItem),
    ];
    return {
      items: items.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, limit),
      callsLast30Days: calls.filter(({ at, direction }) => direction === 'in' && at >= since).length,
      openTickets: tickets.filter(({ closedAt }) => closedAt === null).length,
    };
  }

  async #indexOf(me: Person, callId: string | undefined, ticketId: string | undefined): Promise<string | null> {
    if (ticketId !== undefined) return (await this.#page.find(me, ticketId)).phoneIndex;
    if (callId === undefined) return null;
    const caller = await this.#need.ports.calls.callerOf(callId);
    if (!caller) throw new Problem('call.unknown');
    return caller.index;
  }
}

const callItem = ({ id, at, direction, state, agent, recordings }: CallItem): CitizenItem => ({
  kind: 'call',
  at: at.toISOString(),
  id,
  summary: direction === 'in' ? '来电' : '致电',
  summaryEn: direction === 'in' ? 'Called us' : 'Was called',
  state,
  agent,
  recordings: [...recordings],
});

const ticketItem = (
  row: Pick<typeof ticket.$inferSelect, 'id' | 'number' | 'title' | 'type' | 'state' | 'filedAt' | 'owner'>,
): CitizenItem => ({
  kind: 'ticket',
  at: row.filedAt.toISOString(),
  id: row.id,
  number: row.number,
  summary: `${ticketTypes[row.type].zh}:${row.title} · ${ticketStates[row.state].zh}`,
  summaryEn: `${ticketTypes[row.type].en}: ${row.title} · ${ticketStates[row.state].en}`,
  state: row.state,
  agent: row.owner,
});
