import { cityDateOf, momentAt, type WorkingCalendar } from '../calendar/index.ts';
import type { Due } from './due.ts';
import type { Run } from './ledger.ts';
import { isHours, type Limit } from './limits.ts';

/** 预警, 黄牌 and 红牌 of one clock (rows 60 and 61), in this order always. */
export interface SignalMoments {
  readonly warning: Date;
  readonly yellow: Date;
  readonly red: Date;
}

const HOUR_MS = 3_600_000;
/** 预警 of an hour clock: DESIGN section 3. */
const WARNS_AFTER = 0.8;

const later = (one: Date, other: Date): Date => (one >= other ? one : other);

/** The moment at which this share of the running time to the due moment has run; the clock stands still in its pauses. */
function shareOf(run: Run, dueAt: Date, share: number): Date {
  const pauses = run.events.flatMap((event) => (event.kind === 'pause' ? [{ from: event.at.getTime(), to: event.until.getTime() }] : []));
  const stood = pauses
    .filter(({ from }) => from < dueAt.getTime())
    .reduce((sum, { from, to }) => sum + Math.min(to, dueAt.getTime()) - from, 0);
  let moment = run.startedAt.getTime() + (dueAt.getTime() - run.startedAt.getTime() - stood) * share;
  for (const { from, to } of pauses) if (from < moment) moment += to - from;
  return new Date(Math.min(Math.round(moment), dueAt.getTime()));
}

/**
 * When a clock warns. Day clocks: 预警 when the last working day before the due day begins (not before the start), 黄牌 when the due day begins,
 * 红牌 at `dueAt`. Hour clocks: 预警 at 80 %, 黄牌 when due, 红牌 after the grace. A clock that is paused or stopped signals nothing: its caller's business.
 */
export function signalMoments(due: Due, limit: Limit, calendar: WorkingCalendar, graceHours: number): SignalMoments {
  const { dueAt, run } = due;
  if (isHours(limit))
    return { warning: shareOf(run, dueAt, WARNS_AFTER), yellow: dueAt, red: new Date(dueAt.getTime() + graceHours * HOUR_MS) };
  const dueOn = due.dueOn ?? cityDateOf(dueAt);
  const warning = later(momentAt(calendar.previousWorkday(dueOn)), run.startedAt);
  const yellow = later(momentAt(dueOn), warning);
  return { warning, yellow, red: later(dueAt, yellow) };
}
