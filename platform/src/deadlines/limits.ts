/** A span of time as a rule states it: clock hours, natural days, or working days (DOMAIN 2.2). */
export interface Limit {
  readonly amount: number;
  readonly unit: 'hour' | 'day' | 'workday';
  /** Of hours only: days off change nothing, because what it measures is open day and night (GB/T 33358: 7×24). */
  readonly aroundTheClock?: true;
}

/** Hours run by the clock to a moment; days of either kind run to the end of a day. */
export const isHours = (limit: Limit): boolean => limit.unit === 'hour';

/** Hours may be broken (15 minutes are 0.25), days not; nothing is due before it begins. A wrong limit is a bug: the contract has refused it before. */
export function checkLimit(limit: Limit): Limit {
  const { amount, unit } = limit;
  if (!(amount > 0 && Number.isFinite(amount)) || (unit !== 'hour' && !Number.isInteger(amount)))
    throw new Error(`${amount} ${unit}: no limit`);
  return limit;
}

// prettier-ignore
const units = {
  hour:    { zh: '小时',     en: 'hour' },
  day:     { zh: '个自然日', en: 'day' },
  workday: { zh: '个工作日', en: 'working day' },
} as const satisfies Record<Limit['unit'], { zh: string; en: string }>;

/** `3 个工作日`, `3 working days`. */
export const limitWords = ({ amount, unit }: Limit): { zh: string; en: string } => ({
  zh: `${amount} ${units[unit].zh}`,
  en: `${amount} ${units[unit].en}${amount === 1 ? '' : 's'}`,
});
