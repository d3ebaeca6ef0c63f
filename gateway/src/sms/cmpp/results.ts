import type { Verdict } from '../line/dialect.ts';
import { loginRefusalBy, type Refusals, verdictBy } from '../line/verdict.ts';

/** Results of a Submit; beyond 13 they are the carrier's own. */
// prettier-ignore
const results: Refusals = {
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

export const verdictOf = (result: number, msgId: string): Verdict => verdictBy(results, result, String(result), msgId);

// prettier-ignore
const loginRefusals: Readonly<Record<number, string>> = {
  1: '消息结构错 the login is malformed',
  2: '非法源地址 this machine or account is not allowed',
  3: '认证错 wrong account or password',
  4: '版本太高 the carrier speaks an older version',
};
export const loginRefusal = (status: number): string => loginRefusalBy(loginRefusals, status, String(status));
