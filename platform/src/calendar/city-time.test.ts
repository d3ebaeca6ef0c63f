import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, cityDateOf, datesBetween, daysBetween, isCityDate, momentAt, sameTimeOn, timeOfDay, weekdayOf } from './city-time.ts';

const day = fc.integer({ min: 0, max: 74_000 }).map((days) => addDays('1992-01-01', days));

describe("the city's day", () => {
  test('begins at midnight in China, which is 16:00 of the day before in UTC', () => {
    expect(cityDateOf(new Date('2026-02-13T15:59:59.999Z'))).toBe('2026-02-13');
    expect(cityDateOf(new Date('2026-02-13T16:00:00Z'))).toBe('2026-02-14');
    expect(momentAt('2026-02-14').toISOString()).toBe('2026-02-13T16:00:00.000Z');
  });

  test('ends at 24:00, where the next one begins', () => {
    expect(momentAt('2026-12-31', 24)).toEqual(momentAt('2027-01-01'));
    expect(timeOfDay(momentAt('2026-12-31', 18, 30))).toBe('18:30');
  });

  test('any day at any minute comes back as that day', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), (date, hour, minute) => {
        const moment = momentAt(date, hour, minute);
        expect(cityDateOf(moment)).toBe(date);
        expect(sameTimeOn(date, moment)).toEqual(moment);
      }),
    );
  });

  test('any moment lies between the beginning and the end of its day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1992-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true }),
        (moment) => {
          const date = cityDateOf(moment);
          return momentAt(date) <= moment && moment < momentAt(date, 24);
        },
      ),
    );
  });

  test('days added are taken off again, and daysBetween counts them', () => {
    fc.assert(
      fc.property(
        day.map((date) => addDays(date, 700)),
        fc.integer({ min: -700, max: 700 }),
        (date, days) => {
          const there = addDays(date, days);
          expect(daysBetween(date, there)).toBe(days);
          expect(addDays(there, -days)).toBe(date);
        },
      ),
    );
  });

  test('weekdays go round in seven, from a known Wednesday', () => {
    expect(weekdayOf('1992-01-01')).toBe(3);
    expect(weekdayOf('2026-02-14')).toBe(6);
    expect(weekdayOf('2026-09-20')).toBe(7);
    expect(weekdayOf('2026-09-21')).toBe(1);
  });

  test('a stretch has both its ends, over a leap day too, and none backwards', () => {
    expect(datesBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
    expect(datesBetween('2024-03-01', '2024-03-01')).toEqual(['2024-03-01']);
    expect(datesBetween('2024-03-02', '2024-03-01')).toEqual([]);
  });
});

describe('what is no day of the city', () => {
  test.each(['2026-02-30', '2025-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '2026-01-01T00:00', '', ' 2026-01-01'])(
    '"%s" is refused',
    (text) => expect(isCityDate(text)).toBe(false),
  );

  // China had summer time from 1986 to 1991, and other offsets before 1949: a fixed +8 would be an hour off.
  test.each(['1969-12-31T12:00:00Z', '1901-01-01T00:00:00Z', '1988-07-01T12:00:00Z', '1991-12-31T15:59:59Z', '2199-12-31T16:00:00Z'])(
    '%s is refused with the years that are known',
    (moment) => expect(() => cityDateOf(new Date(moment))).toThrow(/outside 1992-01-01 to 2199-12-31/),
  );

  test('the day before the first known one is refused, and no moment at all', () => {
    expect(isCityDate('1991-12-31')).toBe(false);
    expect(() => addDays('1992-01-01', -1)).toThrow(RangeError);
    expect(() => addDays('2199-12-31', 1)).toThrow(RangeError);
    expect(() => momentAt('1965-05-05')).toThrow(RangeError);
    expect(() => cityDateOf(new Date(NaN))).toThrow(RangeError);
  });

  test('25 o’clock is refused', () => {
    expect(() => momentAt('2026-01-01', 25)).toThrow(RangeError);
    expect(() => momentAt('2026-01-01', 24, 1)).toThrow(RangeError);
    expect(() => momentAt('2026-01-01', 9, -1)).toThrow(RangeError);
    expect(() => momentAt('2026-01-01', 9.5)).toThrow(RangeError);
  });
});

/** One process asks the same under every zone of the machine; Node reads TZ anew when it is set. `off` proves that the zone took effect. */
const script = `
  import { addDays, cityDateOf, momentAt, timeOfDay, weekdayOf } from ${JSON.stringify(new URL('./city-time.ts', import.meta.url).href)};
  import { WorkingCalendar } from ${JSON.stringify(new URL('./working-calendar.ts', import.meta.url).href)};
  const calendar = new WorkingCalendar();
  const answers = {};
  for (const zone of ['Asia/Shanghai', 'UTC', 'America/New_York', 'Pacific/Kiritimati']) {
    process.env.TZ = zone;
    const said = [];
    for (let n = 0, date = '2018-01-01'; n < 3300; n += 1, date = addDays(date, 1))
      said.push([date, weekdayOf(date), cityDateOf(momentAt(date, 0, 30)), timeOfDay(momentAt(date, 23, 59)), calendar.dayOf(date), calendar.addWorkdays(date, 3)]);
    answers[zone] = { off: new Date(0).getTimezoneOffset(), said: JSON.stringify(said) };
  }
  console.log(JSON.stringify(answers));
`;

describe('the zone of the machine', () => {
  test('changes no day, no hour and no working day from 2018 to 2027', { timeout: 30_000 }, () => {
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', maxBuffer: 64 * 1_048_576 });
    expect(run.stderr).toBe('');
    const answers = Object.values(JSON.parse(run.stdout) as Record<string, { off: number; said: string }>);
    expect(new Set(answers.map(({ off }) => off)).size).toBe(4);
    expect(new Set(answers.map(({ said }) => said)).size).toBe(1);
    expect(answers[0]?.said).toContain(
      '["2026-02-13",5,"2026-02-13","23:59",{"date":"2026-02-13","works":true,"kind":"workday"},"2026-02-25"]',
    );
  });
});
