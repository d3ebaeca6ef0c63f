import type { ArrivedReport } from '../../intake/arrival.ts';

interface Stat {
  readonly state: Extract<ArrivedReport['state'], 'sent' | 'delivered' | 'failed'>;
  readonly words: string;
}

/** What carriers write into a status report, in CMPP and SMPP alike. */
// prettier-ignore
export const stats = {
  DELIVRD: { state: 'delivered', words: '已送达手机 delivered' },
  ACCEPTD: { state: 'sent',      words: '对方已受理 accepted' },
  ENROUTE: { state: 'sent',      words: '正在投递 on its way' },
  EXPIRED: { state: 'failed',    words: '超过有效期未送达 expired' },
  DELETED: { state: 'failed',    words: '被对方删除 deleted' },
  UNDELIV: { state: 'failed',    words: '无法送达 undeliverable' },
  UNKNOWN: { state: 'failed',    words: '结果不明 unknown' },
  REJECTD: { state: 'failed',    words: '被拒收 rejected' },
} as const satisfies Record<string, Stat>;
export type StatWord = keyof typeof stats;

const isKnown = (stat: string): stat is StatWord => Object.hasOwn(stats, stat);

/** What became of a part. Other words (MA:0001, MK:0004, XX:1234) are a network's own reasons why it did not arrive. */
export function reportOf(peerId: string, stat: string): ArrivedReport {
  const { state, words }: Stat = isKnown(stat) ? stats[stat] : { state: 'failed', words: '网络报告未送达 not delivered, the network says' };
  return { peerId, state, words: `${words} (${stat})` };
}
