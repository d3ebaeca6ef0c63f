import { spawnSync } from 'node:child_process';
import { addDays, type CityDate, cityDateOf, daysBetween, momentAt, WorkingCalendar } from '../calendar/index.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Due, dueOf } from './due.ts';
import type { LedgerKind, LedgerLine } from './ledger.ts';
import type { Limit } from './limits.ts';

const calendar = new WorkingCalendar();
const line = (kind: LedgerKind, at: Date, more: Partial<LedgerLine> = {}): LedgerLine => ({ kind, at, by: 'li', why: '', ...more });
const started = (date: CityDate, hour = 10): LedgerLine => line('start', momentAt(date, hour));
const paused = (from: Date, to: Date): LedgerLine[] => [line('pause', from), line('resume', to)];
const workdays = (amount: number): Limit => ({ amount, unit: 'workday' });
const days = (amount: number): Limit => ({ amount, unit: 'day' });
const hours = (amount: number): Limit => ({ amount, unit: 'hour' });
const due = (limit: Limit, ledger: LedgerLine[], hour = 24): Due => dueOf({ ledger, limit, calendar, dayEnds: { hour } });
const daysIn = ({ why }: Due): string[] =>
  why.flatMap((one) => (one.step === 'day' ? [`${one.day.date} ${one.day.kind} ${one.effect}`] : []));
const stepsOf = ({ why }: Due): string[] => why.map(({ step }) => step);

/** DOMAIN section 4, then vacanza/holidays#1644, #3293, NateScarlet/holiday-cn#135. */
const vectors: [CityDate, number, CityDate][] = [
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
  ['2020-01-22', 3, '2020-02-04'],
  ['2019-04-26', 3, '2019-04-30'],
  ['2019-04-30', 3, '2019-05-07'],
];

describe('a clock of working days', () => {
  test.each(vectors)('started on %s with %i working days is due on %s at 24:00', (from, amount, to) => {
    const found = due(workdays(amount), [started(from)]);
    expect(found.dueOn).toBe(to);
    expect(found.dueAt).toEqual(momentAt(addDays(to, 1)));
    expect(found.provisional).toBe(false);
  });

  test('is due at 18:00 where the city says so', () => {
    expect(due(workdays(3), [started('2026-09-18')], 18).dueAt).toEqual(momentAt('2026-09-22', 18));
  });

  test('starts with its day, at whatever minute of it', () => {
    const at = (moment: Date) => due(workdays(3), [line('start', moment)]).dueOn;
    expect(at(momentAt('2026-09-18'))).toBe('2026-09-22');
    expect(at(new Date(momentAt('2026-09-18', 24).getTime() - 1))).toBe('2026-09-22');
    expect(at(momentAt('2026-09-19'))).toBe('2026-09-22'); // a day off: the make-up Sunday is its first day, too
    expect(at(momentAt('2026-09-20'))).toBe('2026-09-23');
  });

  test('tells every day off on its way, and that a make-up day counts', () => {
    const found = due(workdays(3), [started('2026-09-18')]);
    expect(daysIn(found)).toEqual(['2026-09-19 weekend skipped', '2026-09-20 make-up counts']);
    expect(daysIn(due(workdays(3), [started('2026-02-13')]))).toEqual([
      '2026-02-14 make-up counts',
      ...['15', '16', '17', '18', '19', '20', '21', '22', '23'].map((day) => `2026-02-${day} holiday skipped`),
    ]);
    expect(found.why.at(0)).toEqual({ step: 'start', at: momentAt('2026-09-18', 10), limit: workdays(3) });
    expect(found.why.at(-1)).toEqual({ step: 'end', dueOn: '2026-09-22', dueAt: momentAt('2026-09-23') });
  });
});

describe('a clock of natural days', () => {
  test('counts every day, from the one after the start, and stays where it ends', () => {
    const found = due(days(15), [started('2026-02-06')]);
    expect(found.dueOn).toBe('2026-02-21');
    expect(stepsOf(found)).toEqual(['start', 'end']);
  });

  test('extended by working days it walks over the days off from there', () => {
    const found = due(days(15), [started('2026-02-06'), line('extend', momentAt('2026-02-20'), { add: workdays(1) })]);
    expect(found.dueOn).toBe('2026-02-24');
    expect(daysIn(found)).toEqual(['2026-02-22 holiday skipped', '2026-02-23 holiday skipped']);
  });

  test('paused it is pushed by natural days', () => {
    expect(due(days(15), [started('2026-03-02'), ...paused(momentAt('2026-03-06', 9), momentAt('2026-03-09', 9))]).dueOn).toBe(
      '2026-03-20',
    );
  });
});

describe('a clock of hours', () => {
  const day = hours(24);
  test('that runs around the clock ends on a day off as on any other', () => {
    const found = due({ ...day, aroundTheClock: true }, [started('2026-02-16', 20)]);
    expect(found.dueAt).toEqual(momentAt('2026-02-17', 20));
    expect(daysIn(found)).toEqual([]);
  });

  test.each<[string, CityDate, number, Limit, CityDate, number]>([
    ['ends on a make-up Saturday and stays', '2026-02-13', 15, day, '2026-02-14', 15],
    ['would end at Spring Festival and ends after it at the same hour', '2026-02-14', 15, day, '2026-02-24', 15],
    ['ends on an ordinary day', '2026-03-03', 9, day, '2026-03-04', 9],
    ['would end on a Saturday and ends on Monday', '2026-03-06', 15, day, '2026-03-09', 15],
    ['of 96 hours runs through a weekend by the clock', '2026-03-05', 15, hours(96), '2026-03-09', 15],
    ['of two hours for a burst main does not wait for the festival to end', '2026-02-17', 22, hours(2), '2026-02-18', 0],
  ])('%s', (_, from, hour, limit, to, toHour) => {
    const found = due(limit, [started(from, hour)]);
    expect(found.dueAt).toEqual(momentAt(to, toHour));
    expect(found.dueOn).toBeUndefined();
  });

  test('tells the days it moved past, and a make-up day it ends on', () => {
    expect(daysIn(due(day, [started('2026-02-13', 15)]))).toEqual(['2026-02-14 make-up counts']);
    expect(daysIn(due(day, [started('2026-02-14', 15)]))).toHaveLength(9);
    expect(daysIn(due(day, [started('2026-03-06', 15)]))).toEqual(['2026-03-07 weekend moved-past', '2026-03-08 weekend moved-past']);
    expect(daysIn(due(hours(2), [started('2026-02-17', 22)]))).toEqual([]);
  });

  test('is pushed by as long as it was paused', () => {
    const ledger = [started('2026-03-03', 9), ...paused(momentAt('2026-03-03', 10), momentAt('2026-03-03', 12, 30))];
    const found = due(day, ledger);
    expect(found.dueAt).toEqual(momentAt('2026-03-04', 11, 30));
    expect(found.why).toContainEqual({
      step: 'paused',
      from: momentAt('2026-03-03', 10),
      to: momentAt('2026-03-03', 12, 30),
      why: '',
      pushes: hours(2.5),
    });
  });

  test('extended over Spring Festival it gets its hours after it', () => {
    const ledger = [started('2026-02-14', 15), line('extend', momentAt('2026-02-15'), { add: hours(24) })];
    expect(due(day, ledger).dueAt).toEqual(momentAt('2026-02-25', 15));
  });

  test('is not extended by days, nor a clock of days by hours: a bug', () => {
    const extended = (add: Limit) => [started('2026-03-03'), line('extend', momentAt('2026-03-03', 11), { add })];
    expect(() => due(day, extended(workdays(1)))).toThrow(/extended by hours/);
    expect(() => due(workdays(3), extended(hours(4)))).toThrow(/extended by hours/);
  });
});

describe('pauses, extensions and recomputations', () => {
  test('a pause pushes by the working days that went by, the weekend not', () => {
    const found = due(workdays(5), [started('2026-03-02'), ...paused(momentAt('2026-03-05', 9), momentAt('2026-03-10', 9))]);
    expect(found.dueOn).toBe('2026-03-12');
    expect(found.why.find(({ step }) => step === 'paused')).toMatchObject({ pushes: workdays(3) });
    expect(daysIn(found)).toEqual([]); // the weekend lies in the pause, which says it all
  });

  test('paused and resumed on one day it loses nothing, and says so', () => {
    const found = due(workdays(5), [started('2026-03-02'), ...paused(momentAt('2026-03-05', 9), momentAt('2026-03-05', 17))]);
    expect(found.dueOn).toBe('2026-03-09');
    expect(found.why.find(({ step }) => step === 'paused')).not.toHaveProperty('pushes');
  });

  test('an extension adds its days and keeps who approved it', () => {
    const add = { add: workdays(10), why: '需现场鉴定', approvedBy: 'wang' };
    const found = due(workdays(10), [started('2026-03-02'), line('extend', momentAt('2026-03-13', 9), add)]);
    expect(found.dueOn).toBe('2026-03-30');
    expect(found.why).toContainEqual({ step: 'extended', at: momentAt('2026-03-13', 9), ...add });
  });

  test('a clock that stands still shows the due day as of its pause', () => {
    const found = due(workdays(5), [started('2026-03-02'), line('pause', momentAt('2026-03-04', 9))]);
    expect(found.dueOn).toBe('2026-03-09');
    expect(found.run.pausedSince).toEqual(momentAt('2026-03-04', 9));
    expect(stepsOf(found)).toEqual(['start', 'day', 'day', 'pausing', 'end']);
  });

  test('a year without its notice is warned of; once it is imported the same ledger gives another day', () => {
    const ledger = [started('2026-12-30')];
    const before = due(workdays(3), ledger);
    expect([before.dueOn, before.provisional]).toEqual(['2027-01-05', true]);
    expect(before.why).toContainEqual({ step: 'provisional', year: 2027 });
    const published = calendar.withYear({
      year: 2027,
      published: true,
      source: 'notice',
      days: (['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04'] as const).map((date) => ({ date, name: '元旦', off: true })),
    });
    const after = dueOf({
      ledger: [...ledger, line('recompute', momentAt('2026-12-31'))],
      limit: workdays(3),
      calendar: published,
      dayEnds: { hour: 24 },
    });
    expect([after.dueOn, after.provisional]).toEqual(['2027-01-06', false]);
    expect(stepsOf(after)).toContain('recomputed');
  });

  test('a start before the known years is refused', () => {
    expect(() => due(workdays(3), [line('start', new Date('1969-07-20T00:00:00Z'))])).toThrow(/outside 1992/);
    expect(() => due(hours(2), [line('start', new Date('1969-07-20T00:00:00Z'))])).toThrow(/outside 1992/);
    expect(() => due(workdays(0), [started('2026-03-02')])).toThrow('0 workday: no limit');
  });
});

describe('whatever the ledger', () => {
  const anyLimit = fc.oneof(
    fc.integer({ min: 1, max: 30 }).map(workdays),
    fc.integer({ min: 1, max: 60 }).map(days),
    fc.integer({ min: 1, max: 200 }).map(hours),
  );
  const moment = fc
    .tuple(fc.integer({ min: 0, max: daysBetween('2018-01-01', '2027-06-30') }), fc.integer({ min: 0, max: 1_439 }))
    .map(([day, minute]) => momentAt(addDays('2018-01-01', day), Math.floor(minute / 60), minute % 60));
  const gaps = fc.array(fc.integer({ min: 0, max: 12_000 }), { maxLength: 8 });
  /** A start and whole pauses, each gap in minutes after the line before. */
  const ledgerOf = (start: Date, minutes: readonly number[]): LedgerLine[] => {
    let at = start.getTime();
    const lines = minutes.slice(0, minutes.length - (minutes.length % 2)).map((gap, index) => {
      at += gap * 60_000;
      return line(index % 2 ? 'resume' : 'pause', new Date(at));
    });
    return [line('start', start), ...lines];
  };

  test('one more pause never makes a deadline earlier', () => {
    fc.assert(
      fc.property(anyLimit, moment, gaps, fc.tuple(fc.nat(9_000), fc.nat(9_000)), (limit, start, minutes, more) => {
        const even = minutes.slice(0, minutes.length - (minutes.length % 2));
        expect(due(limit, ledgerOf(start, [...even, ...more])).dueAt >= due(limit, ledgerOf(start, even)).dueAt).toBe(true);
      }),
    );
  });

  test('a longer pause never makes a deadline of days earlier, nor an extension any', () => {
    fc.assert(
      fc.property(
        anyLimit,
        moment,
        fc.tuple(fc.nat(9_000), fc.nat(9_000)),
        fc.integer({ min: 1, max: 40 }),
        (limit, start, [from, long], amount) => {
          const plain = ledgerOf(start, [from, long]);
          const last = plain.at(-1)?.at ?? start;
          expect(due(limit, [...plain, line('extend', last, { add: { amount, unit: limit.unit } })]).dueAt > due(limit, plain).dueAt).toBe(
            true,
          );
          const longer = due(limit, ledgerOf(start, [from, long + 3_000])).dueAt;
          expect(limit.unit === 'hour' || longer >= due(limit, plain).dueAt).toBe(true);
        },
      ),
    );
  });

  test('a deadline of working days, or of a day and more in hours, is never on a day off', () => {
    fc.assert(
      fc.property(anyLimit, moment, gaps, (limit, start, minutes) => {
        const found = due(limit, ledgerOf(start, minutes));
        const moves = limit.unit === 'workday' || (limit.unit === 'hour' && limit.amount >= 24);
        return !moves || calendar.isWorkday(found.dueOn ?? cityDateOf(found.dueAt));
      }),
    );
  });

  test('the explanation begins with the start, ends with the end, and names each day once', () => {
    fc.assert(
      fc.property(anyLimit, moment, gaps, (limit, start, minutes) => {
        const found = due(limit, ledgerOf(start, minutes));
        const said = daysIn(found);
        expect(said).toEqual([...new Set(said)].sort());
        expect(found.why[0]?.step).toBe('start');
        expect(found.why.at(-1)?.step).toBe('end');
      }),
    );
  });
});

const script = `
  import { momentAt, WorkingCalendar } from '@hotline/platform';
  import { dueOf } from ${JSON.stringify(new URL('./due.ts', import.meta.url).href)};
  import { whyWords } from ${JSON.stringify(new URL('./why-words.ts', import.meta.url).href)};
  import { signalMoments } from ${JSON.stringify(new URL('./signals.ts', import.meta.url).href)};
  const calendar = new WorkingCalendar();
  const answers = {};
  for (const zone of ['Asia/Shanghai', 'UTC', 'America/New_York']) {
    process.env.TZ = zone;
    const said = JSON.parse(process.argv[1]).map(([at, limit]) => {
      const due = dueOf({ ledger: [{ kind: 'start', at: new Date(at), by: '', why: '' }], limit, calendar, dayEnds: { hour: 24 } });
      return [due.dueOn ?? due.dueAt.toISOString(), whyWords(due.why), signalMoments(due, limit, calendar, 2)];
    });
    answers[zone] = { off: new Date(0).getTimezoneOffset(), said };
  }
  console.log(JSON.stringify(answers));
`;

describe('the zone of the machine', () => {
  test('moves no deadline, no sentence and no signal', { timeout: 60_000 }, () => {
    const asked = [
      ...vectors.map(([from, amount]) => [momentAt(from, 10), workdays(amount)]),
      [momentAt('2026-02-13', 15), hours(24)],
      [momentAt('2026-02-14', 15), hours(24)],
      [momentAt('2026-03-06', 0), hours(24)],
    ];
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(asked)], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    });
    expect(run.stderr).toBe('');
    const [shanghai, ...others] = Object.values(JSON.parse(run.stdout) as Record<string, { off: number; said: [string][] }>);
    expect(shanghai?.said.map(([when]) => when)).toEqual([
      ...vectors.map(([, , to]) => to),
      ...[momentAt('2026-02-14', 15), momentAt('2026-02-24', 15), momentAt('2026-03-09', 0)].map((moment) => moment.toISOString()),
    ]);
    for (const other of others) expect(other.said).toEqual(shanghai?.said);
    expect(new Set([shanghai, ...others].map((one) => one?.off)).size).toBe(3);
  });
});
