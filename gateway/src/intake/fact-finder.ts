import { randomUUID } from 'node:crypto';
import { messageChannels } from '@hotline/contracts';
import { and, arrayOverlaps, desc, eq, gt, sql } from 'drizzle-orm';
import { delivery } from '../tables/delivery.ts';
import { type ContactRow, contact, conversation, message } from '../tables/message.ts';
import { sealedContact, threadIndex } from './addresses.ts';
import type { Arrival, ArrivedMessage } from './arrival.ts';
import type { MessageFacts, PointsAt } from './becoming.ts';
import type { IntakeNeeds } from './intake-desk.ts';
import { isCommand, namingIn } from './naming.ts';
import { chosenMark, optsIn, optsOut } from './short-words.ts';

const HOUR_MS = 3_600_000;
/** Conversations that the ids of one message may tie it to; a stranger can copy any number of ids. */
const MOST_TIED = 20;

/** Who writes, as we know her or as we would write her down; null: nobody says so. */
export interface Sender {
  readonly row: ContactRow | null;
  readonly isKnown: boolean;
  /** Messages of hers within the hour, this one included. */
  readonly inThisHour: number;
}

/** Where a message belongs. */
export interface Place {
  readonly conversationId: string | null;
  readonly ticketId: string | null;
}

const nowhere = { points: 'nothing', conversationId: null, ticketId: null } as const;

/** What there is to know of a message before it becomes something: who writes, how much, and whose ticket it points at. */
export class FactFinder {
  readonly #need: IntakeNeeds;

  constructor(need: IntakeNeeds) {
    this.#need = need;
  }

  /** Who writes, as we know her or as we would write her down, and how much she wrote within the hour. */
  async senderOf({ kind }: Arrival, { from }: ArrivedMessage): Promise<Sender> {
    if (from === null) return { row: null, isKnown: false, inThisHour: 1 };
    const { database, ring, clock } = this.#need;
    const made = sealedContact(ring, randomUUID(), kind, from);
    const [known] = await database.db
      .select()
      .from(contact)
      .where(and(eq(contact.kind, kind), eq(contact.addressIndex, made.addressIndex)));
    if (!known) return { row: made, isKnown: false, inThisHour: 1 };
    const since = new Date(clock.now().getTime() - HOUR_MS);
    const [counted] = await database.db
      .select({ n: sql<number>`count(*)::int` })
      .from(message)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .where(and(eq(conversation.contactId, known.id), eq(message.direction, 'in'), gt(message.at, since)));
    return { row: known, isKnown: true, inThisHour: (counted?.n ?? 0) + 1 };
  }

  async factsOf(
    { kind, accountId }: Arrival,
    read: ArrivedMessage,
    { row: sender, isKnown }: Sender,
  ): Promise<{ facts: Omit<MessageFacts, 'inThisHour'>; place: Place }> {
    const { goesOnFor } = messageChannels[kind];
    const [thread, named] = await Promise.all([
      goesOnFor === null || sender === null
        ? this.#threadOf(read, sender)
        : isKnown
          ? this.#goingOn(accountId, sender, goesOnFor)
          : nowhere,
      this.#namedIn(kind, read, sender),
    ]);
    const { asksStatus } = namingIn(read.subject, read.text);
    const commands = isCommand(read.text);
    const isShort = goesOnFor !== null;
    const facts = {
      automatic: read.automatic,
      hasSender: sender !== null,
      event: read.event ?? null,
      thread: thread.points,
      number: named.points,
      asksStatus: asksStatus && (named.isProven || (commands && named.points === 'hers')),
      asksWrongly: isShort && commands && named.points !== 'hers',
      optsOut: isShort && optsOut(read.text),
      optsIn: isShort && optsIn(read.text),
      rates: chosenMark(read.text) !== undefined && thread.conversationId !== null && (await this.#isAsked(thread.conversationId)),
    };
    // a command asks about the ticket that it names, wherever it is written
    if (facts.asksWrongly) return { facts, place: { ...thread, ticketId: null } };
    const ticketId = facts.asksStatus
      ? named.ticketId
      : thread.points === 'hers'
        ? thread.ticketId
        : named.points === 'hers'
          ? named.ticketId
          : null;
    return { facts, place: { conversationId: thread.conversationId, ticketId } };
  }

  /** Who texts has no threads: what she writes goes on with what she and we wrote last, while that is fresh. */
  async #goingOn(accountId: string, sender: ContactRow, hours: number): Promise<Place & { points: PointsAt }> {
    const since = new Date(this.#need.clock.now().getTime() - hours * HOUR_MS);
    const [last] = await this.#need.database.db
      .select({ id: conversation.id, ticketId: conversation.ticketId })
      .from(conversation)
      .where(
        and(
          eq(conversation.contactId, sender.id),
          eq(conversation.accountId, accountId),
          eq(conversation.isTest, false),
          gt(conversation.lastAt, since),
        ),
      )
      .orderBy(desc(conversation.lastAt))
      .limit(1);
    return { points: last?.ticketId ? 'hers' : 'nothing', conversationId: last?.id ?? null, ticketId: last?.ticketId ?? null };
  }

  /** Whether the last that we said there is a callback question. */
  async #isAsked(conversationId: string): Promise<boolean> {
    const [last] = await this.#need.database.db
      .select({ purpose: delivery.purpose })
      .from(message)
      .innerJoin(delivery, eq(delivery.messageId, message.id))
      .where(eq(message.conversationId, conversationId))
      .orderBy(desc(message.at))
      .limit(1);
    return last?.purpose === 'rating';
  }

  /** The conversation that it goes on with: hers if it is with her, whatever ids a stranger copies into his mail. */
  async #threadOf({ threads }: ArrivedMessage, sender: ContactRow | null): Promise<Place & { points: PointsAt }> {
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
    kind: Arrival['kind'],
    { from, subject, text }: ArrivedMessage,
    sender: ContactRow | null,
  ): Promise<{ points: PointsAt; ticketId: string | null; isProven: boolean }> {
    const { numbers, codes } = namingIn(subject, text);
    const phone = kind === 'sms' ? from?.address : undefined;
    let points: PointsAt = 'nothing';
    for (const number of numbers) {
      const found = await this.#need.ports.tickets.prove(number, codes[0], phone);
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
