import type { Purpose, TicketEvent } from '@hotline/contracts';
import type { Database, Happened, Log } from '@hotline/platform';
import { and, desc, eq, exists, inArray } from 'drizzle-orm';
import type { GatewayPorts, StepWords } from '../ports.ts';
import { conversation, type ConversationRow, message } from '../tables/message.ts';
import { answering } from './auto-answers.ts';
import type { DeliveryDesk } from './delivery-desk.ts';

export interface StepLetterNeeds {
  readonly database: Database;
  readonly log: Log;
  readonly ports: GatewayPorts;
  readonly deliveries: DeliveryDesk;
}

/** What is said at once even at night: she waits for it. Anything else is a notice and waits for the morning. */
const atOnce: Partial<Record<TicketEvent, Purpose>> = { file: 'receipt', answer: 'reply', reply: 'reply', refuse: 'reply' };

/** Steps of a ticket, told to the citizen the way she wrote: each word of ticketing becomes one message, however often the event is read. */
export class StepLetters {
  readonly #need: StepLetterNeeds;

  constructor(need: StepLetterNeeds) {
    this.#need = need;
  }

  async heard(happened: readonly Happened[]): Promise<void> {
    for (const { name, payload } of happened) {
      if (name !== 'citizen.told') continue;
      try {
        await this.#tell(payload as { id: string; ticketId: string });
      } catch (error) {
        this.#need.log.warn({ error: String(error), payload }, 'a step could not be told by letter; trying again');
        throw error;
      }
    }
  }

  /** Where the ticket was filed from; else the newest conversation in which somebody had more to say about it than a question how it stands. */
  async #wayBack(ticketId: string, conversationId: string | null): Promise<ConversationRow | undefined> {
    const { db } = this.#need.database;
    const says = db
      .select({ id: message.id })
      .from(message)
      .where(and(eq(message.conversationId, conversation.id), inArray(message.becomes, ['matter', 'addition'])));
    const [row] = await db
      .select()
      .from(conversation)
      .where(conversationId === null ? and(eq(conversation.ticketId, ticketId), exists(says)) : eq(conversation.id, conversationId))
      .orderBy(desc(conversation.lastAt))
      .limit(1);
    return row;
  }

  async #tell({ id, ticketId }: { id: string; ticketId: string }): Promise<void> {
    const { database, ports, deliveries } = this.#need;
    const words = await ports.tickets.stepWords(id);
    const to = words && (await this.#wayBack(ticketId, words.conversationId));
    if (!to) return;
    await database.db.transaction(async (tx) => {
      await deliveries.order(tx, {
        id,
        conversationId: to.id,
        accountId: to.accountId,
        purpose: atOnce[words.event] ?? 'notice',
        subject: `${answering(words.title)} [${words.number}]`,
        text: letter(words),
        ticketId,
        by: null,
      });
    });
  }
}

/** The words of a text message as a letter: without the signature that texts begin with. */
const letter = ({ number, text }: StepWords): string =>
  `您好:\n\n${text.replace(/^【[^】]{1,20}】/, '')}\n\n——\n12345 政务服务便民热线\n工单号 ${number}。直接回复本邮件即可补充情况,请保留主题中的工单号。`;
