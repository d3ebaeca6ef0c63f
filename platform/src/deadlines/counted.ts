import { type Signal, signalNames } from '@hotline/contracts';
import type { WorkingCalendar } from '../calendar/index.ts';
import { dueOf } from './due.ts';
import type { LedgerLine } from './ledger.ts';
import type { Limit } from './limits.ts';
import { signalMoments } from './signals.ts';
import { whyWords } from './why-words.ts';

/** The columns of a clock that are counted from its ledger; counted anew when ledger or calendar change. */
export function counted(ledger: readonly LedgerLine[], limit: Limit, graceHours: number, dayEndsAtHour: number, calendar: WorkingCalendar) {
  const due = dueOf({ ledger, limit, calendar, dayEnds: { hour: dayEndsAtHour } });
  const moments = signalMoments(due, limit, calendar, graceHours);
  const words = whyWords(due.why);
  return {
    dueOn: due.dueOn ?? null,
    dueAt: due.dueAt,
    warnAt: moments.warning,
    yellowAt: moments.yellow,
    redAt: moments.red,
    provisional: due.provisional,
    why: words.zh,
    whyEn: words.en,
  };
}

/** The moments of a clock, as its row has them. */
export interface Moments {
  readonly warnAt: Date;
  readonly yellowAt: Date;
  readonly redAt: Date;
}

/** What a clock's row says about the signal that it gives next; null: none any more. */
export interface NextSignal {
  readonly nextSignal: Signal | null;
  readonly nextDueAt: Date | null;
}

/** Which signal of a clock is next after the one that was given last. */
export const nextSignal = (clock: Moments & { readonly stoppedAt: Date | null }, last: Signal | undefined): NextSignal => {
  const name = signalNames[last === undefined ? 0 : signalNames.indexOf(last) + 1];
  if (name === undefined || clock.stoppedAt) return { nextSignal: null, nextDueAt: null };
  return { nextSignal: name, nextDueAt: { warning: clock.warnAt, yellow: clock.yellowAt, red: clock.redAt }[name] };
};

/** The signal that a running clock gave last, by the one that is next. */
export const lastSignal = (next: Signal | null): Signal | null =>
  next === null ? (signalNames.at(-1) ?? null) : (signalNames[signalNames.indexOf(next) - 1] ?? null);
