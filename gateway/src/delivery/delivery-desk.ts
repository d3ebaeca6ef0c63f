import { randomUUID } from 'node:crypto';
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
  type KeyRing,
  type Log,
  seal,
  type Tx,
  unseal,
  tell,
} from '@hotline/platform';
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Traffic } from '../accounts/traffic.ts';
import type { ArrivedReport } from '../intake/arrival.ts';
import { waitsOn } from '../inbox/waiting.ts';
import { openAddress } from '../intake/addresses.ts';
import { aboutMessage, openMessage } from '../intake/write-message.ts';
import type { GatewayPorts } from '../ports.ts';
import { account } from '../tables/account.ts';
import { delivery, deliveryPart, type DeliveryRow } from '../tables/delivery.ts';
import { contact, conversation, message, type MessageRow } from '../tables/message.ts';
import type { Reach } from './reach.ts';
import { noted, partsOf, rowsOf } from './rows.ts';
import { earliest, saysMore, stateOfParts } from './rules.ts';
import { wordsFor } from './step-words.ts';

export interface DeliveryNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly log: Log;
  readonly ports: GatewayPorts;
  readonly reach: Reach;
  readonly traffic: Traffic;
}

/** A message of ours, and whom it is for. */
interface WrittenRow {
  readonly message: MessageRow;
  readonly kind: MessageChannelName;
  readonly contact: typeof contact.$inferSelect;
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
  /** The peer's ids of what it answers, where that is known already. */
  readonly answers?: readonly string[];
  /** Who wrote it; null when the hotline itself did. */
  readonly by: string | null;
}

/** Messages of ours: written with their delivery in one transaction, and what becomes of them, each step with the peer's words; `sending.ts` sends them. */
export class DeliveryDesk {
  readonly #need: DeliveryNeeds;

  constructor(need: DeliveryNeeds) {
    this.#need = need;
  }

  /**
   * Writes the message and queues it, in the transaction of what it answers. An order that was given before changes nothing.
   * Undefined: she wants no notices on this channel, and it is one.
   */
  async order(tx: Tx, order: Order): Promise<string | undefined> {
    const { id = randomUUID(), conversationId, purpose } = order;
    if (purposes[purpose].quiet && (await this.#wantsNoNotices(tx, conversationId))) return undefined;
    const answers = order.answers ?? (await this.answered(conversationId, tx));
    const draft = new Draft();
    draft.add(rowsOf.spoken, { id: conversationId, message: id, at: this.#need.clock.now() });
    this.write(draft, { ...order, id, answers });
    await draft.within(tx);
    return id;
  }

  /** What an order writes, where nothing has to be asked any more; its conversation was last spoken in at the same time. */
  write(draft: Draft, { id = randomUUID(), conversationId, accountId, purpose, subject, text, ticketId, answers = [], by }: Order): void {
    const { ring, clock } = this.#need;
    const at = clock.now();
    draft.add(rowsOf.message, {
      id,
      conversationId,
      accountId,
      direction: 'out',
      externalId: id,
      at,
      becomes: null,
      automatic: by === null,
      subjectSealed: subject === null ? null : seal(ring, aboutMessage(id, 'subject'), subject),
      textSealed: seal(ring, aboutMessage(id, 'text'), text),
      quotedSealed: null,
      threads: [],
      threadsSealed: seal(ring, aboutMessage(id, 'threads'), JSON.stringify(answers)),
      ticketId,
      by,
    });
    draft.add(rowsOf.delivery, { messageId: id, accountId, purpose, state: 'queued', tries: 0, nextTryAt: earliest(purpose, at) });
    draft.add(rowsOf.step, { messageId: id, step: 1, at, state: 'queued', words: '' });
    draft.add(eventRows, ...eventsTold(clock, [{ name: 'delivery.moved', payload: { messageId: id, state: 'queued' } }]));
  }

  async #wantsNoNotices(tx: Tx, conversationId: string): Promise<boolean> {
    const [row] = await tx
      .select({ optedOutAt: contact.optedOutAt })
      .from(conversation)
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .where(eq(conversation.id, conversationId));
    return Boolean(row?.optedOutAt);
  }

  /** A report of the peer about a part of a message of ours. One that says less than is known changes nothing but the history. */
  async report(tx: Tx, accountId: string, { peerId, state, words }: ArrivedReport): Promise<boolean> {
    const found = await this.#partOf(tx, accountId, peerId);
    if (!found) return false;
    const { messageId } = found;
    const [row] = await tx.select().from(delivery).where(eq(delivery.messageId, messageId)).for('update');
    const parts = (await partsOf(tx, [messageId])).get(messageId) ?? [];
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

  /** Where a delivery stands after all its parts. */
  async #moveTo(tx: Tx, { messageId, purpose, state: known }: DeliveryRow, state: DeliveryState): Promise<void> {
    if (state === known) return;
    await tx.update(delivery).set({ state, nextTryAt: null }).where(eq(delivery.messageId, messageId));
    if (state === 'failed') await this.fellThrough(tx, messageId, purpose);
  }

  /** A peer may call a later message as it called an earlier one: the last counts. */
  async #partOf(tx: Tx, accountId: string, peerId: string): Promise<{ messageId: string; part: number } | undefined> {
    const [found] = await tx
      .select({ messageId: deliveryPart.messageId, part: deliveryPart.part })
      .from(deliveryPart)
      .innerJoin(message, eq(message.id, deliveryPart.messageId))
      .where(and(eq(deliveryPart.accountId, accountId), eq(deliveryPart.peerId, peerId)))
      .orderBy(desc(message.at))
      .limit(1);
    return found;
  }

  /** The message that the peer calls so. */
  async messageOf(accountId: string, peerId: string): Promise<string | undefined> {
    return (await this.#partOf(this.#need.database.db, accountId, peerId))?.messageId;
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
  async fellThrough(tx: Tx, messageId: string, purpose: Purpose): Promise<void> {
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
  async goesAlong(tx: Tx, messageId: string, purpose: Purpose): Promise<void> {
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

  async #note(tx: Tx, messageId: string, state: DeliveryState, words: string): Promise<void> {
    const { clock } = this.#need;
    const draft = new Draft();
    draft.add(noted, { messageId, at: clock.now(), state, words: words.slice(0, 500) });
    draft.add(eventRows, ...eventsTold(clock, [{ name: 'delivery.moved', payload: { messageId, state } }]));
    await draft.within(tx);
  }

  /** The peer's ids of what was said so far, oldest first: a mail names them in References. */
  async answered(conversationId: string, tx: Tx = this.#need.database.db): Promise<string[]> {
    const rows = await tx
      .select()
      .from(message)
      .where(and(eq(message.conversationId, conversationId), eq(message.direction, 'in')))
      .orderBy(asc(message.at));
    const own = rows.flatMap((row) => threadsOf(this.#need.ring, row.id, row.threadsSealed).slice(0, 1));
    return own.slice(-10);
  }
}

export const threadsOf = (ring: KeyRing, id: string, sealed: string | null): string[] =>
  sealed === null ? [] : (JSON.parse(unseal(ring, aboutMessage(id, 'threads'), sealed)) as string[]);
