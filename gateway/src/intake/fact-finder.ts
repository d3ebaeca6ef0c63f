import { randomUUID } from 'node:crypto';
import { and, arrayOverlaps, eq, gt, sql } from 'drizzle-orm';
import { type ContactRow, contact, conversation, message } from '../tables/message.ts';
import { sealedContact, threadIndex } from './addresses.ts';
import type { Arrival, ArrivedMessage } from './arrival.ts';
import type { MessageFacts, PointsAt } from './becoming.ts';
import type { IntakeNeeds } from './intake-desk.ts';
import { namingIn } from './naming.ts';

const HOUR_MS = 3_600_000;
/** Conversations that the ids of one message may tie it to; a stranger can copy any number of ids. */
const MOST_TIED = 20;

/** Where a message belongs. */
export interface Place {
  readonly conversationId: string | null;
  readonly ticketId: string | null;
}

/** What there is to know of a message before it becomes something: who writes, how much, and whose ticket it points at. */
export class FactFinder {
  readonly #need: IntakeNeeds;

  constructor(need: IntakeNeeds) {
    this.#need = need;
  }

  /** Who writes, as we know her or as we would write her down, and how much she wrote within the hour. */
  async senderOf({ kind }: Arrival, { from }: ArrivedMessage): Promise<{ row: ContactRow | null; inThisHour: number }> {
    if (from === null) return { row: null, inThisHour: 1 };
    const { database, ring, clock } = this.#need;
    const made = sealedContact(ring, randomUUID(), kind, from);
    const [known] = await database.db
      .select()
      .from(contact)
      .where(and(eq(contact.kind, kind), eq(contact.addressIndex, made.addressIndex)));
    if (!known) return { row: made, inThisHour: 1 };
    const since = new Date(clock.now().getTime() - HOUR_MS);
    const [counted] = await database.db
      .select({ n: sql<number>`count(*)::int` })
      .from(message)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .where(and(eq(conversation.contactId, known.id), eq(message.direction, 'in'), gt(message.at, since)));
    return { row: known, inThisHour: (counted?.n ?? 0) + 1 };
  }

  async factsOf(read: ArrivedMessage, sender: ContactRow | null): Promise<{ facts: Omit<MessageFacts, 'inThisHour'>; place: Place }> {
    const [thread, named] = await Promise.all([this.#threadOf(read, sender), this.#namedIn(read, sender)]);
    const facts = {
      automatic: read.automatic,
      hasSender: sender !== null,
      thread: thread.points,
      number: named.points,
      asksStatus: named.isProven && namingIn(read.subject, read.text).asksStatus,
      // the question itself is asked from the ticket's own message; it comes with the callback by message
      rates: false,
    };
    const ticketId = thread.points === 'hers' ? thread.ticketId : named.points === 'hers' ? named.ticketId : null;
    return { facts, place: { conversationId: thread.conversationId, ticketId } };
  }

  /** The conversation that it goes on with: hers if it is with her, whatever ids a stranger copies into his mail. */
  async #threadOf({ threads }: ArrivedMessage, sender: ContactRow | null): Promise<Place & { points: PointsAt }> {
    const nowhere = { points: 'nothing', conversationId: null, ticketId: null } as const;
    if (threads.length === 0 || sender === null) return nowhere;
    const indexes = threads.map((id) => threadIndex(this.#need.ring, id));
    const tied = await this.#need.database.db
      .select({ id: conversation.id, contactId: conversation.contactId, ticketId: conversation.ticketId, lastAt: conversation.lastAt })
      .from(message)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .where(arrayOverlaps(message.threads, indexes))
      .orderBy(sql`${conversation.lastAt} desc`)
      .limit(MOST_TIED);
    const hers = tied.find(({ contactId }) => contactId === sender.id);
    if (hers) return { points: hers.ticketId === null ? 'nothing' : 'hers', conversationId: hers.id, ticketId: hers.ticketId };
    return tied.some(({ ticketId }) => ticketId !== null) ? { ...nowhere, points: 'anothers' } : nowhere;
  }

  /** A ticket whose number she writes is hers when she brings its query code, or when she has written about it from this address before. */
  async #namedIn(
    { subject, text }: ArrivedMessage,
    sender: ContactRow | null,
  ): Promise<{ points: PointsAt; ticketId: string | null; isProven: boolean }> {
    const { numbers, codes } = namingIn(subject, text);
    let points: PointsAt = 'nothing';
    for (const number of numbers) {
      const found = await this.#need.ports.tickets.prove(number, codes[0]);
      if (!found) continue;
      const { ticketId, isProven } = found;
      if (isProven || (sender !== null && (await this.#wroteAbout(sender, ticketId)))) return { points: 'hers', ticketId, isProven };
      points = 'anothers';
    }
    return { points, ticketId: null, isProven: false };
  }

  async #wroteAbout({ id }: ContactRow, ticketId: string): Promise<boolean> {
    const [one] = await this.#need.database.db
      .select({ id: conversation.id })
      .from(conversation)
      .where(and(eq(conversation.contactId, id), eq(conversation.ticketId, ticketId)))
      .limit(1);
    return one !== undefined;
  }
}
