import { addDays, type CityDate, datesBetween, weekdayOf, yearOf } from './city-time.ts';
import { builtInYears } from './published-years.ts';

export interface CalendarDay {
  readonly date: CityDate;
  /** The festival in the notice's words; of a make-up day, the festival it makes up for. */
  readonly name: string;
  readonly off: boolean;
}

/** The days of one notice. Those of New Year may begin in the last week of the December before. */
export interface CalendarYear {
  readonly year: number;
  /** False: the notice is not out, and these are the statutory days alone. */
  readonly published: boolean;
  readonly source: string;
  readonly days: readonly CalendarDay[];
}

export type DayKind = 'workday' | 'weekend' | 'holiday' | 'make-up';

export interface DayOfCalendar {
  readonly date: CityDate;
  readonly works: boolean;
  readonly kind: DayKind;
  /** Of a holiday only: a make-up day that carried the festival's name was taken for a day off (vsme/chinese-days#10). */
  readonly name?: string;
}

/** The notices of 2007 to 2026 reached back to 29 December at most (2007, 2018); one day to spare. */
const NEXT_YEAR_MAY_CHANGE_FROM = '-12-28';

/** The days the city works. Made of years; never changed: another year makes another calendar. */
export class WorkingCalendar {
  readonly years: readonly CalendarYear[];
  readonly #days: ReadonlyMap<CityDate, CalendarDay>;
  readonly #published: ReadonlySet<number>;

  constructor(years: readonly CalendarYear[] = builtInYears) {
    this.years = years.toSorted((one, other) => one.year - other.year);
    // The later one wins a day that two name: a published year over a guess, next year's notice over this year's December.
    const byWeight = this.years.toSorted((one, other) => Number(one.published) - Number(other.published));
    this.#days = new Map(byWeight.flatMap(({ days }) => days.map((day) => [day.date, day] as const)));
    this.#published = new Set(this.years.filter((one) => one.published).map((one) => one.year));
  }

  /** A calendar in which this year stands in the place of the one with its number. */
  withYear(year: CalendarYear): WorkingCalendar {
    return new WorkingCalendar([...this.years.filter((known) => known.year !== year.year), year]);
  }

  dayOf(date: CityDate): DayOfCalendar {
    const weekend = weekdayOf(date) > 5;
    const named = this.#days.get(date);
    if (named?.off) return { date, works: false, kind: 'holiday', name: named.name };
    // A weekday that a notice calls a working day (2020-02-03 "起正常上班") makes up for nothing.
    if (named && weekend) return { date, works: true, kind: 'make-up' };
    return { date, works: !weekend, kind: weekend ? 'weekend' : 'workday' };
  }

  isWorkday(date: CityDate): boolean {
    return this.dayOf(date).works;
  }

  /** The first working day after this day. */
  nextWorkday(date: CityDate): CityDate {
    return this.#seek(date, 1);
  }

  /** The last working day before this day. */
  previousWorkday(date: CityDate): CityDate {
    return this.#seek(date, -1);
  }

  /** The n-th working day after this day, which itself does not count; 0 is the day itself. */
  addWorkdays(date: CityDate, count: number): CityDate {
    if (!Number.isInteger(count) || count < 0) throw new RangeError(`${count} is no number of working days`);
    let at = date;
    for (let left = count; left > 0; left -= 1) at = this.nextWorkday(at);
    return at;
  }

  /** How many working days lie after `from`, up to and with `to`: what `addWorkdays` would have counted. 0 when `to` is not later. */
  workdaysBetween(from: CityDate, to: CityDate): number {
    return to > from ? datesBetween(addDays(from, 1), to).filter((date) => this.isWorkday(date)).length : 0;
  }

  /** True when no notice is known for this year: what is counted over it may change. */
  isProvisional(year: number): boolean {
    return !this.#published.has(year);
  }

  /** The years without a notice that have a say in these days, earliest first. The last days of a December wait for the next year's notice. */
  provisionalYears(from: CityDate, to: CityDate): number[] {
    const last = yearOf(to) + (to.slice(4) >= NEXT_YEAR_MAY_CHANGE_FROM ? 1 : 0);
    const years = Array.from({ length: Math.max(0, last - yearOf(from) + 1) }, (_, offset) => yearOf(from) + offset);
    return years.filter((year) => this.isProvisional(year));
  }

  #seek(date: CityDate, step: 1 | -1): CityDate {
    let at = addDays(date, step);
    while (!this.isWorkday(at)) at = addDays(at, step);
    return at;
  }
}
