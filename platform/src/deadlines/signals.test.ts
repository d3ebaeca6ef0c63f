import { addDays, type CityDate, momentAt, WorkingCalendar } from '../calendar/index.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dueOf } from './due.ts';
import type { LedgerKind, LedgerLine } from './ledger.ts';
import type { Limit } from './limits.ts';
import { signalMoments } from './signals.ts';

const calendar = new WorkingCalendar();
const line = (kind: LedgerKind, at: Date): LedgerLine => ({ kind, at, by: 'li', why: '' });
const signals = (limit: Limit, ledger: LedgerLine[], { grace = 2, hour = 24 } = {}) =>
  signalMoments(dueOf({ ledger, limit, calendar, dayEnds: { hour } }), limit, calendar, grace);
const from = (date: CityDate, hour: number) => [line('start', momentAt(date, hour))];

describe('预警 · 黄牌 · 红牌 (rows 60–61)', () => {
  test('a clock of working days warns when the last working day before begins, over Spring Festival too', () => {
    expect(signals({ amount: 3, unit: 'workday' }, from('2026-02-13', 10))).toEqual({
      warning: momentAt('2026-02-24'),
      yellow: momentAt('2026-02-25'),
      red: momentAt('2026-02-25', 24),
    });
    expect(signals({ amount: 2, unit: 'workday' }, from('2026-02-13', 10)).warning).toEqual(momentAt('2026-02-14')); // due on the 24th; the 14th is a make-up day
  });

  test('the red card comes at 18:00 where the day ends then', () => {
    expect(signals({ amount: 3, unit: 'workday' }, from('2026-09-18', 10), { hour: 18 }).red).toEqual(momentAt('2026-09-22', 18));
  });

  test('a clock of one working day warns at its start, not before', () => {
    expect(signals({ amount: 1, unit: 'workday' }, from('2026-03-03', 10)).warning).toEqual(momentAt('2026-03-03', 10));
    expect(signals({ amount: 1, unit: 'workday' }, from('2026-02-16', 10)).warning).toEqual(momentAt('2026-02-16', 10));
  });

  test('a clock of natural days warns on a working day', () => {
    expect(signals({ amount: 7, unit: 'day' }, from('2026-03-02', 10)).warning).toEqual(momentAt('2026-03-06')); // due on Monday 9 March
  });

  test('a clock of hours warns at four fifths, is yellow when due and red after the grace', () => {
    expect(signals({ amount: 10, unit: 'hour' }, from('2026-03-03', 8))).toEqual({
      warning: momentAt('2026-03-03', 16),
      yellow: momentAt('2026-03-03', 18),
      red: momentAt('2026-03-03', 20),
    });
  });

  test('a pause is no running time, before or within the four fifths', () => {
    const ledger = [...from('2026-03-03', 8), line('pause', momentAt('2026-03-03', 9)), line('resume', momentAt('2026-03-03', 11))];
    expect(signals({ amount: 10, unit: 'hour' }, ledger).warning).toEqual(momentAt('2026-03-03', 18));
    const late = [...from('2026-03-03', 8), line('pause', momentAt('2026-03-03', 17)), line('resume', momentAt('2026-03-03', 19))];
    expect(signals({ amount: 10, unit: 'hour' }, late).warning).toEqual(momentAt('2026-03-03', 16));
  });

  test('they come in their order, none before the start', () => {
    const limit = fc.record({ amount: fc.integer({ min: 1, max: 40 }), unit: fc.constantFrom('hour', 'day', 'workday') });
    const start = fc.tuple(fc.integer({ min: 0, max: 3_300 }), fc.integer({ min: 0, max: 23 }));
    const gaps = fc.array(fc.nat(9_000), { maxLength: 6 });
    fc.assert(
      fc.property(limit, start, gaps, fc.nat(48), fc.constantFrom(18, 24), (limit, [day, hour], minutes, grace, ends) => {
        const startedAt = momentAt(addDays('2018-01-01', day), hour);
        let at = startedAt.getTime();
        const pauses = minutes.map((gap, index) => line(index % 2 ? 'resume' : 'pause', new Date((at += gap * 60_000))));
        const { warning, yellow, red } = signals(limit, [line('start', startedAt), ...pauses], { grace, hour: ends });
        expect(startedAt <= warning && warning <= yellow && yellow <= red).toBe(true);
      }),
    );
  });
});
