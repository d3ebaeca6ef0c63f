import {
  type conversations,
  type ConversationRow as RowView,
  type Got,
  messageChannels,
  type MessageChannelName,
  type MessageView,
  Problem,
  shortShape,
  signed,
} from '@hotline/contracts';
import { type AuditBook, behindCursor, type Clock, cursorAt, type Database, type KeyRing, type Person, type Tx } from '@hotline/platform';
import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { answering } from '../delivery/auto-answers.ts';
import type { DeliveryDesk } from '../delivery/delivery-desk.ts';
import type { GatewayPorts } from '../ports.ts';
import { openAddress, openName } from '../intake/addresses.ts';
import { openMessage } from '../intake/write-message.ts';
import { textingOf } from '../sms/settings.ts';
import type { Receipts } from '../web/receipts.ts';
import { account } from '../tables/account.ts';
import { delivery, deliveryStep } from '../tables/delivery.ts';
import { attachment, contact, conversation, message } from '../tables/message.ts';
import { moveConversation } from './move.ts';
import { presentConversation, presentMessage } from './present.ts';
import { waitsNoMore } from './waiting.ts';

export interface ConversationNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
  readonly deliveries: DeliveryDesk;
  readonly receipts: Receipts;
}

interface ConversationQuery {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly waiting: boolean;
  readonly held?: 'mine' | 'free' | undefined;
  readonly channel?: MessageChannelName | undefined;
  readonly ticketId?: string | undefined;
}

/** The inbox: what citizens wrote, and the answer that goes back the way it came. */
export class ConversationDesk {
  readonly #need: ConversationNeeds;

  constructor(need: ConversationNeeds) {
    this.#need = need;
  }

  /** Those that wait, what is due first; else all, the newest first. */
  async list(
    me: Person,
    { after, limit, waiting, held, channel, ticketId }: ConversationQuery,
  ): Promise<{ items: RowView[]; next: string | null }> {
    const { nameOf } = this.#need.ports;
    const key = waiting ? conversation.dueAt : conversation.lastAt;
    const rows = await this.#need.database.db
      .select()
      .from(conversation)
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .innerJoin(account, eq(account.id, conversation.accountId))
      .where(
        and(
          waiting ? isNotNull(conversation.dueAt) : eq(conversation.isTest, false),
          held === 'mine' ? eq(conversation.heldBy, me.account) : held === 'free' ? isNull(conversation.heldBy) : undefined,
          channel === undefined ? undefined : eq(account.kind, channel),
          ticketId === undefined ? undefined : eq(conversation.ticketId, ticketId),
          behindCursor(after, key, conversation.id, waiting ? 'oldest' : 'newest'),
        ),
      )
      .orderBy(waiting ? sql`${key}, ${conversation.id}` : sql`${key} desc, ${conversation.id} desc`)
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const ids = page.map((row) => row.conversation.id);
    const [newest, undelivered, numbers] = await Promise.all([
      this.#newestOf(ids),
      this.#undelivered(ids),
      this.#numbersOf(page.map((row) => row.conversation.ticketId)),
    ]);
    const last = page.at(-1)?.conversation;
    const at = waiting ? last?.dueAt : last?.lastAt;
    return {
      items: page.map((row) =>
        presentConversation(this.#need.ring, row, { newest: newest.get(row.conversation.id), undelivered, numbers, nameOf }),
      ),
      next: rows.length > limit && last && at ? cursorAt(at, last.id) : null,
    };
  }

  async read(id: string): Promise<Got<typeof conversations.read>> {
    const { ring, ports } = this.#need;
    const { row, rows, files, deliveries, steps } = await this.#whole(id);
    const newest = rows.findLast(({ direction }) => direction === 'in') ?? rows.at(-1);
    const deliveryOf = (messageId: string) => deliveries.find((one) => one.messageId === messageId);
    const lastSent = rows.findLast(({ direction }) => direction === 'out');
    const undelivered = new Set(lastSent && deliveryOf(lastSent.id)?.state === 'failed' ? [id] : []);
    return {
      ...presentConversation(ring, row, {
        newest,
        undelivered,
        numbers: await this.#numbersOf([row.conversation.ticketId]),
        nameOf: ports.nameOf,
      }),
      texting: textingOf(row.account),
      form: row.account.kind === 'web' ? await this.#need.receipts.formIn(id) : null,
      messages: rows.map((one) =>
        presentMessage(ring, one, {
          files: files.filter(({ messageId }) => messageId === one.id),
          delivery: deliveryOf(one.id),
          byName: one.by === null ? undefined : ports.nameOf(one.by),
          steps: steps.filter(({ messageId }) => messageId === one.id),
        }),
      ),
    };
  }

  /** Everything of one conversation as it stood at one moment: its version must fit what is read with it. Throws `conversation.unknown`. */
  #whole(id: string) {
    const moment = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const;
    return this.#need.database.db.transaction(async (tx) => {
      const [row] = await tx
        .select()
        .from(conversation)
        .innerJoin(contact, eq(contact.id, conversation.contactId))
        .innerJoin(account, eq(account.id, conversation.accountId))
        .where(eq(conversation.id, id));
      if (!row) throw new Problem('conversation.unknown');
      const rows = await tx
        .select()
        .from(message)
        .where(eq(message.conversationId, id))
        .orderBy(asc(message.at), asc(message.direction), asc(message.id));
      const ids = rows.map((one) => one.id);
      const [files, deliveries, steps] = [
        await tx.select().from(attachment).where(inArray(attachment.messageId, ids)).orderBy(asc(attachment.place)),
        await tx.select().from(delivery).where(inArray(delivery.messageId, ids)),
        await tx.select().from(deliveryStep).where(inArray(deliveryStep.messageId, ids)).orderBy(asc(deliveryStep.step)),
      ];
      return { row, rows, files, deliveries, steps };
    }, moment);
  }

  /** Answers the way she wrote; nothing of it waits any more. */
  async answer(me: Person, id: string, seen: number, text: string): Promise<MessageView> {
    const { database, audit, deliveries, clock } = this.#need;
    const { subject, channel, texting } = await this.read(id);
    const isTooLong = texting !== null && shortShape(signed(texting.signature, text), 0).isTooLong;
    if (isTooLong || text.length > messageChannels[channel].longest)
      throw new Problem('message.too-long', { longest: messageChannels[channel].longest });
    const messageId = await database.db.transaction(async (tx) => {
      const row = await moveConversation(tx, clock, me, { id, seen }, { ...waitsNoMore, endedAs: null, lastAt: clock.now() });
      const order = { conversationId: id, accountId: row.accountId, purpose: 'reply', ticketId: row.ticketId, by: me.account } as const;
      const made = await deliveries.order(tx, { ...order, subject: messageChannels[channel].hasSubject ? answering(subject) : null, text });
      await audit.write(tx, me, { action: 'message.answer', object: `conversation:${id}`, details: { message: made } });
      return made;
    });
    const sent = (await this.read(id)).messages.find((one) => one.id === messageId);
    if (!sent) throw new Error('an answer that was just written is gone');
    return sent;
  }

  /** It is about this ticket, says whoever read it. */
  async attachBy(me: Person, id: string, seen: number, ticket: string): Promise<RowView> {
    const ticketId = await this.#need.ports.tickets.find(me, ticket);
    await this.#need.database.db.transaction((tx) => this.attach(tx, me, id, ticketId, seen));
    return this.read(id);
  }

  /** Gives a conversation its ticket; what is written in it from now on is an addition. Throws `conversation.has-ticket` and what a move throws. */
  async attach(tx: Tx, me: Person, id: string, ticketId: string, seen?: number): Promise<void> {
    const { audit, clock } = this.#need;
    await moveConversation(tx, clock, me, { id, seen, over: seen === undefined }, (now) => {
      if (now.ticketId !== null && now.ticketId !== ticketId) throw new Problem('conversation.has-ticket');
      return { ...waitsNoMore, ticketId, endedAs: null };
    });
    await tx.update(message).set({ ticketId }).where(eq(message.conversationId, id));
    await audit.write(tx, me, { action: 'conversation.attach', object: `conversation:${id}`, details: { ticketId } });
  }

  /** Who writes. The reason is an audit line before anything is shown. */
  async reveal(me: Person, id: string, reason: string): Promise<{ name: string | null; address: string }> {
    const { database, ring, audit } = this.#need;
    const [row] = await database.db
      .select({ contact })
      .from(conversation)
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .where(eq(conversation.id, id));
    if (!row) throw new Problem('conversation.unknown');
    await audit.write(database.db, me, { action: 'citizen.reveal', object: `conversation:${id}`, details: { reason } });
    return { name: openName(ring, row.contact), address: openAddress(ring, row.contact) };
  }

  /** The number that she texts from or left on the site, for the ticket that is filed from it. Throws `conversation.unknown`. */
  async phoneOf(id: string): Promise<string | undefined> {
    const [row] = await this.#need.database.db
      .select({ contact })
      .from(conversation)
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .where(eq(conversation.id, id));
    if (!row) throw new Problem('conversation.unknown');
    return row.contact.kind === 'sms' || row.contact.kind === 'web' ? openAddress(this.#need.ring, row.contact) : undefined;
  }

  /** What was written to and fro about a ticket, for its timeline. */
  async about(ticketId: string) {
    const { database, ring } = this.#need;
    const rows = await database.db
      .select({ message, kind: account.kind, delivery: delivery.state })
      .from(message)
      .innerJoin(account, eq(account.id, message.accountId))
      .leftJoin(delivery, eq(delivery.messageId, message.id))
      .where(eq(message.ticketId, ticketId))
      .orderBy(asc(message.at));
    return rows.map(({ message: row, kind, delivery: state }) => ({
      id: row.id,
      at: row.at,
      direction: row.direction,
      conversationId: row.conversationId,
      channel: kind,
      by: row.by,
      text: openMessage(ring, row).text,
      delivery: state,
    }));
  }

  async #undelivered(ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.#need.database.db
      .selectDistinctOn([message.conversationId], { id: message.conversationId, state: delivery.state })
      .from(message)
      .innerJoin(delivery, eq(delivery.messageId, message.id))
      .where(inArray(message.conversationId, [...ids]))
      .orderBy(message.conversationId, sql`${message.at} desc`);
    return new Set(rows.flatMap(({ id, state }) => (state === 'failed' ? [id] : [])));
  }

  async #numbersOf(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    const known = ids.filter((id) => id !== null);
    return known.length === 0 ? new Map() : this.#need.ports.tickets.numbersOf(known);
  }

  async #newestOf(ids: readonly string[]): Promise<Map<string, typeof message.$inferSelect>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#need.database.db
      .selectDistinctOn([message.conversationId])
      .from(message)
      .where(inArray(message.conversationId, [...ids]))
      .orderBy(message.conversationId, sql`(${message.direction} = 'in') desc`, sql`${message.at} desc`);
    return new Map(rows.map((row) => [row.conversationId, row]));
  }
}
