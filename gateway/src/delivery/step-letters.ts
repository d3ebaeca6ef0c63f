import { messageChannels, type Purpose, type TicketEvent } from '@hotline/contracts';
import type { Database, Happened, KeyRing, Log, Tx } from '@hotline/platform';
import { and, desc, eq, exists, notExists } from 'drizzle-orm';
import { chosenMark } from '../intake/facts/short-words.ts';
import { openMessage } from '../intake/write-message.ts';
import type { GatewayPorts, StepWords } from '../ports.ts';
import { account } from '../tables/account.ts';
import { conversation, message } from '../tables/message.ts';
import { answering } from './auto-answers.ts';
import type { DeliveryDesk } from './delivery-desk.ts';
import type { Reach, Whither } from './reach.ts';
import { wordsFor } from './step-words.ts';

export interface StepLetterNeeds {
  readonly database: Database;
  readonly log: Log;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
  readonly deliveries: DeliveryDesk;
  readonly reach: Reach;
}

/** What each step's words are for. What is said at once even at night she waits for; anything else is a notice and waits for the morning. */
const purposeOf: Partial<Record<TicketEvent, Purpose>> = {
  file: 'receipt',
  answer: 'reply',
  reply: 'reply',
  refuse: 'reply',
  'call-back': 'rating',
};

/** Steps of a ticket, told to the citizen the way she wrote, else by a text: each word of ticketing becomes one message, however often the event is read. */
export class StepLetters {
  readonly #need: StepLetterNeeds;

  constructor(need: StepLetterNeeds) {
    this.#need = need;
  }

  async heard(happened: readonly Happened[]): Promise<void> {
    for (const { name, payload } of happened) {
      try {
        if (name === 'citizen.told') await this.#tell(payload as { id: string; ticketId: string });
        if (name === 'message.arrived') await this.#rate(payload as { id: string; becomes: string; ticketId: string | null });
      } catch (error) {
        this.#need.log.warn({ error: String(error), payload }, 'a step could not be told by message; trying again');
        throw error;
      }
    }
  }

  /**
   * Where the ticket was filed from; else the newest conversation in which she showed that it is hers and had more to say than a question.
   * One that began as a matter of its own was put there by somebody's hand: it may be a neighbour's, and the words hold the query code.
   */
  async #wayBack(tx: Tx, ticketId: string, conversationId: string | null): Promise<Whither | undefined> {
    const says = (what: 'matter' | 'addition') =>
      tx
        .select({ id: message.id })
        .from(message)
        .where(and(eq(message.conversationId, conversation.id), eq(message.becomes, what)));
    const [row] = await tx
      .select({ conversationId: conversation.id, accountId: conversation.accountId })
      .from(conversation)
      .where(
        conversationId === null
          ? and(eq(conversation.ticketId, ticketId), exists(says('addition')), notExists(says('matter')))
          : eq(conversation.id, conversationId),
      )
      .orderBy(desc(conversation.lastAt))
      .limit(1);
    return row ?? this.#need.reach.by(tx, 'sms', ticketId);
  }

  async #tell({ id, ticketId }: { id: string; ticketId: string }): Promise<void> {
    const { database, ports, deliveries } = this.#need;
    const words = await ports.tickets.stepWords(id);
    if (!words) return;
    await database.db.transaction(async (tx) => {
      const to = await this.#wayBack(tx, ticketId, words.conversationId);
      const said = to && (await this.#said(tx, to, words));
      if (said) await deliveries.order(tx, { id, ...to, ...said, ticketId, by: null });
    });
  }

  /** Undefined: there is nothing to say there. A sheet of paper has no key to answer a question with: who sent a fax is telephoned. */
  async #said(tx: Tx, { accountId }: Whither, { number, title, event, text }: StepWords) {
    const [{ kind } = { kind: 'mail' as const }] = await tx.select({ kind: account.kind }).from(account).where(eq(account.id, accountId));
    const purpose = purposeOf[event] ?? 'notice';
    if (purpose === 'rating' && kind === 'fax') return undefined;
    return {
      purpose,
      subject: messageChannels[kind].hasSubject ? `${answering(title)} [${number}]` : null,
      text: wordsFor(kind, text, number),
    } as const;
  }

  /** Her answer to the callback question counts, however often the event is read: a ticket is rated once. */
  async #rate({ id, becomes, ticketId }: { id: string; becomes: string; ticketId: string | null }): Promise<void> {
    if (becomes !== 'rating' || ticketId === null) return;
    const { database, ring, ports } = this.#need;
    const [row] = await database.db.select().from(message).where(eq(message.id, id));
    const satisfied = row && chosenMark(openMessage(ring, row).text);
    if (satisfied) await ports.tickets.rate(ticketId, satisfied);
  }
}
