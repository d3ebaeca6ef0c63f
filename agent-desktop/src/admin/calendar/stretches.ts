import type { CalendarYearView } from '@hotline/contracts';

export interface Festival {
  readonly name: string;
  /** `10-01 至 10-08`, or one day. */
  readonly off: readonly string[];
  readonly makeUp: readonly string[];
}

const DAY_MS = 86_400_000;
const follows = (day: string, before: string): boolean => Date.parse(day) - Date.parse(before) === DAY_MS;
const short = (day: string): string => day.slice(5);

/** The days of a year by festival: days off as stretches, make-up working days one by one. */
export function stretchesOf(days: CalendarYearView['days']): Festival[] {
  const sorted = days.toSorted((a, b) => a.date.localeCompare(b.date));
  return [...Map.groupBy(sorted, ({ name }) => name)].map(([name, own]) => ({
    name,
    off: joined(own.filter(({ off }) => off).map(({ date }) => date)),
    makeUp: own.filter(({ off }) => !off).map(({ date }) => short(date)),
  }));
}

function joined(dates: readonly string[]): string[] {
  const stretches: [string, string][] = [];
  for (const date of dates) {
    const last = stretches.at(-1);
    if (last && follows(date, last[1])) last[1] = date;
    else stretches.push([date, date]);
  }
  return stretches.map(([from, to]) => (from === to ? short(from) : `${short(from)}–${short(to)}`));
}
