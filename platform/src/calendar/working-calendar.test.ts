import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type CityDate, daysBetween } from './city-time.ts';
import { type CalendarYear, WorkingCalendar } from './working-calendar.ts';

const calendar = new WorkingCalendar();
const day = fc.integer({ min: 0, max: daysBetween('2017-06-01', '2031-12-31') }).map((days) => addDays('2017-06-01', days));
const few = fc.integer({ min: 0, max: 60 });

describe('days of the calendar', () => {
  test.each<[CityDate, string, boolean, string?]>([
    ['2026-02-13', 'workday', true],
    ['2026-02-14', 'make-up', true],
    ['2026-02-15', 'holiday', false, '春节'],
    ['2026-02-23', 'holiday', false, '春节'],
    ['2026-03-07', 'weekend', false],
    ['2026-09-20', 'make-up', true],
    ['2018-12-29', 'make-up', true],
    ['2018-12-31', 'holiday', false, '元旦'],
    ['2022-12-31', 'holiday', false, '元旦'],
    ['2023-12-30', 'weekend', false],
    ['2020-02-01', 'holiday', false, '春节'],
    ['2020-02-03', 'workday', true],
    ['2019-05-05', 'make-up', true],
    ['2020-10-01', 'holiday', false, '国庆节、中秋节'],
    ['2027-02-05', 'holiday', false, '春节'],
  ])('%s is a %s', (date, kind, works, name) => {
    expect(calendar.dayOf(date)).toEqual({ date, kind, works, ...(name ? { name } : {}) });
  });

  test('no make-up day carries the name of a festival (vsme/chinese-days#10, #46)', () => {
    const makeUps = calendar.years.flatMap(({ days }) => days).filter(({ off }) => !off);
    expect(makeUps.length).toBeGreaterThan(50);
    for (const { date } of makeUps) expect(calendar.dayOf(date)).toEqual({ date, kind: 'make-up', works: true });
  });
});

describe('counting working days', () => {
  // DOMAIN section 4.
  test.each<[CityDate, number, CityDate]>([
    ['2025-12-31', 1, '2026-01-04'],
    ['2026-02-13', 3, '2026-02-25'],
    ['2026-02-13', 5, '2026-02-27'],
    ['2026-02-13', 10, '2026-03-05'],
    ['2026-04-03', 1, '2026-04-07'],
    ['2026-04-30', 3, '2026-05-08'],
    ['2026-06-18', 1, '2026-06-22'],
    ['2026-09-18', 3, '2026-09-22'],
    ['2026-09-24', 5, '2026-10-09'],
    ['2026-09-30', 10, '2026-10-20'],
    // vacanza/holidays#1644, #3293; NateScarlet/holiday-cn#135
    ['2020-01-22', 3, '2020-02-04'],
    ['2019-04-26', 3, '2019-04-30'],
    ['2019-04-30', 3, '2019-05-07'],
  ])('%s and %i working days more is %s', (from, count, to) => {
    expect(calendar.addWorkdays(from, count)).toBe(to);
    expect(calendar.workdaysBetween(from, to)).toBe(count);
  });

  test('none more is the day itself; a broken or negative number is refused', () => {
    expect(calendar.addWorkdays('2026-02-15', 0)).toBe('2026-02-15');
    expect(() => calendar.addWorkdays('2026-02-15', 1.5)).toThrow(RangeError);
    expect(() => calendar.addWorkdays('2026-02-15', -1)).toThrow(RangeError);
  });

  test('it never ends on a day off, and workdaysBetween counts it back', () => {
    fc.assert(
      fc.property(day, few, (date, count) => {
        const to = calendar.addWorkdays(date, count + 1);
        expect(calendar.isWorkday(to)).toBe(true);
        expect(calendar.workdaysBetween(date, to)).toBe(count + 1);
      }),
    );
  });

  test('so many and then so many more are their sum', () => {
    fc.assert(
      fc.property(day, few, few, (date, one, other) => {
        expect(calendar.addWorkdays(calendar.addWorkdays(date, one), other)).toBe(calendar.addWorkdays(date, one + other));
      }),
    );
  });

  test('a later day and a longer limit never end earlier', () => {
    fc.assert(
      fc.property(day, few, few, few, (date, shift, count, more) => {
        expect(calendar.addWorkdays(addDays(date, shift), count) >= calendar.addWorkdays(date, count)).toBe(true);
        expect(calendar.addWorkdays(date, count + more) >= calendar.addWorkdays(date, count)).toBe(true);
      }),
    );
  });

  test('the working day before the next one is this one, or the last before this day off', () => {
    fc.assert(
      fc.property(day, (date) => {
        const back = calendar.previousWorkday(calendar.nextWorkday(date));
        expect(back).toBe(calendar.isWorkday(date) ? date : calendar.previousWorkday(date));
      }),
    );
  });
});

describe('years that are not published', () => {
  test('are provisional: 2027, and every year nobody has heard of', () => {
    expect([2017, 2018, 2026, 2027, 2028, 2199].filter((year) => calendar.isProvisional(year))).toEqual([2017, 2027, 2028, 2199]);
  });

  test('have weekends and the statutory days that are known, and never an error', () => {
    expect(calendar.dayOf('2027-10-03')).toEqual({ date: '2027-10-03', works: false, kind: 'holiday', name: '国庆节' });
    expect(calendar.isWorkday('2027-10-04')).toBe(true);
    expect(calendar.dayOf('2040-10-01').kind).toBe('workday');
    expect(new WorkingCalendar([]).addWorkdays('2030-01-04', 1)).toBe('2030-01-07');
  });

  test('have a say in the last days of the December before: the next notice may change those', () => {
    expect(calendar.provisionalYears('2026-12-01', '2026-12-25')).toEqual([]);
    expect(calendar.provisionalYears('2026-12-01', '2026-12-29')).toEqual([2027]);
    expect(calendar.provisionalYears('2026-12-30', '2028-01-03')).toEqual([2027, 2028]);
    expect(calendar.provisionalYears('2024-01-01', '2026-06-01')).toEqual([]);
  });
});

describe('a year that an administrator brings', () => {
  const imported: CalendarYear = {
    year: 2027,
    published: true,
    source: 'notice',
    days: [
      { date: '2026-12-26', name: '元旦', off: false },
      { date: '2026-12-31', name: '元旦', off: true },
      { date: '2027-01-01', name: '元旦', off: true },
      { date: '2027-02-09', name: '春节', off: true },
    ],
  };
  const later = calendar.withYear(imported);

  test('stands in the place of the built-in one, its December days too', () => {
    expect(later.isProvisional(2027)).toBe(false);
    expect(later.dayOf('2026-12-31').kind).toBe('holiday');
    expect(later.dayOf('2026-12-26').kind).toBe('make-up');
    expect(later.dayOf('2027-02-09').name).toBe('春节');
    expect(later.dayOf('2027-02-05').kind).toBe('workday');
    expect(later.years.filter(({ year }) => year === 2027)).toEqual([imported]);
  });

  test('leaves the calendar it was brought to as it was', () => {
    expect(calendar.isProvisional(2027)).toBe(true);
    expect(calendar.dayOf('2026-12-31').kind).toBe('workday');
  });

  test('outweighs a guess that names the same day, whichever year the guess is of', () => {
    const guess: CalendarYear = {
      year: 2028,
      published: false,
      source: 'a guess',
      days: [{ date: '2027-01-01', name: '元旦', off: false }],
    };
    expect(later.withYear(guess).isWorkday('2027-01-01')).toBe(false);
  });
});
