import { randomUUID } from 'node:crypto';
import { type DeliveryState, type Purpose, purposes } from '@hotline/contracts';
import {
  type AuditBook,
  type Clock,
  type Database,
  hotlineItself,
  type KeyRing,
  type Log,
  seal,
  tell,
  type Tx,
  unseal,
} from '@hotline/platform';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Line, Outgoing } from '../channel.ts';
import type { ArrivedReport } from '../intake/arrival.ts';
import { openAddress, openName, threadIndex } from '../intake/addresses.ts';
import { aboutMessage, openMessage } from '../intake/write-message.ts';
import { accountState } from '../tables/account.ts';
import { delivery, type DeliveryRow, deliveryStep } from '../tables/delivery.ts';
import { contact, conversation, message } from '../tables/message.ts';
import { afterTry, earliest, type Outcome, saysMore } from './rules.ts';

export interface DeliveryNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly log: Log;
  readonly retryScale: number;
  readonly lineOf: (accountId: string) => Line | undefined;
}

/** What is to be told in a conversation. */
export interface Order {
  /** What makes it one, where the same order may be given again. */
  readonly id?: string;
  readonly conversationId: string;
  readonly accountId: string;
  readonly purpose: Purpose;
  readonly subject: string | null;
  readonly text: string;
  readonly ticketId: string | null;
  /** Who wrote it; null when the hotline itself did. */
  readonly by: string | null;
}

/** Deliveries that one round takes up; the next begins at once when all of them were due. */
const BATCH = 20;
/** Real milliseconds in which a worker that took a message up must have tried it: after that another one may. */
const LEASE_MS = 120_000;

/** Messages of ours: written with their delivery in one transaction, sent behind it, again by the retry rule, each step with the peer's words. */
export class DeliveryDesk {
  readonly #need: DeliveryNeeds;

  constructor(need: DeliveryNeeds) {
    this.#need = need;
  }

  /** Writes the message and queues it, in the transaction of what it answers. An order that was given before changes nothing. */
  async order(tx: Tx, order: Order): Promise<string> {
    const { ring, clock } = this.#need;
    const id = order.id ?? randomUUID();
    const at = clock.now();
    const answers = await this.#answered(tx, order.conversationId);
    const row = {
      id,
      conversationId: order.conversationId,
      accountId: order.accountId,
      direction: 'out' as const,
      externalId: id,
      at,
      automatic: order.by === null,
      subjectSealed: order.subject === null ? null : seal(ring, aboutMessage(id, 'subject'), order.subject),
      textSealed: seal(ring, aboutMessage(id, 'text'), order.text),
      threads: [],
      threadsSealed: seal(ring, aboutMessage(id, 'threads'), JSON.stringify(answers)),
      ticketId: order.ticketId,
      by: order.by,
    };
    const made = await tx.insert(message).values(row).onConflictDoNothing().returning({ id: message.id });
    if (made.length === 0) return id;
    await tx.update(conversation).set({ lastAt: at }).where(eq(conversation.id, order.conversationId));
    const nextTryAt = earliest(order.purpose, at);
    await tx.insert(delivery).values({ messageId: id, accountId: order.accountId, purpose: order.purpose, state: 'queued', nextTryAt });
    await tx.insert(deliveryStep).values({ messageId: id, step: 1, at, state: 'queued' });
    await tell(tx, clock, [{ name: 'delivery.moved', payload: { messageId: id, state: 'queued' } }]);
    return id;
  }

  /** What was on its way when the app died is tried again at once, under the same id: a peer that took it knows it. */
  async recover(): Promise<void> {
    const { database, clock } = this.#need;
    await database.db.update(delivery).set({ nextTryAt: clock.now() }).where(eq(delivery.state, 'sending'));
  }

  /** Sends what is due. Returns how many were tried. */
  async round(): Promise<number> {
    const due = await this.#takeUp();
    await Promise.all(due.map((row) => this.#try(row)));
    return due.length;
  }

  /** A report of the peer about a message of ours. One that says less than is known changes nothing but the history. */
  async report(tx: Tx, accountId: string, { peerId, state, words }: ArrivedReport): Promise<boolean> {
    const of = and(eq(delivery.accountId, accountId), eq(delivery.peerId, peerId));
    const [row] = await tx.select().from(delivery).where(of).for('update');
    if (!row) return false;
    const isNews = saysMore(state, row.state);
    if (isNews) await tx.update(delivery).set({ state, nextTryAt: null }).where(eq(delivery.messageId, row.messageId));
    await this.#note(tx, row.messageId, state, words);
    if (isNews && state === 'failed') await this.#fellThrough(tx, row.messageId, row.purpose);
    return true;
  }

  /** The conversation of the message that the peer calls so. */
  async conversationOf(accountId: string, peerId: string): Promise<{ conversationId: string; ticketId: string | null } | undefined> {
    const [row] = await this.#need.database.db
      .select({ conversationId: message.conversationId, ticketId: message.ticketId })
      .from(delivery)
      .innerJoin(message, eq(message.id, delivery.messageId))
      .where(and(eq(delivery.accountId, accountId), eq(delivery.peerId, peerId)));
    return row;
  }

  /** What could not be delivered goes the next way; where none is left it waits in the inbox, so that somebody telephones. */
  async #fellThrough(tx: Tx, messageId: string, purpose: Purpose): Promise<void> {
    if (!purposes[purpose].mayFallBack) return;
    const of = tx.select({ id: message.conversationId }).from(message).where(eq(message.id, messageId));
    await tx
      .update(conversation)
      .set({
        version: sql`${conversation.version} + 1`,
        waitsSince: sql`coalesce(${conversation.waitsSince}, ${this.#need.clock.now().toISOString()}::timestamptz)`,
      })
      .where(inArray(conversation.id, of));
  }

  /** Due messages, taken so that no other worker has them too; one whose worker died comes back when its lease ends. */
  async #takeUp(): Promise<DeliveryRow[]> {
    const { database, clock } = this.#need;
    const now = clock.now();
    const { rows } = await database.db.execute<{ message_id: string }>(sql`
      update gateway.delivery set state = 'sending', tries = tries + 1, next_try_at = ${new Date(now.getTime() + LEASE_MS).toISOString()}::timestamptz
      where message_id in (
        select message_id from gateway.delivery where next_try_at <= ${now.toISOString()}::timestamptz
        order by next_try_at limit ${BATCH} for update skip locked)
      returning message_id`);
    if (rows.length === 0) return [];
    return database.db
      .select()
      .from(delivery)
      .where(
        inArray(
          delivery.messageId,
          rows.map((row) => row.message_id),
        ),
      );
  }

  async #try(row: DeliveryRow): Promise<void> {
    const { lineOf, log } = this.#need;
    const { messageId, accountId } = row;
    const line = lineOf(accountId);
    const outgoing = await this.#outgoing(messageId);
    const outcome: Outcome = line
      ? await line.send(outgoing).catch((error: unknown): Outcome => {
          log.error({ error: String(error), messageId }, 'a channel threw while it sent');
          return { is: 'later', words: String(error).slice(0, 300) };
        })
      : { is: 'later', words: '账号未连接 the account is not connected' };
    await this.#settle(row, outcome);
  }

  async #settle({ messageId, accountId, tries, purpose }: DeliveryRow, outcome: Outcome): Promise<void> {
    const { database, clock, ring, retryScale, audit } = this.#need;
    const now = clock.now();
    const { state, nextTryAt } = afterTry(outcome, tries, now, retryScale);
    const peerId = 'peerId' in outcome ? outcome.peerId : null;
    await database.db.transaction(async (tx) => {
      // a report may have overtaken the answer of the peer
      const moved = await tx
        .update(delivery)
        .set({ state, nextTryAt, ...(peerId === null ? {} : { peerId }) })
        .where(and(eq(delivery.messageId, messageId), eq(delivery.state, 'sending')))
        .returning({ id: delivery.messageId });
      if (moved.length === 0) return;
      // what she answers to it is tied to it by the peer's own id
      if (peerId !== null)
        await tx
          .update(message)
          .set({ threads: [threadIndex(ring, peerId)] })
          .where(eq(message.id, messageId));
      await this.#note(tx, messageId, state, outcome.words);
      if (state === 'failed') await this.#fellThrough(tx, messageId, purpose);
      if (state === 'sent' || state === 'delivered')
        await tx
          .insert(accountState)
          .values({ accountId, lastOutAt: now })
          .onConflictDoUpdate({ target: accountState.accountId, set: { lastOutAt: now } });
      await audit.write(tx, hotlineItself, { action: `message.${state}`, object: `message:${messageId}`, details: { tries } });
    });
  }

  async #note(tx: Tx, messageId: string, state: DeliveryState, words: string): Promise<void> {
    const { clock } = this.#need;
    const [last] = await tx
      .select({ n: sql<number>`coalesce(max(${deliveryStep.step}), 0)::int` })
      .from(deliveryStep)
      .where(eq(deliveryStep.messageId, messageId));
    await tx.insert(deliveryStep).values({ messageId, step: (last?.n ?? 0) + 1, at: clock.now(), state, words: words.slice(0, 500) });
    await tell(tx, clock, [{ name: 'delivery.moved', payload: { messageId, state } }]);
  }

  /** The peer's ids of what was said so far, oldest first: a mail names them in References. */
  async #answered(tx: Tx, conversationId: string): Promise<string[]> {
    const rows = await tx
      .select()
      .from(message)
      .where(and(eq(message.conversationId, conversationId), eq(message.direction, 'in')))
      .orderBy(asc(message.at));
    const own = rows.flatMap((row) => threadsOf(this.#need.ring, row.id, row.threadsSealed).slice(0, 1));
    return own.slice(-10);
  }

  async #outgoing(messageId: string): Promise<Outgoing> {
    const { database, ring } = this.#need;
    const [row] = await database.db
      .select()
      .from(message)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .where(eq(message.id, messageId));
    if (!row) throw new Error('a delivery without its message');
    const { subject, text } = openMessage(ring, row.message);
    const to = { address: openAddress(ring, row.contact), name: openName(ring, row.contact) ?? '' };
    return {
      id: messageId,
      to,
      subject,
      text,
      answers: threadsOf(ring, messageId, row.message.threadsSealed),
      automatic: row.message.automatic,
    };
  }
}

const threadsOf = (ring: KeyRing, id: string, sealed: string | null): string[] =>
  sealed === null ? [] : (JSON.parse(unseal(ring, aboutMessage(id, 'threads'), sealed)) as string[]);
