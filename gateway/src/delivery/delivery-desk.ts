import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DeliveryState,
  type MessageChannel,
  type MessageChannelName,
  messageChannels,
  type Purpose,
  purposes,
} from '@hotline/contracts';
import {
  type AuditBook,
  type Clock,
  type Database,
  Draft,
  eventRows,
  eventsTold,
  hotlineItself,
  type KeyRing,
  type Log,
  seal,
  type Tx,
  unseal,
  tell,
} from '@hotline/platform';
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Traffic } from '../accounts/traffic.ts';
import type { Line, Outgoing } from '../channel.ts';
import type { ArrivedReport } from '../intake/arrival.ts';
import { waitsOn } from '../inbox/waiting.ts';
import { openAddress, openName, threadIndex } from '../intake/addresses.ts';
import { aboutMessage, openMessage } from '../intake/write-message.ts';
import type { GatewayPorts } from '../ports.ts';
import { account } from '../tables/account.ts';
import { delivery, deliveryPart, type DeliveryRow } from '../tables/delivery.ts';
import { contact, conversation, message, type MessageRow } from '../tables/message.ts';
import type { Reach } from './reach.ts';
import { noted, rowsOf } from './rows.ts';
import { afterTry, earliest, type Outcome, saysMore, stateOfParts } from './rules.ts';
import { wordsFor } from './step-words.ts';

export interface DeliveryNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly log: Log;
  readonly retryScale: number;
  readonly ports: GatewayPorts;
  readonly reach: Reach;
  readonly traffic: Traffic;
  readonly lineOf: (accountId: string) => Line | undefined;
}

/** What is to be told in a conversation. */
/** A message of ours, and whom it is for. */
interface WrittenRow {
  readonly message: MessageRow;
  readonly kind: MessageChannelName;
  readonly contact: typeof contact.$inferSelect;
}

export interface Order {
  /** What makes it one, where the same order may be given again. */
  readonly id?: string;
  readonly conversationId: string;
  readonly accountId: string;
  readonly purpose: Purpose;
  readonly subject: string | null;
  readonly text: string;
  readonly ticketId: string | null;
  /** The peer's ids of what it answers, where that is known already. */
  readonly answers?: readonly string[];
  /** Who wrote it; null when the hotline itself did. */
  readonly by: string | null;
}

/** Deliveries that one round takes up; the next begins at once when all of them were due. */
const BATCH = 20;
const MOST_AT_ONCE = 100;
/** Real milliseconds in which a worker that took a message up must have tried it, ten parts at a silent carrier: after that another one may. */
const LEASE_MS = 900_000;
/** A report waits so long for a try that is under way; then it is about nothing of ours. */
const LONGEST_TRY_MS = 10_000;

/** Messages of ours: written with their delivery in one transaction, sent behind it, again by the retry rule, each step with the peer's words. */
export class DeliveryDesk {
  readonly #need: DeliveryNeeds;
  /** Tries under way, with their accounts. */
  readonly #trying = new Map<Promise<void>, string>();

  constructor(need: DeliveryNeeds) {
    this.#need = need;
  }

  /**
   * Writes the message and queues it, in the transaction of what it answers. An order that was given before changes nothing.
   * Undefined: she wants no notices on this channel, and it is one.
   */
  async order(tx: Tx, order: Order): Promise<string | undefined> {
    const { ring, clock } = this.#need;
    const id = order.id ?? randomUUID();
    const at = clock.now();
    if (purposes[order.purpose].quiet && (await this.#wantsNoNotices(tx, order.conversationId))) return undefined;
    const answers = order.answers ?? (await this.#answered(tx, order.conversationId));
    const row = {
      id,
      conversationId: order.conversationId,
      accountId: order.accountId,
      direction: 'out' as const,
      externalId: id,
      at,
      becomes: null,
      automatic: order.by === null,
      subjectSealed: order.subject === null ? null : seal(ring, aboutMessage(id, 'subject'), order.subject),
      textSealed: seal(ring, aboutMessage(id, 'text'), order.text),
      quotedSealed: null,
      threads: [],
      threadsSealed: seal(ring, aboutMessage(id, 'threads'), JSON.stringify(answers)),
      ticketId: order.ticketId,
      by: order.by,
    };
    const { accountId, purpose, conversationId } = order;
    const draft = new Draft();
    draft.add(rowsOf.message, row);
    draft.add(rowsOf.spoken, { id: conversationId, message: id, at });
    draft.add(rowsOf.delivery, { messageId: id, accountId, purpose, state: 'queued', tries: 0, nextTryAt: earliest(purpose, at) });
    draft.add(rowsOf.step, { messageId: id, step: 1, at, state: 'queued', words: '' });
    draft.add(eventRows, ...eventsTold(clock, [{ name: 'delivery.moved', payload: { messageId: id, state: 'queued' } }]));
    await draft.within(tx);
    return id;
  }

  async #wantsNoNotices(tx: Tx, conversationId: string): Promise<boolean> {
    const [row] = await tx
      .select({ optedOutAt: contact.optedOutAt })
      .from(conversation)
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .where(eq(conversation.id, conversationId));
    return Boolean(row?.optedOutAt);
  }

  /** What was on its way when the app died is tried again at once, under the same id: a peer that took it knows it. */
  async recover(): Promise<void> {
    const { database, clock } = this.#need;
    await database.db.update(delivery).set({ nextTryAt: clock.now() }).where(eq(delivery.state, 'sending'));
  }

  /** Begins to send what is due; a peer that takes its time keeps nobody else waiting. Returns how many were begun. */
  async round(): Promise<number> {
    const free = Math.min(BATCH, MOST_AT_ONCE - this.#trying.size);
    const due = free > 0 ? await this.#takeUp(free) : [];
    for (const row of due) {
      const trying = this.#try(row)
        .catch((error: unknown) => this.#need.log.warn({ error: String(error) }, 'how a message fared could not be written; trying again'))
        .finally(() => this.#trying.delete(trying));
      this.#trying.set(trying, row.accountId);
    }
    return due.length;
  }

  /** When all that was begun has ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#trying.keys());
  }

  /** A report of the peer about a part of a message of ours. One that says less than is known changes nothing but the history. */
  async report(tx: Tx, accountId: string, { peerId, state, words }: ArrivedReport): Promise<boolean> {
    const [found] = await tx
      .select({ messageId: deliveryPart.messageId, part: deliveryPart.part })
      .from(deliveryPart)
      .innerJoin(message, eq(message.id, deliveryPart.messageId))
      .where(and(eq(deliveryPart.accountId, accountId), eq(deliveryPart.peerId, peerId)))
      .orderBy(desc(message.at))
      .limit(1);
    if (!found) return false;
    const { messageId } = found;
    const [row] = await tx.select().from(delivery).where(eq(delivery.messageId, messageId)).for('update');
    const parts = await this.#parts(tx, messageId);
    const part = parts.find((one) => one.part === found.part);
    if (!row || !part) return false;
    if (saysMore(state, part.state)) {
      part.state = state;
      await tx
        .update(deliveryPart)
        .set({ state })
        .where(and(eq(deliveryPart.messageId, messageId), eq(deliveryPart.part, part.part)));
    }
    await this.#note(tx, messageId, state, parts.length > 1 ? `${words} (${part.part}/${parts.length})` : words);
    // while other parts are on their way the last try settles it
    if (row.state !== 'queued' && row.state !== 'sending') await this.#moveTo(tx, row, stateOfParts(parts.map((one) => one.state)));
    return true;
  }

  /**
   * A report by itself, not inside a message. Fast carriers report before their answer to the message has been written down (jasmin#423):
   * then it waits for the tries of its account that are under way. False: it is about nothing of ours.
   */
  async reported(accountId: string, report: ArrivedReport): Promise<boolean> {
    const write = (): Promise<boolean> => this.#need.database.db.transaction((tx) => this.report(tx, accountId, report));
    if (await write()) return true;
    const underWay = [...this.#trying].flatMap(([trying, account]) => (account === accountId ? [trying] : []));
    await Promise.race([Promise.allSettled(underWay), sleep(LONGEST_TRY_MS)]);
    return write();
  }

  /** Where a delivery stands after all its parts. */
  async #moveTo(tx: Tx, { messageId, purpose, state: known }: DeliveryRow, state: DeliveryState): Promise<void> {
    if (state === known) return;
    await tx.update(delivery).set({ state, nextTryAt: null }).where(eq(delivery.messageId, messageId));
    if (state === 'failed') await this.#fellThrough(tx, messageId, purpose);
  }

  #parts(tx: Tx, messageId: string) {
    return tx
      .select({ part: deliveryPart.part, state: deliveryPart.state })
      .from(deliveryPart)
      .where(eq(deliveryPart.messageId, messageId))
      .orderBy(asc(deliveryPart.part));
  }

  /** The conversation of the message that the peer calls so. */
  async conversationOf(accountId: string, peerId: string): Promise<{ conversationId: string; ticketId: string | null } | undefined> {
    const [row] = await this.#need.database.db
      .select({ conversationId: message.conversationId, ticketId: message.ticketId })
      .from(deliveryPart)
      .innerJoin(message, eq(message.id, deliveryPart.messageId))
      .where(and(eq(deliveryPart.accountId, accountId), eq(deliveryPart.peerId, peerId)));
    return row;
  }

  /** What could not be delivered goes the next way; where none is left it waits in the inbox, so that somebody telephones. */
  async #fellThrough(tx: Tx, messageId: string, purpose: Purpose): Promise<void> {
    if (!purposes[purpose].mayFallBack) return;
    const row = await this.#written(tx, messageId);
    if (!row || (await this.#goesAnotherWay(tx, row, purpose, 'fallsBackOn'))) return;
    await tx
      .update(conversation)
      .set({ version: sql`${conversation.version} + 1`, ...waitsOn(row.kind, this.#need.clock.now()) })
      .where(eq(conversation.id, row.message.conversationId));
    await tell(tx, this.#need.clock, [{ name: 'conversation.moved', payload: { id: row.message.conversationId } }]);
  }

  /** What stands on a page that tells nobody by itself goes another way as well. */
  async #goesAlong(tx: Tx, messageId: string, purpose: Purpose): Promise<void> {
    const row = await this.#written(tx, messageId);
    if (row) await this.#goesAnotherWay(tx, row, purpose, 'alongBy');
  }

  async #written(tx: Tx, messageId: string): Promise<WrittenRow | undefined> {
    const [row] = await tx
      .select({ message, kind: account.kind, contact })
      .from(message)
      .innerJoin(account, eq(account.id, message.accountId))
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .where(eq(message.id, messageId));
    return row;
  }

  /** Instead of a way that failed, or beside a page. */
  async #goesAnotherWay(tx: Tx, row: WrittenRow, purpose: Purpose, ways: 'fallsBackOn' | 'alongBy'): Promise<boolean> {
    const { ring, ports, reach } = this.#need;
    const { ticketId, by, id: messageId } = row.message;
    if (ways === 'fallsBackOn' && ticketId === null) return false;
    const channel: MessageChannel = messageChannels[row.kind];
    for (const kind of (channel[ways] ?? []) as MessageChannelName[]) {
      const to = await reach.by(tx, kind, ticketId, openAddress(ring, row.contact));
      const words = await ports.tickets.stepWords(messageId);
      const text = wordsFor(kind, words?.text ?? openMessage(ring, row.message).text);
      const id = to && (await this.order(tx, { ...to, purpose, subject: null, text, ticketId, by }));
      if (id === undefined) continue;
      if (ways === 'fallsBackOn')
        await this.#note(tx, messageId, 'failed', `改由${messageChannels[kind].zh}发送 sent by ${messageChannels[kind].en} instead`);
      return true;
    }
    return false;
  }

  /** Due messages, taken so that no other worker has them too; one whose worker died comes back when its lease ends. */
  async #takeUp(most: number): Promise<DeliveryRow[]> {
    const { database, clock } = this.#need;
    const now = clock.now();
    const { rows } = await database.db.execute<{ message_id: string }>(sql`
      update gateway.delivery set state = 'sending', tries = tries + 1, next_try_at = ${new Date(now.getTime() + LEASE_MS).toISOString()}::timestamptz
      where message_id in (
        select message_id from gateway.delivery where next_try_at <= ${now.toISOString()}::timestamptz
        order by next_try_at limit ${most} for update skip locked)
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
    const outgoing = await this.#outgoing(row);
    const outcome: Outcome = line
      ? await line.send(outgoing).catch((error: unknown): Outcome => {
          log.error({ error: String(error), messageId }, 'a channel threw while it sent');
          return { is: 'later', words: String(error).slice(0, 300) };
        })
      : { is: 'later', words: '账号未连接 the account is not connected' };
    await this.#settle(row, outcome);
  }

  async #settle({ messageId, accountId, tries, purpose }: DeliveryRow, outcome: Outcome): Promise<void> {
    const { database, clock, retryScale, audit, traffic } = this.#need;
    const now = clock.now();
    const after = afterTry(outcome, tries, now, retryScale);
    await database.db.transaction(async (tx) => {
      await tx.select().from(delivery).where(eq(delivery.messageId, messageId)).for('update');
      // reports may have overtaken the answer of the peer
      const parts = after.state === 'sent' ? await this.#parts(tx, messageId) : [];
      const state = parts.length > 0 ? stateOfParts(parts.map((one) => one.state)) : after.state;
      const moved = await tx
        .update(delivery)
        .set({ state, nextTryAt: after.nextTryAt })
        .where(and(eq(delivery.messageId, messageId), eq(delivery.state, 'sending')))
        .returning({ id: delivery.messageId });
      if (moved.length === 0) return;
      await this.#note(tx, messageId, after.state, outcome.words);
      if (state === 'failed') await this.#fellThrough(tx, messageId, purpose);
      if (state === 'delivered') await this.#goesAlong(tx, messageId, purpose);
      if (state === 'sent' || state === 'delivered') traffic.saw(accountId, 'out');
      await audit.write(tx, hotlineItself, { action: `message.${state}`, object: `message:${messageId}`, details: { tries } });
    });
  }

  /** Written at once: a process that dies now sends only what is missing, and a report finds its part. What she answers is tied to it, too. */
  async #took(part: { messageId: string; accountId: string; part: number; peerId: string }): Promise<void> {
    const { database, ring } = this.#need;
    await database.db.transaction(async (tx) => {
      await tx.insert(deliveryPart).values(part).onConflictDoNothing();
      await tx
        .update(message)
        .set({ threads: sql`array_append(${message.threads}, ${threadIndex(ring, part.peerId)})` })
        .where(eq(message.id, part.messageId));
    });
  }

  async #note(tx: Tx, messageId: string, state: DeliveryState, words: string): Promise<void> {
    const { clock } = this.#need;
    const draft = new Draft();
    draft.add(noted, { messageId, at: clock.now(), state, words: words.slice(0, 500) });
    draft.add(eventRows, ...eventsTold(clock, [{ name: 'delivery.moved', payload: { messageId, state } }]));
    await draft.within(tx);
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

  async #outgoing({ messageId, accountId, purpose }: DeliveryRow): Promise<Outgoing> {
    const { database, ring, ports } = this.#need;
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
      ticket:
        row.message.ticketId === null ? null : ((await ports.tickets.numbersOf([row.message.ticketId])).get(row.message.ticketId) ?? null),
      answers: threadsOf(ring, messageId, row.message.threadsSealed),
      automatic: row.message.automatic,
      purpose,
      taken: new Set((await this.#parts(database.db, messageId)).map(({ part }) => part)),
      took: (part, peerId) => this.#took({ messageId, accountId, part, peerId }),
    };
  }
}

const threadsOf = (ring: KeyRing, id: string, sealed: string | null): string[] =>
  sealed === null ? [] : (JSON.parse(unseal(ring, aboutMessage(id, 'threads'), sealed)) as string[]);
