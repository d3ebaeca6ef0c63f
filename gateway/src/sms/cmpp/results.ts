import type { Verdict } from '../line/dialect.ts';

interface Result {
  readonly is: Exclude<Verdict['is'], 'taken'>;
  readonly words: string;
}

/** Results of a Submit. `refused`: the message or its receiver is at fault; `later`: the account is, and a person mends it meanwhile. */
// prettier-ignore
const results: Readonly<Record<number, Result>> = {
  1:  { is: 'refused', words: '消息结构错 malformed' },
  2:  { is: 'refused', words: '命令字错 wrong command' },
  3:  { is: 'later',   words: '消息序号重复 its number was used before' },
  4:  { is: 'refused', words: '消息长度错 wrong length' },
  5:  { is: 'later',   words: '资费代码错 wrong fee code' },
  6:  { is: 'refused', words: '超过最大信息长 too long' },
  7:  { is: 'later',   words: '业务代码错 wrong service code' },
  8:  { is: 'busy',    words: '流量控制 the carrier takes no more just now' },
  9:  { is: 'refused', words: '本网关不负责服务此号码 another carrier serves this number' },
  10: { is: 'later',   words: '接入号错 wrong source number' },
  11: { is: 'later',   words: '企业代码错 wrong account in the message' },
  12: { is: 'later',   words: '计费号码错 wrong number to be charged' },
  13: { is: 'refused', words: '目的号码错 wrong number' },
};

/** What a carrier means by its own numbers beyond 13 only its people know; tried again it costs nothing. */
export function verdictOf(result: number, msgId: string): Verdict {
  if (result === 0) return { is: 'taken', peerId: msgId, words: '运营商已接收 taken by the carrier' };
  const { is, words } = results[result] ?? { is: 'later', words: '运营商自定错误 an error of the carrier’s own' };
  return { is, words: `${words} (${result})` };
}

// prettier-ignore
const loginRefusals: Readonly<Record<number, string>> = {
  1: '消息结构错 the login is malformed',
  2: '非法源地址 this machine or account is not allowed',
  3: '认证错 wrong account or password',
  4: '版本太高 the carrier speaks an older version',
};
export const loginRefusal = (status: number): string =>
  `登录被拒绝 login refused: ${loginRefusals[status] ?? '其他错误 another error'} (${status})`;
