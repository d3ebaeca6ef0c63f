import { type Becoming, messageChannels, type MessageChannelName, type Purpose } from '@hotline/contracts';
import { type Clock, type Tx } from '@hotline/platform';
import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { ArrivedMessage } from '../intake/arrival.ts';
import type { GatewayPorts } from '../ports.ts';
import { account } from '../tables/account.ts';
import { delivery } from '../tables/delivery.ts';
import { conversation, message } from '../tables/message.ts';
import type { DeliveryDesk } from './delivery-desk.ts';
import { wordsFor } from './step-words.ts';

/** Receipts and answers that nobody typed may reach one person so often a day: two machines that answer each other stop here, whatever marks they leave out (RFC 3834). */
export const mostAutomaticADay = { mail: 5, sms: 20, wechat: 20, wechaty: 20, web: 20, fax: 3 } satisfies Record<
  MessageChannelName,
  number
>;
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
  rating:     { purpose: 'status',  onlyFirst: false },
  optout:     { purpose: 'status',  onlyFirst: false },
  optin:      { purpose: 'status',  onlyFirst: false },
  follow:     { purpose: 'status',  onlyFirst: false },
  menu:       { purpose: 'status',  onlyFirst: false },
  unfollow:   null,
  automatic:  null,
  bounce:     null,
  quarantine: null,
} as const satisfies Record<Becoming, AutoAnswer | null>;

const WECHAT_RECEIPT =
  '您的留言已收到,工作人员会尽快处理。可直接发送文字或图片补充情况;查询进展请发送“查询 工单号 查询码”;情况紧急请拨打12345。';
/** That a first message has come in, in each channel's own words. */
const receipts = {
  mail: '您好:您的来信已收到,我们会尽快处理。需要补充情况时,直接回复本邮件即可;情况紧急请拨打 12345。',
  sms: '您的短信已收到,工作人员会尽快处理。可直接回复补充情况;查询进展请发送“查询 工单号 查询码”;情况紧急请拨打12345。',
  wechat: WECHAT_RECEIPT,
  wechaty: WECHAT_RECEIPT,
  web: '您提交的诉求已收到,工作人员会尽快处理;情况紧急请拨打12345。',
  // her machine has printed that every page arrived
  fax: null,
} satisfies Record<MessageChannelName, string | null>;
/** The same for a number that does not exist and for one that is not hers. */
const NOT_FOUND = '未查到该工单,或查询码有误。请发送“查询 工单号 查询码”,例如:查询 261126000123 654321。';
const said = {
  rating: '感谢您的评价,我们会继续改进。',
  optout: '已为您停止进展通知;受理、答复和您主动查询的结果仍会告知。回复“恢复”可重新接收。',
  follow: '欢迎关注12345政务服务便民热线。直接发送文字、图片或位置即可反映诉求;查询进展请发送“查询 工单号 查询码”;情况紧急请拨打12345。',
  menu: '查询进展请发送“查询 工单号 查询码”,例如:查询 261126000123 654321。工单号和查询码在受理通知里。',
  optin: '已为您恢复进展通知。退订回T。',
} satisfies Partial<Record<Becoming, string>>;
/** What the public site does as well. */
const hasPages: ReadonlySet<Becoming> = new Set(['follow', 'menu']);
const TOO_LARGE = '您好:您的来信超过 25 MB,我们无法接收。请压缩或减少附件后重新发送,或分几次发送;也可以拨打 12345 反映。';

/** Where the answer goes. */
export interface AnsweredIn {
  readonly conversationId: string;
  readonly accountId: string;
  /** Null: she writes for the first time. */
  readonly contactId: string | null;
  readonly ticketId: string | null;
  readonly kind: MessageChannelName;
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
    const words = await this.#wordsOf(tx, becomes, to, read);
    if (words !== null) await this.#say(tx, to, answer.purpose, read.subject, words);
  }

  async #wordsOf(
    tx: Tx,
    becomes: Becoming,
    { kind, ticketId, accountId }: AnsweredIn,
    { receipt }: ArrivedMessage,
  ): Promise<string | null> {
    if (becomes === 'matter') return receipt ?? receipts[kind];
    if (becomes in said) return said[becomes as keyof typeof said] + (hasPages.has(becomes) ? await this.#pagesOf(tx, accountId) : '');
    const standing = ticketId && (await this.#need.ports.tickets.standing(ticketId));
    return standing ? wordsFor(kind, standing) : NOT_FOUND;
  }

  /** Where the same is done on the public site, when the account says where that is. */
  async #pagesOf(tx: Tx, accountId: string): Promise<string> {
    const [row] = await tx.select({ settings: account.settings }).from(account).where(eq(account.id, accountId));
    const site = String(row?.settings['siteUrl'] ?? '').replace(/\/+$/, '');
    return site === '' ? '' : `\n查询进展:${site}/#/ticket\n更多服务:${site}/`;
  }

  /** The polite refusal of what was too large to be read. */
  refuse(tx: Tx, to: AnsweredIn, subject: string | null): Promise<void> {
    return this.#say(tx, to, 'receipt', subject, TOO_LARGE);
  }

  async #say(tx: Tx, { contactId, kind, ...to }: AnsweredIn, purpose: Purpose, subject: string | null, text: string): Promise<void> {
    const { deliveries } = this.#need;
    if (contactId !== null && (await this.#saidToday(tx, contactId)) >= mostAutomaticADay[kind]) return;
    const { hasSubject } = messageChannels[kind];
    // only letters name what they answer
    const shape = hasSubject ? { subject: answering(subject) } : { subject: null, answers: [] };
    await deliveries.order(tx, { ...to, ...shape, purpose, text, by: null });
  }

  async #saidToday(tx: Tx, contactId: string): Promise<number> {
    const { clock } = this.#need;
    const since = new Date(clock.now().getTime() - DAY_MS);
    const [counted] = await tx
      .select({ n: sql<number>`count(*)::int` })
      .from(message)
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .innerJoin(delivery, eq(delivery.messageId, message.id))
      .where(and(eq(conversation.contactId, contactId), inArray(delivery.purpose, ['receipt', 'status']), gt(message.at, since)));
    return counted?.n ?? 0;
  }
}

/** `Re: 停水` once, however often it went to and fro. */
export const answering = (subject: string | null): string =>
  `Re: ${(subject ?? '').replace(/^((re|回复|答复|fw|fwd|转发)\s*[:：]\s*)+/iu, '')}`.trim();
