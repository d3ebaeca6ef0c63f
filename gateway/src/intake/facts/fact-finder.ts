import { randomUUID } from 'node:crypto';
import { messageChannels } from '@hotline/contracts';
import { and, arrayOverlaps, eq, sql } from 'drizzle-orm';
import { type ContactRow, conversation, message } from '../../tables/message.ts';
import { addressIndex, nobodyAt, sealedContact, threadIndex } from '../addresses.ts';
import { type Arrival, type ArrivedMessage, isRead } from '../arrival.ts';
import type { MessageFacts, PointsAt } from '../becoming.ts';
import type { IntakeNeeds } from '../intake-desk.ts';
import { type Known, type KnownConversation, KnownRows } from './known.ts';
import { isCommand, namingIn } from './naming.ts';
import { chosenMark, optsIn, optsOut } from './short-words.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Conversations that the ids of one message may tie it to; a stranger can copy any number of ids. */
const MOST_TIED = 20;

/** Who writes; `made`: as she is written down, when we do not know her yet. */
export interface Sender {
  readonly id: string;
  readonly made: ContactRow | null;
}

/** Where a message belongs. */
export interface Place {
  readonly conversationId: string | null;
  readonly ticketId: string | null;
}

interface Named {
  readonly points: PointsAt;
  readonly number: string | null;
  readonly ticketId: string | null;
  readonly isProven: boolean;
}

const nowhere = { points: 'nothing', conversationId: null, ticketId: null } as const;
const empty: KnownConversation = { hasMatter: false, lastSaid: null };

/** What there is to know of a message before it becomes something: who writes, how much, and whose ticket it points at. */
export class FactFinder {
  readonly #need: IntakeNeeds;
  readonly #rows: KnownRows;

  constructor(need: IntakeNeeds) {
    this.#need = need;
    this.#rows = new KnownRows(need.database.db);
  }

  /** Whether it has come before, and what is known of who writes. */
  known({ kind, accountId, externalId, read }: Arrival): Promise<Known> {
    const from = (isRead(read) ? read.from : read.front?.from) ?? nobodyAt(kind);
    const { ring, clock } = this.#need;
    const now = clock.now().getTime();
    const { goesOnFor } = messageChannels[kind];
    return this.#rows.about({
      kind,
      accountId,
      externalId,
      addressIndex: addressIndex(ring, kind, from.address),
      hourAgo: new Date(now - HOUR_MS),
      dayAgo: new Date(now - DAY_MS),
      freshSince: goesOnFor === null ? null : new Date(now - goesOnFor * HOUR_MS),
    });
  }

  senderOf({ kind }: Arrival, { from }: ArrivedMessage, { contactId }: Known): Sender {
    if (contactId !== null) return { id: contactId, made: null };
    const made = sealedContact(this.#need.ring, randomUUID(), kind, from ?? nobodyAt(kind));
    return { id: made.id, made };
  }

  /** What a conversation holds already. */
  conversation(id: string | null): Promise<KnownConversation> {
    return id === null ? Promise.resolve(empty) : this.#rows.conversation(id);
  }

  /** `asksAbout`: the number of a matter of hers, when it is a question how that stands. */
  async factsOf(
    { kind }: Arrival,
    read: ArrivedMessage,
    sender: Sender,
    known: Known,
  ): Promise<{ facts: MessageFacts; place: Place; asksAbout: string | null }> {
    const isShort = messageChannels[kind].goesOnFor !== null;
    const [thread, named] = await Promise.all([
      isShort && read.from !== null ? goingOn(known) : this.#threadOf(read, sender),
      this.#namedIn(kind, read, sender),
    ]);
    const { asksStatus } = namingIn(read.subject, read.text);
    const commands = isCommand(read.text);
    const facts = {
      automatic: read.automatic,
      hasSender: read.from !== null,
      event: read.event ?? null,
      inThisHour: known.inHour + 1,
      thread: thread.points,
      number: named.points,
      asksStatus: asksStatus && named.number !== null && (named.isProven || commands),
      asksWrongly: isShort && commands && named.number === null,
      optsOut: isShort && optsOut(read.text),
      optsIn: isShort && optsIn(read.text),
      rates: chosenMark(read.text) !== undefined && (await this.conversation(thread.conversationId)).lastSaid === 'rating',
    };
    // a command asks about the ticket that it names, wherever it is written
    if (facts.asksWrongly) return { facts, place: { ...thread, ticketId: null }, asksAbout: null };
    const ticketId = facts.asksStatus
      ? named.ticketId
      : thread.points === 'hers'
        ? thread.ticketId
        : named.points === 'hers'
          ? named.ticketId
          : null;
    return { facts, place: { conversationId: thread.conversationId, ticketId }, asksAbout: facts.asksStatus ? named.number : null };
  }

  /** The conversation that it goes on with: hers if it is with her, whatever ids a stranger copies into his mail. */
  async #threadOf({ threads, from }: ArrivedMessage, sender: Sender): Promise<Place & { points: PointsAt }> {
    if (threads.length === 0 || from === null) return nowhere;
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

  /**
   * A ticket whose number she writes is hers when she brings its query code, or when she has written about it from this address before.
   * `number`: the one that is hers; it points at nothing where it is a matter from the site that is no ticket yet.
   */
  async #namedIn(kind: Arrival['kind'], { from, subject, text }: ArrivedMessage, sender: Sender): Promise<Named> {
    const { numbers, codes } = namingIn(subject, text);
    const phone = kind === 'sms' ? from?.address : undefined;
    let points: PointsAt = 'nothing';
    for (const number of numbers) {
      const found = await this.#need.ports.tickets.prove(number, codes[0], phone);
      if (!found) continue;
      const { ticketId, isProven } = found;
      const isHers = isProven || (from !== null && ticketId !== null && (await this.#wroteAbout(sender, ticketId)));
      if (isHers) return { points: ticketId === null ? 'nothing' : 'hers', number, ticketId, isProven };
      if (ticketId !== null) points = 'anothers';
    }
    return { points, number: null, ticketId: null, isProven: false };
  }

  async #wroteAbout({ id }: Sender, ticketId: string): Promise<boolean> {
    const [one] = await this.#need.database.db
      .select({ id: conversation.id })
      .from(conversation)
      .where(and(eq(conversation.contactId, id), eq(conversation.ticketId, ticketId)))
      .limit(1);
    return one !== undefined;
  }
}

/** Who texts has no threads: what she writes goes on with what she and we wrote last, while that is fresh. */
const goingOn = ({ goesOnIn, ticketId }: Known): Place & { points: PointsAt } => ({
  points: ticketId === null ? 'nothing' : 'hers',
  conversationId: goesOnIn,
  ticketId,
});
