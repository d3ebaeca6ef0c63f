import type { Verdict } from '../line/dialect.ts';
import { loginRefusalBy, type Refusals, verdictBy } from '../line/verdict.ts';

/** Answers to a submit_sm (SMPP 3.4 section 5.1.3). */
// prettier-ignore
const statuses: Refusals = {
  0x01: { is: 'refused', words: '消息长度错 wrong length of the message' },
  0x02: { is: 'refused', words: '报文长度错 wrong length of the command' },
  0x03: { is: 'refused', words: '命令字错 unknown command' },
  0x04: { is: 'later',   words: '未登录 not bound' },
  0x06: { is: 'refused', words: '优先级错 wrong priority' },
  0x07: { is: 'refused', words: '回执标志错 wrong registered delivery' },
  0x08: { is: 'later',   words: '系统错误 system error' },
  0x0a: { is: 'later',   words: '源地址错 wrong source address' },
  0x0b: { is: 'refused', words: '目的号码错 wrong number' },
  0x14: { is: 'busy',    words: '队列已满 the carrier’s queue is full' },
  0x15: { is: 'later',   words: '业务类型错 wrong service type' },
  0x43: { is: 'refused', words: 'esm_class 错 wrong esm_class' },
  0x45: { is: 'later',   words: '提交失败 submit failed' },
  0x48: { is: 'later',   words: '源地址类型错 wrong kind of source address' },
  0x49: { is: 'later',   words: '源地址编号计划错 wrong plan of the source address' },
  0x50: { is: 'refused', words: '目的号码类型错 wrong kind of number' },
  0x51: { is: 'refused', words: '目的号码编号计划错 wrong plan of the number' },
  0x58: { is: 'busy',    words: '流量控制 throttled' },
  0x61: { is: 'refused', words: '定时发送时间错 wrong time of delivery' },
  0x62: { is: 'refused', words: '有效期错 wrong validity' },
  0x64: { is: 'later',   words: '对方应用暂时故障 a passing error of the receiving application' },
  0x65: { is: 'refused', words: '对方应用拒绝 refused by the receiving application' },
  0x66: { is: 'refused', words: '对方应用拒绝 rejected by the receiving application' },
  0xc0: { is: 'refused', words: '可选参数错 an error in an optional field' },
  0xc1: { is: 'refused', words: '不允许的可选参数 an optional field that is not allowed' },
  0xc2: { is: 'refused', words: '参数长度错 wrong length of a field' },
  0xc3: { is: 'refused', words: '缺少可选参数 an optional field is missing' },
  0xc4: { is: 'refused', words: '可选参数值错 wrong value of an optional field' },
  0xff: { is: 'later',   words: '未知错误 unknown error' },
};

const inHex = (status: number): string => `0x${status.toString(16).padStart(2, '0')}`;

export const verdictOf = (status: number, messageId: string): Verdict => verdictBy(statuses, status, inHex(status), messageId);

// prettier-ignore
const loginRefusals: Readonly<Record<number, string>> = {
  0x05: '已登录过 already bound',
  0x0d: '绑定失败 bind failed',
  0x0e: '密码错 wrong password',
  0x0f: '账号错 wrong system id',
  0x53: '系统类型错 wrong system type',
};
export const loginRefusal = (status: number): string => loginRefusalBy(loginRefusals, status, inHex(status));
