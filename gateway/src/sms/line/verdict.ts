import type { Verdict } from './dialect.ts';

/** What a carrier's numbers mean. `refused`: the message or its receiver is at fault; `later`: the carrier or the account is, and a person mends it meanwhile. */
export type Refusals = Readonly<Record<number, { readonly is: Exclude<Verdict['is'], 'taken'>; readonly words: string }>>;

/** By its table; `shown` is the number as people of the trade write it. What a carrier means by a number of its own only its people know; tried again it costs nothing. */
export function verdictBy(refusals: Refusals, code: number, shown: string, peerId: string): Verdict {
  if (code === 0) return { is: 'taken', peerId, words: '运营商已接收 taken by the carrier' };
  const { is, words } = refusals[code] ?? { is: 'later', words: '运营商自定错误 an error of the carrier’s own' };
  return { is, words: `${words} (${shown})` };
}

/** Why a login was refused, by its table. */
export const loginRefusalBy = (refusals: Readonly<Record<number, string>>, status: number, shown: string): string =>
  `登录被拒绝 login refused: ${refusals[status] ?? '其他错误 another error'} (${shown})`;
