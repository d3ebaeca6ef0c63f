/**
 * The city's time is China's, UTC+8, whatever TZ the process has. Every moment here is counted from UTC; nothing asks the machine's zone.
 * A fixed offset is right from 1992 on: China last had summer time in 1991 (it ended on 15 September). Earlier moments are refused, not guessed.
 */
const OFFSET_MS = 8 * 3_600_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const FIRST_DATE = '1992-01-01';
/** Beyond it something was miscounted: no clock of a ticket runs for a century. */
const LAST_DATE = '2199-12-31';
const FIRST_MS = Date.UTC(1992, 0, 1) - OFFSET_MS;
const END_MS = Date.UTC(2200, 0, 1) - OFFSET_MS;

/** A day of the city, `2026-02-25`. Two of them compare with `<`. */
export type CityDate = `${number}-${number}-${number}`;

/** Monday is 1 and Sunday 7, as in GB/T 7408. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
// prettier-ignore
export const weekdays = {
  1: { zh: '星期一', en: 'Monday' },   2: { zh: '星期二', en: 'Tuesday' }, 3: { zh: '星期三', en: 'Wednesday' }, 4: { zh: '星期四', en: 'Thursday' },
  5: { zh: '星期五', en: 'Friday' },   6: { zh: '星期六', en: 'Saturday' }, 7: { zh: '星期日', en: 'Sunday' },
} as const satisfies Record<Weekday, { zh: string; en: string }>;

/** Days since 1970-01-01 as UTC counts them; `undefined` for what is no day (2026-02-30) or outside the stated years. */
function dayNumber(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_DATE || text > LAST_DATE) return undefined;
  const ms = Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8)));
  return new Date(ms).toISOString().startsWith(text) ? ms / DAY_MS : undefined;
}

export const isCityDate = (text: string): text is CityDate => dayNumber(text) !== undefined;

function numberOf(date: CityDate): number {
  const found = dayNumber(date);
  if (found === undefined) throw new RangeError(`"${date}" is no day between ${FIRST_DATE} and ${LAST_DATE}`);
  return found;
}

function dateOfNumber(days: number): CityDate {
  const ms = days * DAY_MS - OFFSET_MS;
  if (!(ms >= FIRST_MS && ms < END_MS)) throw new RangeError(`a day outside ${FIRST_DATE} to ${LAST_DATE}`);
  return new Date(days * DAY_MS).toISOString().slice(0, 10) as CityDate;
}

/** Milliseconds since 1970-01-01 00:00 on the city's wall clock. */
function wallClock(moment: Date): number {
  const ms = moment.getTime();
  if (!(ms >= FIRST_MS && ms < END_MS)) throw new RangeError(`a moment outside ${FIRST_DATE} to ${LAST_DATE} in the city's time (UTC+8)`);
  return ms + OFFSET_MS;
}

/** The day it is in the city at this moment. */
export const cityDateOf = (moment: Date): CityDate => dateOfNumber(Math.floor(wallClock(moment) / DAY_MS));

/** A moment of a day by the city's wall clock. 24:00 is the beginning of the next day. */
export function momentAt(date: CityDate, hour = 0, minute = 0): Date {
  const isTime =
    Number.isInteger(hour) && Number.isInteger(minute) && hour >= 0 && minute >= 0 && minute < 60 && hour * 60 + minute <= 1_440;
  if (!isTime) throw new RangeError(`${hour}:${minute} is no time of day`);
  return new Date(numberOf(date) * DAY_MS - OFFSET_MS + hour * HOUR_MS + minute * MINUTE_MS);
}

/** The same time of day, to the millisecond, on another day. */
export const sameTimeOn = (date: CityDate, moment: Date): Date => new Date(momentAt(date).getTime() + (wallClock(moment) % DAY_MS));

/** `15:00`, as the city's clocks show it. */
export const timeOfDay = (moment: Date): string => new Date(wallClock(moment)).toISOString().slice(11, 16);

export const addDays = (date: CityDate, days: number): CityDate => dateOfNumber(numberOf(date) + days);
/** How many midnights lie between; negative when `to` is earlier. */
export const daysBetween = (from: CityDate, to: CityDate): number => numberOf(to) - numberOf(from);
/** Every day from the first to the last, both named; none when the last is earlier. */
export const datesBetween = (first: CityDate, last: CityDate): CityDate[] =>
  Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, days) => addDays(first, days));

/** 1970-01-01 was a Thursday. */
export const weekdayOf = (date: CityDate): Weekday => (((numberOf(date) + 3) % 7) + 1) as Weekday;
export const yearOf = (date: CityDate): number => Number(date.slice(0, 4));
