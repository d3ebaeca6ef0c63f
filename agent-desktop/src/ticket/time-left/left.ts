import type { Language } from '@hotline/browser-kit';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From this many hours on a span is said in days: 还剩 47 小时 says less than 还剩 2 天, 还剩 1 天 less than 还剩 30 小时. */
const HOURS_UNTIL_DAYS = 48;

const spans = {
  zh: { days: '{n} 天', hours: '{n} 小时', minutes: '{n} 分钟', left: '还剩 {span}', over: '超期 {span}' },
  en: { days: '{n} d', hours: '{n} h', minutes: '{n} min', left: '{span} left', over: '{span} over' },
} as const;

/** 还剩 3 小时, 超期 2 天: whole units, rounded down, at least a minute. */
export function leftText(dueAt: string, nowMs: number, language: Language): string {
  const said = spans[language === 'en' ? 'en' : 'zh'];
  const ms = Date.parse(dueAt) - nowMs;
  const length = Math.abs(ms);
  const [unit, one]: ['days' | 'hours' | 'minutes', number] =
    length >= HOURS_UNTIL_DAYS * HOUR_MS ? ['days', DAY_MS] : length >= HOUR_MS ? ['hours', HOUR_MS] : ['minutes', MINUTE_MS];
  const span = said[unit].replace('{n}', String(Math.max(1, Math.floor(length / one))));
  return (ms >= 0 ? said.left : said.over).replace('{span}', span);
}

export const isOver = (dueAt: string, nowMs: number): boolean => Date.parse(dueAt) < nowMs;
