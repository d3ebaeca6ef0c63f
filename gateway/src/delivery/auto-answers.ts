import type { Becoming, Purpose } from '@hotline/contracts';
import { type Clock, type Tx } from '@hotline/platform';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { ArrivedMessage } from '../intake/arrival.ts';
import type { GatewayPorts } from '../ports.ts';
import { conversation, message } from '../tables/message.ts';
import type { DeliveryDesk } from './delivery-desk.ts';

/** What nobody typed may reach one person so often a day: two machines that answer each other stop here, whatever marks they leave out (RFC 3834). */
export const MOST_AUTOMATIC_A_DAY = 5;
const DAY_MS = 86_400_000;

/** An answer that the hotline itself gives, and when. */
interface AutoAnswer {
  readonly purpose: Purpose;
  /** Only the first message of a conversation is answered so. */
  readonly onlyFirst: boolean;
}

/** Which messages the hotline answers by itself; everything else waits for a person or needs nothing. */
// prettier-ignore
export const autoAnswers = {
  matter:     { purpose: 'receipt', onlyFirst: true },
  addition:   null,
  status:     { purpose: 'status',  onlyFirst: false },
  rating:     null,
  automatic:  null,
  bounce:     null,
  quarantine: null,
} as const satisfies Record<Becoming, AutoAnswer | null>;

const RECEIPT = '您好:您的来信已收到,我们会尽快处理。需要补充情况时,直接回复本邮件即可;情况紧急请拨打 12345。';
const TOO_LARGE = '您好:您的来信超过 25 MB,我们无法接收。请压缩或减少附件后重新发送,或分几次发送;也可以拨打 12345 反映。';

/** Where the answer goes. */
export interface AnsweredIn {
  readonly conversationId: string;
  readonly accountId: string;
  readonly contactId: string;
  readonly ticketId: string | null;
}

export interface AutoAnswerNeeds {
  readonly clock: Clock;
  readonly ports: GatewayPorts;
  readonly deliveries: DeliveryDesk;
}

/** Answers that the hotline gives by itself, in the transaction of the message that they answer. */
export class AutoAnswers {
  readonly #need: AutoAnswerNeeds;

  constructor(need: AutoAnswerNeeds) {
    this.#need = need;
  }

  async answer(tx: Tx, to: AnsweredIn, becomes: Becoming, read: ArrivedMessage, isFirst: boolean): Promise<void> {
    const answer = autoAnswers[becomes];
    if (answer === null || read.automatic !== null || (answer.onlyFirst && !isFirst)) return;
    const text = answer.purpose === 'receipt' ? RECEIPT : to.ticketId && (await this.#need.ports.tickets.standing(to.ticketId));
    if (text) await this.#say(tx, to, answer.purpose, read.subject, text);
  }

  /** The polite refusal of what was too large to be read. */
  refuse(tx: Tx, to: AnsweredIn, subject: string | null): Promise<void> {
    return this.#say(tx, to, 'receipt', subject, TOO_LARGE);
  }

  async #say(tx: Tx, { contactId, ...to }: AnsweredIn, purpose: Purpose, subject: string | null, text: string): Promise<void> {
    const { clock, deliveries } = this.#need;
    const since = new Date(clock.now().getTime() - DAY_MS);
    const [said] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(message)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .where(and(eq(conversation.contactId, contactId), eq(message.direction, 'out'), eq(message.automatic, true), gt(message.at, since)));
    if ((said?.n ?? 0) >= MOST_AUTOMATIC_A_DAY) return;
    await deliveries.order(tx, { ...to, purpose, subject: answering(subject), text, by: null });
  }
}

/** `Re: 停水` once, however often it went to and fro. */
export const answering = (subject: string | null): string =>
  `Re: ${(subject ?? '').replace(/^((re|回复|答复|fw|fwd|转发)\s*[:：]\s*)+/iu, '')}`.trim();
