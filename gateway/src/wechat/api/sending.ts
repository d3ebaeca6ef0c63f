import type { Outgoing } from '../../channel.ts';
import type { Outcome } from '../../delivery/rules.ts';
import type { Answer } from './call.ts';
import { resultOf } from './results.ts';
import type { WechatSettings } from '../settings.ts';
import { templateBody } from './template.ts';
import { type AccessToken, postWith } from './token.ts';

/** Bytes of one customer-service text (客服消息). */
const MOST_BYTES = 2_048;

/** A text cut so that each piece fits; nearly all are one. */
export function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const sign of text.toWellFormed()) {
    const more = Buffer.byteLength(sign);
    if (bytes + more > MOST_BYTES) {
      pieces.push(piece);
      [piece, bytes] = ['', 0];
    }
    piece += sign;
    bytes += more;
  }
  return piece === '' ? pieces : [...pieces, piece];
}

export interface SendingOrder {
  readonly token: AccessToken;
  readonly templates: WechatSettings['templates'];
  readonly now: () => Date;
}

/** One try: a customer-service message, or out of the 48 hours a template message where the purpose has one. */
export async function sendMessage(order: SendingOrder, message: Outgoing): Promise<Outcome & { readonly trouble?: string }> {
  const pieces = piecesOf(message.text);
  for (const [at, content] of pieces.entries()) {
    const part = at + 1;
    if (message.taken.has(part)) continue;
    const body = { touser: message.to.address, msgtype: 'text', text: { content } };
    const answer = await postWith(order.token, '/cgi-bin/message/custom/send', body);
    if (answer.is === 'error' && resultOf(answer.code).follows === 'window') return sendTemplate(order, message, part, answer.words);
    if (answer.is !== 'ok') return outcomeOf(answer);
    // WeChat gives a customer-service message no id: ours, so that nothing is sent twice
    await message.took(part, `${message.id}:${part}`);
  }
  return { is: 'sent', words: pieces.length > 1 ? `微信已接收 taken (${pieces.length} 条)` : '微信已接收 taken' };
}

async function sendTemplate(
  { token, templates, now }: SendingOrder,
  message: Outgoing,
  part: number,
  because: string,
): Promise<Outcome & { readonly trouble?: string }> {
  const template = templates[message.purpose];
  if (template === undefined) return { is: 'refused', words: because };
  const answer = await postWith(token, '/cgi-bin/message/template/send', templateBody(template, message, now()));
  if (answer.is !== 'ok') return outcomeOf(answer);
  await message.took(part, String(answer.said['msgid'] ?? `${message.id}:${part}`));
  return { is: 'sent', words: `模板消息已接收 taken as a template message; ${because}` };
}

function outcomeOf(answer: Exclude<Answer, { is: 'ok' }>): Outcome & { readonly trouble?: string } {
  if (answer.is === 'away') {
    const words = answer.mayHaveIt ? `${answer.words}(对方可能已收下 WeChat may have it)` : answer.words;
    return { is: 'later', words, trouble: answer.words };
  }
  const { follows } = resultOf(answer.code);
  if (follows === 'refused' || follows === 'window') return { is: 'refused', words: answer.words };
  return { is: 'later', words: answer.words, ...(follows === 'later' ? {} : { trouble: answer.words }) };
}
