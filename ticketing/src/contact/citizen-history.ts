import { type CitizenItem, type CitizenOf, deliveryStates, messageChannels, Problem, ticketStates, ticketTypes } from '@hotline/contracts';
import { behindCursor, blindIndex, type Clock, cursorAt, type Db, type KeyRing, type Person } from '@hotline/platform';
import { and, desc, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { CallItem, MessageItem, TicketingPorts } from '../ports.ts';
import type { TicketPage } from '../reads/ticket-page.ts';
import { visibleTo } from '../reads/visible.ts';
import { ticket } from '../tables/ticket.ts';
import { openContact } from './contact-seal.ts';

const MONTH_MS = 30 * 86_400_000;
/** Above this nobody counts on. */
const MOST_OPEN = 100;

interface Asked extends CitizenOf {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** By what the three packages know a citizen. */
interface Known {
  /** Of her telephone numbers, as calls and tickets have them. */
  readonly indexes: readonly string[];
  readonly contactIds: readonly string[];
  readonly conversationIds: readonly string[];
}

export interface HistoryNeeds {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly time: Clock;
  readonly ports: TicketingPorts;
}

/** What a citizen and the hotline had to do with each other, over all channels, as one list. */
export class CitizenHistory {
  readonly #need: HistoryNeeds;
  readonly #page: TicketPage;

  constructor(need: HistoryNeeds, page: TicketPage) {
    this.#need = need;
    this.#page = page;
  }

  /** Newest first. The call, ticket or conversation that was asked by is left out: it stands beside. Throws `call.unknown`, `ticket.unknown`, `conversation.unknown`. */
  async read(me: Person, { after, limit, ...of }: Asked) {
    const known = await this.#knownOf(me, of);
    const { ports, time } = this.#need;
    const page = { after, limit: limit + 1 };
    const since = new Date(time.now().getTime() - MONTH_MS);
    const [calls, messages, tickets, callsLast30Days, openTickets] = await Promise.all([
      ports.calls.of(known.indexes, { after, limit: limit + 2 }),
      ports.conversations.written(known.contactIds, of.conversationId === undefined ? page : { ...page, without: of.conversationId }),
      this.#tickets(me, known, { after, limit: limit + 2 }),
      ports.calls.countSince(known.indexes, since),
      this.#countOpen(me, known),
    ]);
    const mayReadMessages = me.permissions.has('message.read');
    const items = [
      ...calls.filter(({ id }) => id !== of.callId).map(callItem),
      ...messages.map((one) => messageItem(one, mayReadMessages)),
      ...tickets.filter(({ id, number }) => id !== of.ticketId && number !== of.ticketId).map(ticketItem),
    ].sort(newestFirst);
    const shown = items.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown,
      next: items.length > limit && last ? cursorAt(new Date(last.at), last.id) : null,
      callsLast30Days,
      openTickets,
    };
  }

  async #knownOf(me: Person, { callId, ticketId, conversationId }: CitizenOf): Promise<Known> {
    const { ports, ring } = this.#need;
    const numbers: string[] = [];
    const conversationIds: string[] = [];
    if (ticketId !== undefined) {
      const row = await this.#page.find(me, ticketId);
      const { phone } = openContact(ring, row);
      if (phone !== null) numbers.push(phone);
      if (row.conversationId !== null) conversationIds.push(row.conversationId);
    }
    if (callId !== undefined) {
      const caller = await ports.calls.callerOf(callId);
      if (!caller) throw new Problem('call.unknown');
      if (caller.number !== undefined) numbers.push(caller.number);
    }
    if (conversationId !== undefined) {
      await ports.conversations.phoneOf(conversationId);
      conversationIds.push(conversationId);
    }
    const citizen = await ports.conversations.citizenOf({ numbers, conversationIds });
    return { ...citizen, indexes: citizen.numbers.map((number) => blindIndex(ring, number)) };
  }

  /** Those of her numbers, and those filed from what she wrote. */
  #hers({ indexes, conversationIds }: Known): SQL {
    const either = or(
      indexes.length === 0 ? undefined : inArray(ticket.phoneIndex, [...indexes]),
      conversationIds.length === 0 ? undefined : inArray(ticket.conversationId, [...conversationIds]),
    );
    return either ?? sql`false`;
  }

  #tickets(me: Person, known: Known, { after, limit }: { after: string | undefined; limit: number }) {
    const { db, ports } = this.#need;
    const { id, number, title, type, state, filedAt, owner } = ticket;
    return db
      .select({ id, number, title, type, state, filedAt, owner })
      .from(ticket)
      .where(and(this.#hers(known), visibleTo(me, ports.units), behindCursor(after, filedAt, id, 'newest')))
      .orderBy(desc(filedAt), desc(id))
      .limit(limit);
  }

  async #countOpen(me: Person, known: Known): Promise<number> {
    const { db, ports } = this.#need;
    const open = db
      .select({ id: ticket.id })
      .from(ticket)
      .where(and(this.#hers(known), visibleTo(me, ports.units), isNull(ticket.closedAt)))
      .limit(MOST_OPEN)
      .as('open');
    const [row] = await db.select({ n: sql<number>`count(*)::int` }).from(open);
    return row?.n ?? 0;
  }
}

const newestFirst = (a: CitizenItem, b: CitizenItem): number => (a.at === b.at ? (a.id < b.id ? 1 : -1) : a.at < b.at ? 1 : -1);

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

function messageItem({ id, at, direction, channel, conversationId, by, text, delivery }: MessageItem, mayRead: boolean): CitizenItem {
  const { zh, en } = messageChannels[channel];
  const fared = delivery === null ? undefined : deliveryStates[delivery];
  return {
    kind: 'message',
    at: at.toISOString(),
    id,
    channel,
    conversationId,
    summary: direction === 'in' ? `来信 · ${zh}` : `答复 · ${zh}${fared ? ` · ${fared.zh}` : ''}`,
    summaryEn: direction === 'in' ? `Wrote · ${en}` : `Was answered · ${en}${fared ? ` · ${fared.en}` : ''}`,
    state: delivery ?? '',
    agent: by,
    ...(mayRead ? { words: text } : {}),
  };
}

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
