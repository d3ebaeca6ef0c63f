import type { MessageChannelName } from '@hotline/contracts';

/** A text of more is not read on a phone, and each part costs: five or six parts with the signature. */
const LONGEST_TEXT = 380;
/** One customer-service message has 2,048 bytes: 682 Chinese signs. */
const LONGEST_WECHAT = 600;

/** The signature that texts begin with: each account puts its own. */
const unsigned = (text: string): string => text.replace(/^【[^】]{1,20}】/, '');

/** Cut in the middle: how to look the rest up stands at the end. */
function shortened(text: string, most: number): string {
  const signs = [...text];
  if (signs.length <= most) return text;
  const end = /凭工单号[^。]*。$/.exec(text)?.[0] ?? '';
  return `${signs.slice(0, most - end.length - 1).join('')}…${end}`;
}

/** What a step of a ticket says, as this channel says it. */
const sayings = {
  mail: (text, number) =>
    `您好:\n\n${text}\n\n——\n12345 政务服务便民热线\n${number === undefined ? '' : `工单号 ${number}。`}直接回复本邮件即可补充情况,请保留主题中的工单号。`,
  sms: (text) => shortened(text, LONGEST_TEXT),
  wechat: (text) => shortened(text, LONGEST_WECHAT),
  wechaty: (text) => shortened(text, LONGEST_WECHAT),
  web: (text) => text,
  // the cover names the ticket
  fax: (text) => text,
} satisfies Record<MessageChannelName, (text: string, number: string | undefined) => string>;

export const wordsFor = (kind: MessageChannelName, text: string, number?: string): string => {
  const say: (text: string, number: string | undefined) => string = sayings[kind];
  return say(unsigned(text), number);
};
