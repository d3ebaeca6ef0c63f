import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtInYears } from './published-years.ts';
import { readCalendarFile } from './read-calendar-file.ts';
import { WorkingCalendar } from './working-calendar.ts';

const fileOf = (of: number) => {
  const found = builtInYears.find(({ year }) => year === of);
  const days = (found?.days ?? []).map(({ date, name, off }) => ({ name, date, isOffDay: off }));
  return { $schema: 'https://example.org/schema.json', year: of, papers: ['https://www.gov.cn/one', 'https://www.gov.cn/two'], days };
};
const day = (date: string, isOffDay = true, name = '元旦') => ({ name, date, isOffDay });
const fixed = ['2027-01-01', '2027-05-01', '2027-10-01'].map((date) => day(date));
const problemsOf = (file: unknown, year?: number): string[] => {
  const read = readCalendarFile(file, year);
  return 'problems' in read ? read.problems.map(({ path, zh, en }) => (zh && en ? `${path}: ${en}` : 'a problem without words')) : [];
};

describe('a file of holiday-cn', () => {
  test.each([2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])('of %i becomes that year, its December days too', (year) => {
    const read = readCalendarFile(fileOf(year), year);
    expect(read).toEqual({
      year: {
        year,
        published: true,
        source: 'https://www.gov.cn/one; https://www.gov.cn/two',
        days: builtInYears.find((one) => one.year === year)?.days,
      },
    });
  });

  test('may call a Monday a working day, which makes it no make-up day (2020-02-03)', () => {
    const file = fileOf(2020);
    const read = readCalendarFile({ ...file, days: [...file.days, day('2020-02-03', false, '春节')] });
    expect('year' in read && new WorkingCalendar([read.year]).dayOf('2020-02-03')).toEqual({
      date: '2020-02-03',
      works: true,
      kind: 'workday',
    });
  });

  test('before the notice is out it is empty, and is no published year (2027.json at d4e53bf)', () => {
    expect(problemsOf({ year: 2027, papers: [], days: [] })).toEqual([
      'days: The statutory holiday 2027-01-01 is missing: not published yet, or a file cut short',
      'days: The statutory holiday 2027-05-01 is missing: not published yet, or a file cut short',
      'days: The statutory holiday 2027-10-01 is missing: not published yet, or a file cut short',
    ]);
  });
});

describe('a file that is none', () => {
  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, [': Not a JSON object']],
    ['null', null, [': Not a JSON object']],
    ['a list', [], [': Not a JSON object']],
    ['a text', '{"year": 2027}', [': Not a JSON object']],
    ['no year', { days: fixed }, ['year: Not a year such as 2027']],
    ['a year in words', { year: '2027', days: fixed }, ['year: Not a year such as 2027']],
    ['half a year', { year: 2027.5, days: fixed }, ['year: Not a year such as 2027']],
    ['an old year', { year: 1999, days: [] }, ['year: Years before 2000 are not supported']],
    ['no days', { year: 2027, papers: [] }, ['days: Not a list of days']],
    ['days as an object', { year: 2027, days: { length: 3 } }, ['days: Not a list of days']],
    ['81 days', { year: 2027, days: Array.from({ length: 81 }, () => day('2027-01-01')) }, ['days: More than 80 days']],
    ['papers that are no list', { year: 2027, papers: 'x', days: fixed }, ["papers: Not a list of the notices' addresses"]],
    ['a day that is none', { year: 2027, days: [...fixed, null] }, ['days[3]: Not an object']],
    ['a day of no month', { year: 2027, days: [...fixed, day('2027-02-30')] }, ['days[3].date: Not a day such as 2026-02-25']],
    ['a day with a time', { year: 2027, days: [...fixed, day('2027-02-03T00:00')] }, ['days[3].date: Not a day such as 2026-02-25']],
    ['another year', { year: 2027, days: [...fixed, day('2026-05-04')] }, ['days[3].date: 2026-05-04 is not of the year 2027']],
    ['too early a December', { year: 2027, days: [...fixed, day('2026-12-24')] }, ['days[3].date: 2026-12-24 is not of the year 2027']],
    ['a later January', { year: 2027, days: [...fixed, day('2028-01-04')] }, ['days[3].date: 2028-01-04 is not of the year 2027']],
    ['a day twice', { year: 2027, days: [...fixed, day('2027-01-01', false)] }, ['days[3].date: 2027-01-01 stands there twice']],
    [
      'a day without a name',
      { year: 2027, days: [...fixed, day('2027-01-02', true, ' ')] },
      ["days[3].name: Not a festival's name (1 to 40 characters)"],
    ],
    [
      'off in words',
      { year: 2027, days: [...fixed, { ...day('2027-01-02'), isOffDay: 'true' }] },
      ['days[3].isOffDay: Neither true nor false'],
    ],
    [
      'a file upside down',
      { year: 2027, days: fixed.map((one) => ({ ...one, isOffDay: false })) },
      ['2027-01-01', '2027-05-01', '2027-10-01'].map(
        (date) => `days: The statutory holiday ${date} is missing: not published yet, or a file cut short`,
      ),
    ],
  ])('%s', (_, file, problems) => {
    expect(problemsOf(file)).toEqual(problems);
  });

  test('of a year other than the one asked for is refused', () => {
    expect(problemsOf(fileOf(2026), 2027)).toEqual(['year: The file is of 2026, not of 2027']);
  });

  test('all its problems are told at once, but no more than twenty', () => {
    const days = [{ name: 5, date: 'x', isOffDay: 1 }, ...Array.from({ length: 40 }, () => 7)];
    const problems = problemsOf({ year: 2027, days });
    expect(problems.slice(0, 4).map((one) => one.split(':')[0])).toEqual(['days[0].name', 'days[0].isOffDay', 'days[0].date', 'days[1]']);
    expect(problems).toHaveLength(20);
  });

  test('the first days of the next January and the last of December are of the year', () => {
    expect(problemsOf({ year: 2027, days: [...fixed, day('2026-12-25', false), day('2028-01-03')] })).toEqual([]);
  });

  test('whatever it is, reading it throws nothing', () => {
    const rows = fc.array(
      fc.oneof(
        fc.anything(),
        fc.record({ name: fc.anything(), date: fc.oneof(fc.string(), fc.constant('2027-05-01')), isOffDay: fc.anything() }),
      ),
    );
    const files = fc.oneof(
      fc.anything(),
      fc.record({ year: fc.oneof(fc.constant(2027), fc.anything()), papers: fc.anything(), days: fc.oneof(rows, fc.anything()) }),
    );
    fc.assert(fc.property(files, (file) => 'problems' in readCalendarFile(file)));
  });
});
