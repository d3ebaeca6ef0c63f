import { type Becoming, messageChannels, type MessageChannelName, type Purpose } from '@hotline/contracts';
import type { Database } from '@hotline/platform';
import { eq } from 'drizzle-orm';
import type { ArrivedMessage } from '../intake/arrival.ts';
import type { GatewayPorts } from '../ports.ts';
import { account } from '../tables/account.ts';
import type { DeliveryDesk, Order } from './delivery-desk.ts';
import { wordsFor } from './step-words.ts';

/** Receipts and answers that nobody typed may reach one person so often a day: two machines that answer each other stop here, whatever marks they leave out (RFC 3834). */
export const mostAutomaticADay = { mail: 5, sms: 20, wechat: 20, wechaty: 20, web: 20, fax: 3 } satisfies Record<
  MessageChannelName,
  number
>;

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
  readonly ticketId: string | null;
  /** The number of a matter of hers, when she asks how that stands. */
  readonly asksAbout: string | null;
  readonly kind: MessageChannelName;
  /** What was said to her by itself within a day. */
  readonly saidToday: number;
}

export interface AutoAnswerNeeds {
  readonly database: Database;
  readonly ports: GatewayPorts;
  readonly deliveries: DeliveryDesk;
}

/** Answers that the hotline gives by itself; they are written together with the message that they answer. */
export class AutoAnswers {
  readonly #need: AutoAnswerNeeds;

  constructor(need: AutoAnswerNeeds) {
    this.#need = need;
  }

  /** `isNew`: nothing was said in this conversation. Undefined: nothing is said to it. */
  async answerTo(
    { isNew, ...to }: AnsweredIn & { readonly isNew: boolean },
    becomes: Becoming,
    read: ArrivedMessage,
    isFirst: boolean,
  ): Promise<Order | undefined> {
    const answer = autoAnswers[becomes];
    if (answer === null || read.automatic !== null || (answer.onlyFirst && !isFirst)) return undefined;
    const words = await this.#wordsOf(becomes, to, read);
    if (words === null) return undefined;
    // only letters name what they answer
    const before = messageChannels[to.kind].hasSubject && !isNew ? await this.#need.deliveries.answered(to.conversationId) : [];
    return saying(to, answer.purpose, { subject: read.subject, text: words, answers: [...before, ...read.threads.slice(0, 1)] });
  }

  async #wordsOf(becomes: Becoming, { kind, asksAbout, accountId }: AnsweredIn, { receipt }: ArrivedMessage): Promise<string | null> {
    if (becomes === 'matter') return receipt ?? receipts[kind];
    if (becomes in said) return said[becomes as keyof typeof said] + (hasPages.has(becomes) ? await this.#pagesOf(accountId) : '');
    const standing = asksAbout && (await this.#need.ports.tickets.standing(asksAbout));
    return standing ? wordsFor(kind, standing) : NOT_FOUND;
  }

  /** Where the same is done on the public site, when the account says where that is. */
  async #pagesOf(accountId: string): Promise<string> {
    const [row] = await this.#need.database.db.select({ settings: account.settings }).from(account).where(eq(account.id, accountId));
    const site = String(row?.settings['siteUrl'] ?? '').replace(/\/+$/, '');
    return site === '' ? '' : `\n查询进展:${site}/#/ticket\n更多服务:${site}/`;
  }

  /** The polite refusal of what was too large to be read. */
  refusal(to: AnsweredIn, subject: string | null): Order | undefined {
    return saying(to, 'receipt', { subject, text: TOO_LARGE, answers: [] });
  }
}

function saying(
  { kind, saidToday, asksAbout: _, ...to }: AnsweredIn,
  purpose: Purpose,
  { subject, text, answers }: { readonly subject: string | null; readonly text: string; readonly answers: readonly string[] },
): Order | undefined {
  if (saidToday >= mostAutomaticADay[kind]) return undefined;
  const shape = messageChannels[kind].hasSubject ? { subject: answering(subject), answers } : { subject: null, answers: [] };
  return { ...to, ...shape, purpose, text, by: null };
}

/** `Re: 停水` once, however often it went to and fro. */
export const answering = (subject: string | null): string =>
  `Re: ${(subject ?? '').replace(/^((re|回复|答复|fw|fwd|转发)\s*[:：]\s*)+/iu, '')}`.trim();
