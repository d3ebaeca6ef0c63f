import { type Language, localeOf } from './language.ts';

const zone = 'Asia/Shanghai';
const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const clockOf = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY_MS = 86_400_000;

const words = { zh: { today: '今天', yesterday: '昨天' }, en: { today: 'Today', yesterday: 'Yesterday' } };

/** 今天 14:05 · 昨天 09:12 · 11-03 09:12 · 2024-11-03: one way everywhere, in the city's time whatever the machine has. */
export function whenText(moment: string, nowMs: number, language: Language): string {
  const at = new Date(moment);
  const day = dayOf.format(at);
  const today = dayOf.format(new Date(nowMs));
  const said = language === 'zh' ? words.zh : words.en;
  if (day === today) return `${said.today} ${clockOf.format(at)}`;
  if (day === dayOf.format(new Date(nowMs - DAY_MS))) return `${said.yesterday} ${clockOf.format(at)}`;
  if (day.slice(0, 4) === today.slice(0, 4)) return `${day.slice(5)} ${clockOf.format(at)}`;
  return day;
}

const secondsOf = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
/** 14:05:09, the city's time: when a draft was saved. */
export const clockText = (moment: string): string => secondsOf.format(new Date(moment));

/** The exact moment, for the hover and for screen readers. */
export const exactText = (moment: string, language: Language): string =>
  new Intl.DateTimeFormat(localeOf(language), { timeZone: zone, dateStyle: 'long', timeStyle: 'medium' }).format(new Date(moment));

const two = (value: number): string => String(value).padStart(2, '0');

/** 02:17, 1:02:17. Below zero (a server's clock a little ahead) reads 00:00. */
export function timerText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** 2 分 17 秒, 48 秒: a length, not a clock. */
export function lengthText(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (language === 'zh') return minutes > 0 ? `${minutes} 分 ${rest} 秒` : `${rest} 秒`;
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
}
