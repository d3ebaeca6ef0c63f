import type { Db, KeyRing } from '@hotline/platform';
import { behindCursor } from '@hotline/platform';
import { and, desc, eq, inArray, isNotNull, ne, or } from 'drizzle-orm';
import { addressIndex, openAddress } from '../intake/addresses.ts';
import { openMessage } from '../intake/write-message.ts';
import { account } from '../tables/account.ts';
import { delivery } from '../tables/delivery.ts';
import { contact, conversation, message } from '../tables/message.ts';
import { togetherWith } from './joined.ts';

/** By what a citizen is known to whoever asks. */
export interface KnownBy {
  /** In E.164. */
  readonly numbers?: readonly string[];
  readonly conversationIds?: readonly string[];
}

/** All that is hers: her contacts, the numbers among them in E.164, her newest conversations. */
export interface Citizen {
  readonly contactIds: readonly string[];
  readonly numbers: readonly string[];
  readonly conversationIds: readonly string[];
}

/** Tickets are looked for by these; who has more has them from years. */
const MOST_CONVERSATIONS = 500;
const BEGINNING = 120;

/** Who is who: the same number by telephone and by text is one citizen, and whatever an agent has joined. */
export class CitizenBook {
  readonly #db: Db;
  readonly #ring: KeyRing;

  constructor(db: Db, ring: KeyRing) {
    this.#db = db;
    this.#ring = ring;
  }

  async citizenOf({ numbers = [], conversationIds = [] }: KnownBy): Promise<Citizen> {
    const contactIds = await togetherWith(this.#db, await this.#known(numbers, conversationIds));
    const texting = contactIds.length === 0 ? [] : await this.#textingAmong(contactIds);
    const written =
      contactIds.length === 0
        ? []
        : await this.#db
            .select({ id: conversation.id })
            .from(conversation)
            .where(inArray(conversation.contactId, contactIds))
            .orderBy(desc(conversation.lastAt))
            .limit(MOST_CONVERSATIONS);
    return { contactIds, numbers: [...new Set([...numbers, ...texting])], conversationIds: written.map(({ id }) => id) };
  }

  async #known(numbers: readonly string[], conversationIds: readonly string[]): Promise<string[]> {
    const indexes = numbers.map((number) => addressIndex(this.#ring, 'sms', number));
    const [byNumber, byConversation] = await Promise.all([
      indexes.length === 0
        ? []
        : this.#db
            .select({ id: contact.id })
            .from(contact)
            .where(and(eq(contact.kind, 'sms'), inArray(contact.addressIndex, indexes))),
      conversationIds.length === 0
        ? []
        : this.#db
            .select({ id: conversation.contactId })
            .from(conversation)
            .where(inArray(conversation.id, [...conversationIds])),
    ]);
    return [...new Set([...byNumber, ...byConversation].map(({ id }) => id))];
  }

  async #textingAmong(contactIds: readonly string[]): Promise<string[]> {
    const rows = await this.#db
      .select()
      .from(contact)
      .where(and(eq(contact.kind, 'sms'), inArray(contact.id, [...contactIds])));
    return rows.map((row) => openAddress(this.#ring, row)).filter((number) => number.startsWith('+'));
  }

  /** What she wrote and what somebody wrote to her, newest first; what the hotline sent by itself is left out, and what her machine did. */
  async written(
    contactIds: readonly string[],
    { after, limit, without }: { after?: string | undefined; limit: number; without?: string | undefined },
  ) {
    if (contactIds.length === 0) return [];
    const rows = await this.#db
      .select({ message, kind: account.kind, delivery: delivery.state })
      .from(message)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .innerJoin(account, eq(account.id, message.accountId))
      .leftJoin(delivery, eq(delivery.messageId, message.id))
      .where(
        and(
          inArray(conversation.contactId, [...contactIds]),
          without === undefined ? undefined : ne(message.conversationId, without),
          eq(conversation.isTest, false),
          eq(message.automatic, false),
          or(eq(message.direction, 'in'), isNotNull(message.by)),
          behindCursor(after, message.at, message.id, 'newest'),
        ),
      )
      .orderBy(desc(message.at), desc(message.id))
      .limit(limit);
    return rows.map(({ message: row, kind, delivery: state }) => ({
      id: row.id,
      at: row.at,
      direction: row.direction,
      conversationId: row.conversationId,
      channel: kind,
      by: row.by,
      text: openMessage(this.#ring, row).text.replace(/\s+/g, ' ').slice(0, BEGINNING),
      delivery: state,
    }));
  }
}
