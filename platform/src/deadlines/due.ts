import { type CityDate, cityDateOf, type DayOfCalendar, type WorkingCalendar } from '../calendar/index.ts';
import { countDays, type Counted, countHours } from './count.ts';
import { type LedgerLine, type Run, type RunEvent, runOf } from './ledger.ts';
import { checkLimit, isHours, type Limit } from './limits.ts';

/** A day off is `skipped` by a clock that counts working days, and `moved-past` by one whose hours ended there. */
export type DayEffect = 'counts' | 'skipped' | 'moved-past';

/** One step of "Why this deadline?", for the page to draw. `why-words.ts` says the same in a sentence. */
export type WhyStep =
  | { readonly step: 'start'; readonly at: Date; readonly limit: Limit }
  /** A day on the way that is no ordinary working day. A make-up day counts, and carries no festival's name. */
  | { readonly step: 'day'; readonly day: DayOfCalendar; readonly effect: DayEffect }
  /** `pushes` is absent where the clock lost nothing: paused and resumed on one day. */
  | { readonly step: 'paused'; readonly from: Date; readonly to: Date; readonly why: string; readonly pushes?: Limit }
  | { readonly step: 'pausing'; readonly since: Date }
  | { readonly step: 'extended'; readonly at: Date; readonly add: Limit; readonly why: string; readonly approvedBy?: string | undefined }
  | { readonly step: 'recomputed'; readonly at: Date; readonly why: string }
  | { readonly step: 'provisional'; readonly year: number }
  | { readonly step: 'end'; readonly dueOn?: CityDate; readonly dueAt: Date };

export interface Due {
  /** Of day clocks only. */
  readonly dueOn?: CityDate;
  /** In time is before this moment. Of a day clock: 24:00 of `dueOn`, or the hour at which the city's day ends. */
  readonly dueAt: Date;
  readonly run: Run;
  /** Counted over a year whose holidays are not published yet: it may move. */
  readonly provisional: boolean;
  readonly why: readonly WhyStep[];
}

export interface DueQuestion {
  readonly ledger: readonly LedgerLine[];
  readonly limit: Limit;
  readonly calendar: WorkingCalendar;
  /** When the city's day ends: 24, or 18 where the city says so. */
  readonly dayEnds: { readonly hour: number };
}

function stepOf(event: RunEvent, pushes: Counted['pushes']): WhyStep {
  const { at, why } = event;
  if (event.kind === 'recompute') return { step: 'recomputed', at, why };
  if (event.kind === 'extend') return { step: 'extended', at, add: event.add, why, approvedBy: event.approvedBy };
  const pushed = pushes.get(event);
  return { step: 'paused', from: at, to: event.until, why, ...(pushed ? { pushes: pushed } : {}) };
}

/** The days worth a word, each once. Of a day clock, what lies in a pause is told by the pause. */
function notableDays({ dueOn, passed }: Counted, { events }: Run, calendar: WorkingCalendar): WhyStep[] {
  const pauses = events.flatMap((event) => (event.kind === 'pause' ? [{ from: cityDateOf(event.at), to: cityDateOf(event.until) }] : []));
  const isPaused = (date: CityDate): boolean => dueOn !== undefined && pauses.some(({ from, to }) => date > from && date <= to);
  return [...new Set(passed)]
    .filter((date) => !isPaused(date))
    .sort()
    .map((date) => calendar.dayOf(date))
    .filter((day) => day.kind !== 'workday')
    .map((day) => ({ step: 'day', day, effect: day.works ? 'counts' : dueOn === undefined ? 'moved-past' : 'skipped' }));
}

/**
 * When a clock is due, and why: a pure function of its ledger, its limit and the calendar.
 * While it is paused this is the due moment as of the pause; what the pause costs is known when it ends.
 */
export function dueOf({ ledger, limit, calendar, dayEnds }: DueQuestion): Due {
  checkLimit(limit);
  const run = runOf(ledger);
  if (run.events.some((event) => event.kind === 'extend' && isHours(event.add) !== isHours(limit)))
    throw new Error('a clock of hours is extended by hours, a clock of days by days');
  const counted = isHours(limit) ? countHours(run, limit, calendar) : countDays(run, limit, calendar, dayEnds.hour);
  const end = { ...(counted.dueOn ? { dueOn: counted.dueOn } : {}), dueAt: counted.dueAt };
  const years = calendar.provisionalYears(cityDateOf(run.startedAt), counted.dueOn ?? cityDateOf(counted.dueAt));
  const why: WhyStep[] = [
    { step: 'start', at: run.startedAt, limit },
    ...notableDays(counted, run, calendar),
    ...run.events.map((event) => stepOf(event, counted.pushes)),
    ...(run.pausedSince ? [{ step: 'pausing', since: run.pausedSince } as const] : []),
    ...years.map((year) => ({ step: 'provisional', year }) as const),
    { step: 'end', ...end },
  ];
  return { ...end, run, provisional: years.length > 0, why };
}
