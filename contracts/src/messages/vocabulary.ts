import type { Signal } from '../tickets/lifecycle.ts';
import type { Channel } from '../tickets/vocabulary.ts';
import type { Label } from '../words/label.ts';

export interface MessageChannel extends Label {
  /** Characters of one message; a longer answer is refused before it is sent. */
  readonly longest: number;
  readonly hasSubject: boolean;
  /** Hours in which what she writes next goes on with the same matter; null: threads say what belongs together. */
  readonly goesOnFor: number | null;
  /** What could not be delivered goes these ways, in this order; after the last one the conversation waits in the inbox, so that somebody telephones. */
  readonly fallsBackOn: readonly string[];
  /** How a ticket says that the matter reached us. */
  readonly filedAs: Channel;
  /** Where nobody is told by itself (a page): what stands there goes these ways as well. */
  readonly alongBy?: readonly string[];
  /** Minutes in which a person must have dealt with what she wrote (GB/T 33358: a mailbox 24 hours, texts and other media 3 minutes). */
  readonly answerWithin: number;
  /** Minutes after that until the red card. */
  readonly redAfter: number;
}

/** Ways a citizen writes to us. One row a channel; gateway/src has a folder of the same name. */
// prettier-ignore
export const messageChannels = {
  mail:    { longest: 100_000, hasSubject: true,  goesOnFor: null, fallsBackOn: ['sms'], filedAs: 'mail',   answerWithin: 1_440, redAfter: 120, zh: '邮件', en: 'Mail' },
  sms:     { longest: 600,     hasSubject: false, goesOnFor: 72,   fallsBackOn: [],      filedAs: 'sms',    answerWithin: 3,     redAfter: 3,   zh: '短信', en: 'Text message' },
  wechat:  { longest: 600,     hasSubject: false, goesOnFor: 48,   fallsBackOn: ['sms'], filedAs: 'wechat', answerWithin: 3,     redAfter: 3,   zh: '微信', en: 'WeChat' },
  wechaty: { longest: 600,     hasSubject: false, goesOnFor: 48,   fallsBackOn: ['sms'], filedAs: 'wechat', answerWithin: 3,     redAfter: 3,   zh: '微信个人号', en: 'A personal WeChat account' },
  // a form and a fax are letters: nobody waits before a screen for the answer
  web:     { longest: 10_000,  hasSubject: false, goesOnFor: null, fallsBackOn: [],      filedAs: 'web',    answerWithin: 1_440, redAfter: 120, alongBy: ['sms'], zh: '网站', en: 'Website' },
  // a copy shop's number is many people's: each fax is a matter of its own
  fax:     { longest: 6_000,   hasSubject: false, goesOnFor: null, fallsBackOn: ['sms'], filedAs: 'fax',    answerWithin: 1_440, redAfter: 120, zh: '传真', en: 'Fax' },
} as const satisfies Record<string, MessageChannel>;
export type MessageChannelName = keyof typeof messageChannels;

/** What a notice in the bell tells of a conversation: a signal of its clock, or that a colleague has passed it on. */
export type ConversationNotice = `${MessageChannelName}.${Signal | 'passed'}`;

/** Pictures that every browser draws; a file counts as one by its bytes (gateway/src/intake/picture.ts). */
export const pictureTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;
export type PictureType = (typeof pictureTypes)[number];

/** What an incoming message becomes (gateway/src/intake/becoming.ts decides). `waits`: somebody must look at it. */
// prettier-ignore
export const becomings = {
  matter:     { waits: true,  zh: '新诉求',     en: 'A new matter' },
  addition:   { waits: true,  zh: '工单补充',   en: 'An addition to a ticket' },
  status:     { waits: false, zh: '查询进展',   en: 'A question about progress' },
  rating:     { waits: false, zh: '回访评价',   en: 'An answer to a callback question' },
  optout:     { waits: false, zh: '退订',       en: 'Wants no notices' },
  optin:      { waits: false, zh: '恢复接收',   en: 'Wants notices again' },
  follow:     { waits: false, zh: '关注',       en: 'Follows the account' },
  unfollow:   { waits: false, zh: '取消关注',   en: 'Follows it no longer' },
  menu:       { waits: false, zh: '菜单',       en: 'A menu entry' },
  automatic:  { waits: false, zh: '自动回复',   en: 'An automatic reply' },
  bounce:     { waits: false, zh: '退信',       en: 'A bounce of a message of ours' },
  quarantine: { waits: true,  zh: '隔离',       en: 'Quarantined' },
} as const satisfies Record<string, Label & { waits: boolean }>;
export type Becoming = keyof typeof becomings;

/** How a conversation ends to which nobody wrote an answer; whoever ends it names one. `asksWhy`: in her own words too. */
// prettier-ignore
export const conversationEnds = {
  telephoned: { asksWhy: false, zh: '已电话答复',     en: 'Answered by telephone' },
  thanks:     { asksWhy: false, zh: '致谢或问候',     en: 'Thanks or greetings' },
  repeated:   { asksWhy: false, zh: '重复来信',       en: 'Said before' },
  elsewhere:  { asksWhy: true,  zh: '不属本热线受理', en: 'Not ours to deal with' },
  spam:       { asksWhy: false, zh: '广告或骚扰',     en: 'Advertising or abuse' },
  other:      { asksWhy: true,  zh: '其他',           en: 'Something else' },
} as const satisfies Record<string, Label & { asksWhy: boolean }>;
export type ConversationEnd = keyof typeof conversationEnds;

/** Where an outgoing message stands. */
// prettier-ignore
export const deliveryStates = {
  queued:    { zh: '待发送', en: 'Queued' },
  sending:   { zh: '发送中', en: 'Being sent' },
  sent:      { zh: '已发出', en: 'Sent' },
  delivered: { zh: '已送达', en: 'Delivered' },
  read:      { zh: '已读',   en: 'Read' },
  failed:    { zh: '未送达', en: 'Failed' },
} as const satisfies Record<string, Label>;
export type DeliveryState = keyof typeof deliveryStates;

/** Why a message stands apart instead of in the inbox. */
// prettier-ignore
export const quarantineReasons = {
  unreadable: { zh: '无法读取',               en: 'It cannot be read' },
  'too-large':{ zh: '超过 25 MB',             en: 'Over 25 MB' },
  loop:       { zh: '本热线发出的邮件又回来了', en: 'A message of ours came back' },
  flood:      { zh: '同一发件人短时间内过多',  en: 'Too many from one sender' },
  nobody:     { zh: '没有发件人',             en: 'No sender' },
} as const satisfies Record<string, Label>;
export type QuarantineReason = keyof typeof quarantineReasons;

/**
 * What an outgoing message is for. `quiet`: it waits for the morning (21:00–08:00); `mayFallBack`: when it fails she is told in another way.
 * Who has opted out gets no quiet ones: she still gets what she asked for and the answer.
 */
// prettier-ignore
export const purposes = {
  reply:   { quiet: false, mayFallBack: true,  zh: '回复',     en: 'A reply' },
  receipt: { quiet: false, mayFallBack: false, zh: '收件回执', en: 'A receipt' },
  status:  { quiet: false, mayFallBack: false, zh: '进展答复', en: 'An answer about progress' },
  notice:  { quiet: true,  mayFallBack: true,  zh: '进展告知', en: 'A notice of progress' },
  rating:  { quiet: true,  mayFallBack: false, zh: '回访询问', en: 'A callback question' },
  test:    { quiet: false, mayFallBack: false, zh: '测试消息', en: 'A test by the administrator' },
} as const satisfies Record<string, Label & { quiet: boolean; mayFallBack: boolean }>;
export type Purpose = keyof typeof purposes;

/** Minutes after each failed try until the next; when they are used up the message has failed. Minutes of the retry clock (HOTLINE_RETRY_SCALE). */
export const retryMinutes = [1, 5, 15, 60, 240] as const;
/** Hours of the city's day between which nobody is sent a notice. */
export const quietHours = { from: 21, until: 8 } as const;

/** Where a matter stands that was written on the site and is no ticket (yet). */
// prettier-ignore
export const receiptStates = {
  waiting: { zh: '已收到您的诉求,等待工作人员登记', en: 'Received; our staff will read it' },
  settled: { zh: '热线已处理', en: 'Dealt with by the hotline' },
} as const satisfies Record<string, Label>;
