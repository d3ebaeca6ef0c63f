import type { Outcome } from '../delivery/rules.ts';
import type { FaxSent } from './fax-port.ts';

const pagesFrom = (first: number, last: number): string => (first === last ? `第 ${first} 页` : `第 ${first}–${last} 页`);

/** T.30's words in Chinese for what an operator meets most; the words themselves stand beside them. */
const known: readonly [like: RegExp, zh: string][] = [
  [/hang ?up|dropped prematurely|unexpected(ly)? disconnect/i, '线路中断'],
  [/T1|no answer|not.*fax|voice/i, '对方不是传真机或未应答信号'],
  [/compatible|resolution|minpage/i, '对方机器不支持'],
  [/train/i, '线路质量差,握手失败'],
  [/retr(y|ies)|timed? ?out|T[2-5]\b|EOP|MPS|PPS/i, '对方未确认'],
];

/** What a try comes to. `first`: the page of the letter that the order began with; `count`: so many it had. */
export function outcomeOf(sent: FaxSent, first: number, count: number): Outcome {
  const { is, pages, words, station, rate, ecm } = sent;
  const line = [rate && `${rate} bps`, ecm && 'ECM', station && `站号 ${station}`].filter(Boolean).join(',');
  if (is === 'sent' || pages >= count)
    return {
      is: 'delivered',
      words: `${pagesFrom(first, first + count - 1)}对方已逐页确认收到 every page confirmed${line && `(${line})`}`,
    };
  if (is === 'busy') return { is: 'later', words: '对方占线 busy' };
  if (is === 'no-answer') return { is: 'later', words: '无人接听 no answer' };
  if (is === 'no-way') return { is: 'later', words };
  const zh = known.find(([like]) => like.test(words))?.[1] ?? '传输失败';
  const confirmed = pages > 0 ? `${pagesFrom(first, first + pages - 1)}已确认收到;` : '';
  return {
    is: 'later',
    words: `${confirmed}${pagesFrom(first + pages, first + count - 1)}未确认:${zh} ${words}${line && `(${line})`}`,
  };
}
