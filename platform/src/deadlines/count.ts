import {
  addDays,
  type CityDate,
  cityDateOf,
  datesBetween,
  daysBetween,
  momentAt,
  sameTimeOn,
  type WorkingCalendar,
} from '../calendar/index.ts';
import type { Run, RunEvent } from './ledger.ts';
import type { Limit } from './limits.ts';

/** Where counting ended, what it walked over by the calendar, and what each pause cost. */
export interface Counted {
  /** Of day clocks only. */
  readonly dueOn?: CityDate;
  readonly dueAt: Date;
  /** Days whose kind decided something: walked in working days, or moved past because an end fell there. */
  readonly passed: readonly CityDate[];
  readonly pushes: ReadonlyMap<RunEvent, Limit>;
}

/** Counts days: the day of the start does not count. A pause pushes by the days of the limit's own kind that went by: the day it began on is not one of them. */
export function countDays(run: Run, limit: Limit, calendar: WorkingCalendar, endHour: number): Counted {
  const passed: CityDate[] = [];
  const pushes = new Map<RunEvent, Limit>();
  let at = cityDateOf(run.startedAt);
  const add = ({ amount, unit }: Limit): void => {
    const to = unit === 'workday' ? calendar.addWorkdays(at, amount) : addDays(at, amount);
    if (unit === 'workday') passed.push(...datesBetween(addDays(at, 1), to));
    at = to;
  };
  add(limit);
  for (const event of run.events) {
    if (event.kind === 'extend') add(event.add);
    if (event.kind !== 'pause') continue;
    const [from, to] = [cityDateOf(event.at), cityDateOf(event.until)];
    const push: Limit = { amount: limit.unit === 'workday' ? calendar.workdaysBetween(from, to) : daysBetween(from, to), unit: limit.unit };
    if (push.amount === 0) continue;
    pushes.set(event, push);
    add(push);
  }
  return { dueOn: at, dueAt: momentAt(at, endHour), passed, pushes };
}

const HOUR_MS = 3_600_000;
/**
 * From this limit on, an end on a day off moves to the same hour of the next working day ("≤ 24 h, rolls over non-working time": DOMAIN 2.2).
 * Shorter limits are for emergencies: a main that bursts at Spring Festival is dispatched in two hours, not after the festival.
 */
const ROLLS_FROM_HOURS = 24;

/**
 * Counts clock hours. An end on a day off moves at every step and not at the last alone: otherwise an hour's pause before a Monday
 * made the end earlier than none, and 24 hours more over Spring Festival were worth nothing.
 */
export function countHours(run: Run, limit: Limit, calendar: WorkingCalendar): Counted {
  const passed: CityDate[] = [];
  const pushes = new Map<RunEvent, Limit>();
  let at = run.startedAt;
  const push = (ms: number): void => {
    at = new Date(at.getTime() + ms);
    const on = cityDateOf(at);
    if (limit.aroundTheClock || limit.amount < ROLLS_FROM_HOURS) return;
    const lands = calendar.isWorkday(on) ? on : calendar.nextWorkday(on);
    passed.push(...datesBetween(on, lands));
    at = sameTimeOn(lands, at);
  };
  push(limit.amount * HOUR_MS);
  for (const event of run.events) {
    if (event.kind === 'extend') push(event.add.amount * HOUR_MS);
    if (event.kind !== 'pause') continue;
    const ms = event.until.getTime() - event.at.getTime();
    if (ms === 0) continue;
    pushes.set(event, { amount: ms / HOUR_MS, unit: 'hour' });
    push(ms);
  }
  return { dueAt: at, passed, pushes };
}
