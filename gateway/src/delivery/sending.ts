import { setTimeout as sleep } from 'node:timers/promises';
import { auditLines, type Change, Draft, eventRows, eventsTold, hotlineItself, Together, type Tx, writesTogether } from '@hotline/platform';
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Line, Outgoing } from '../channel.ts';
import { openAddress, openName, threadIndex } from '../intake/addresses.ts';
import type { ArrivedReport } from '../intake/arrival.ts';
import { openMessage } from '../intake/write-message.ts';
import { delivery, type DeliveryRow } from '../tables/delivery.ts';
import { contact, type ContactRow, conversation, message, type MessageRow } from '../tables/message.ts';
import { type DeliveryDesk, type DeliveryNeeds, threadsOf } from './delivery-desk.ts';
import { moved, noted, partsOf, taken } from './rows.ts';
import { afterTry, type Outcome, stateOfParts } from './rules.ts';

export interface SendingNeeds extends DeliveryNeeds {
  readonly deliveries: DeliveryDesk;
  readonly retryScale: number;
  readonly lineOf: (accountId: string) => Line | undefined;
}

/** Deliveries that one round takes up; the next begins at once when all of them were due. */
const BATCH = 50;
const MOST_AT_ONCE = 100;
/** Real milliseconds in which a worker that took a message up must have tried it, ten parts at a silent carrier: after that another one may. */
const LEASE_MS = 900_000;
/** A report waits so long for a try that is under way; then it is about nothing of ours. */
const LONGEST_TRY_MS = 10_000;

/** A delivery that was taken up, with what is to be sent. */
interface Due {
  readonly row: DeliveryRow;
  readonly message: MessageRow;
  readonly contact: ContactRow;
  readonly taken: ReadonlySet<number>;
}

/** Sends what is queued, and writes how each try went. Tries that end at about the same time are written together. */
export class Sending {
  readonly #need: SendingNeeds;
  readonly #write: (change: Change) => Promise<void>;
  readonly #settles: Together<{ row: DeliveryRow; outcome: Outcome }, undefined>;
  /** Tries under way, and of what. */
  readonly #trying = new Map<Promise<void>, DeliveryRow>();

  constructor(need: SendingNeeds) {
    this.#need = need;
    this.#write = writesTogether(need.database.db);
    this.#settles = new Together((tried) => this.#settle(tried));
  }

  /** What was on its way when the app died is tried again at once, under the same id: a peer that took it knows it. */
  async recover(): Promise<void> {
    const { database, clock } = this.#need;
    await database.db.update(delivery).set({ nextTryAt: clock.now() }).where(eq(delivery.state, 'sending'));
  }

  /** Begins to send what is due; a peer that takes its time keeps nobody else waiting. Returns how many were begun. */
  async round(): Promise<number> {
    if (this.#trying.size >= MOST_AT_ONCE) await Promise.race(this.#trying.keys());
    const all = await this.#takeUp(Math.min(BATCH, MOST_AT_ONCE - this.#trying.size));
    for (const due of all) {
      const trying = this.#try(due)
        .catch((error: unknown) => this.#need.log.warn({ error: String(error) }, 'how a message fared could not be written; trying again'))
        .finally(() => this.#trying.delete(trying));
      this.#trying.set(trying, due.row);
    }
    return all.length;
  }

  /** When all that was begun has ended. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#trying.keys());
  }

  /**
   * A report by itself, not inside a message. Fast carriers report before their answer to the message has been written down (jasmin#423): then
   * it waits for the try of its message, or for those of its account where nothing is known of it yet, so that the history says first that it
   * was sent. False: it is about nothing of ours.
   */
  async reported(accountId: string, report: ArrivedReport): Promise<boolean> {
    const { database, deliveries } = this.#need;
    const about = this.#trying.size === 0 ? undefined : await deliveries.messageOf(accountId, report.peerId);
    await this.#end((row) => (about === undefined ? row.accountId === accountId : row.messageId === about));
    return database.db.transaction((tx) => deliveries.report(tx, accountId, report));
  }

  /** Waits for the tries of these that are under way, but not for ever. */
  async #end(are: (row: DeliveryRow) => boolean): Promise<void> {
    const underWay = [...this.#trying].flatMap(([trying, row]) => (are(row) ? [trying] : []));
    if (underWay.length > 0) await Promise.race([Promise.allSettled(underWay), sleep(LONGEST_TRY_MS)]);
  }

  /** Due messages, taken so that no other worker has them too; one whose worker died comes back when its lease ends. */
  async #takeUp(most: number): Promise<Due[]> {
    const { clock, database } = this.#need;
    const { db } = database;
    const now = clock.now();
    const due = db
      .select({ id: delivery.messageId })
      .from(delivery)
      .where(lte(delivery.nextTryAt, now))
      .orderBy(asc(delivery.nextTryAt))
      .limit(most)
      .for('update', { skipLocked: true });
    const rows = await db
      .update(delivery)
      .set({ state: 'sending', tries: sql`${delivery.tries} + 1`, nextTryAt: new Date(now.getTime() + LEASE_MS) })
      .where(inArray(delivery.messageId, due))
      .returning();
    return rows.length === 0 ? [] : this.#written(rows);
  }

  async #written(rows: readonly DeliveryRow[]): Promise<Due[]> {
    const { db } = this.#need.database;
    const ids = rows.map(({ messageId }) => messageId);
    const [written, parts] = await Promise.all([
      db
        .select({ message, contact })
        .from(message)
        .innerJoin(conversation, eq(conversation.id, message.conversationId))
        .innerJoin(contact, eq(contact.id, conversation.contactId))
        .where(inArray(message.id, ids)),
      partsOf(db, ids),
    ]);
    const byId = new Map(written.map((one) => [one.message.id, one]));
    return rows.flatMap((row) => {
      const found = byId.get(row.messageId);
      return found ? [{ row, ...found, taken: new Set((parts.get(row.messageId) ?? []).map(({ part }) => part)) }] : [];
    });
  }

  async #try(due: Due): Promise<void> {
    const { lineOf, log } = this.#need;
    const { messageId, accountId } = due.row;
    const line = lineOf(accountId);
    const outgoing = await this.#outgoing(due);
    const outcome: Outcome = line
      ? await line.send(outgoing).catch((error: unknown): Outcome => {
          log.error({ error: String(error), messageId }, 'a channel threw while it sent');
          return { is: 'later', words: String(error).slice(0, 300) };
        })
      : { is: 'later', words: '账号未连接 the account is not connected' };
    await this.#settles.run({ row: due.row, outcome });
  }

  async #outgoing({ row, message: written, contact: to, taken: had }: Due): Promise<Outgoing> {
    const { ring, ports } = this.#need;
    const { messageId, accountId, purpose } = row;
    const { subject, text } = openMessage(ring, written);
    const { ticketId } = written;
    return {
      id: messageId,
      to: { address: openAddress(ring, to), name: openName(ring, to) ?? '' },
      subject,
      text,
      ticket: ticketId === null ? null : ((await ports.tickets.numbersOf([ticketId])).get(ticketId) ?? null),
      answers: threadsOf(ring, messageId, written.threadsSealed),
      automatic: written.automatic,
      purpose,
      taken: had,
      took: (part, peerId) => this.#took({ messageId, accountId, part, peerId, thread: threadIndex(ring, peerId) }),
    };
  }

  /** Written at once: a process that dies now sends only what is missing, and a report finds its part. What she answers is tied to it, too. */
  #took(part: Parameters<typeof taken.part.toJson>[0]): Promise<void> {
    return this.#write((draft) => {
      draft.add(taken.part, part);
      draft.add(taken.tie, part);
    });
  }

  async #settle(tried: readonly { readonly row: DeliveryRow; readonly outcome: Outcome }[]): Promise<undefined[]> {
    const { database, traffic } = this.#need;
    const went = await database.db.transaction((tx) => this.#settleIn(tx, tried));
    for (const accountId of went) traffic.saw(accountId, 'out');
    return tried.map(() => undefined);
  }

  /** Returns the accounts at which something went out. */
  async #settleIn(tx: Tx, tried: readonly { readonly row: DeliveryRow; readonly outcome: Outcome }[]): Promise<Set<string>> {
    const { clock, retryScale, audit, deliveries } = this.#need;
    const now = clock.now();
    const ids = tried.map(({ row }) => row.messageId);
    const underWay = await tx
      .select({ id: delivery.messageId })
      .from(delivery)
      .where(and(inArray(delivery.messageId, ids), eq(delivery.state, 'sending')))
      .orderBy(asc(delivery.messageId))
      .for('update');
    // reports may have overtaken the answer of the peer
    const parts = await partsOf(tx, ids);
    const went = new Set<string>();
    const draft = new Draft();
    for (const { row, outcome } of tried) {
      const { messageId, purpose, tries } = row;
      if (!underWay.some(({ id }) => id === messageId)) continue;
      const after = afterTry(outcome, tries, now, retryScale);
      const reported = after.state === 'sent' ? (parts.get(messageId) ?? []) : [];
      const state = reported.length > 0 ? stateOfParts(reported.map((one) => one.state)) : after.state;
      draft.add(moved, { messageId, state, nextTryAt: after.nextTryAt });
      draft.add(noted, { messageId, at: now, state: after.state, words: outcome.words.slice(0, 500) });
      draft.add(eventRows, ...eventsTold(clock, [{ name: 'delivery.moved', payload: { messageId, state: after.state } }]));
      draft.add(auditLines, audit.line(hotlineItself, { action: `message.${state}`, object: `message:${messageId}`, details: { tries } }));
      if (state === 'failed') draft.also((inside) => deliveries.fellThrough(inside, messageId, purpose));
      if (state === 'delivered') draft.also((inside) => deliveries.goesAlong(inside, messageId, purpose));
      if (state === 'sent' || state === 'delivered') went.add(row.accountId);
    }
    await draft.within(tx);
    return went;
  }
}
