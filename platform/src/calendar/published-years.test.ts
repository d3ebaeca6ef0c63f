import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { datesBetween, weekdayOf } from './city-time.ts';
import { festivalLabel } from './festivals.ts';
import { builtInYears } from './published-years.ts';
import { WorkingCalendar } from './working-calendar.ts';

const calendar = new WorkingCalendar();
const known = datesBetween('2018-01-01', '2026-12-31');

/** chinese-days reads days in the machine's zone: in New York it calls 2026-02-14 a day off, and the Spring Festival of 2027 begins on the 7th. So it is asked at home. */
function askChineseDays(): { days: Record<string, { work: boolean; name: string }>; moons: string[] } {
  const script = `
    const days = require('chinese-days');
    const moons = [days.getSolarDateFromLunar('2027-01-01').date, days.getSolarTermDate(2027, 4, 'pure_brightness'), days.getSolarDateFromLunar('2027-05-05').date, days.getSolarDateFromLunar('2027-08-15').date];
    const said = JSON.parse(process.argv[1]).map((date) => [date, { ...days.getDayDetail(date), work: days.isWorkday(date) }]);
    console.log(JSON.stringify({ days: Object.fromEntries(said), moons }));
  `;
  const run = spawnSync(process.execPath, ['--input-type=commonjs', '-e', script, JSON.stringify(known)], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    env: { ...process.env, TZ: 'Asia/Shanghai' },
    maxBuffer: 8 * 1_048_576,
  });
  return JSON.parse(run.stdout) as ReturnType<typeof askChineseDays>;
}

describe('the built-in years against chinese-days', () => {
  const theirs = askChineseDays();

  test('the same days are worked, every one from 2018 to 2026', () => {
    expect(Object.keys(theirs.days)).toHaveLength(3_287);
    expect(known.filter((date) => calendar.isWorkday(date) !== theirs.days[date]?.work)).toEqual([]);
  });

  // Its names are short (清明, 端午, 中秋), and a stretch of two festivals carries one of them.
  test('a day off for a festival carries a name that holds theirs', () => {
    const differ = known.filter((date) => {
      const day = calendar.dayOf(date);
      const name = theirs.days[date]?.name.split(',')[1];
      return day.kind === 'holiday' && !(name && day.name?.includes(name));
    });
    expect(differ).toEqual([]);
  });

  test('2027 by guess: the lunar festivals stand on their lunar days', () => {
    const [spring, brightness, dragonBoat, midAutumn] = theirs.moons;
    const dates = builtInYears.find(({ year }) => year === 2027)?.days.map(({ date }) => date);
    expect(spring).toBe('2027-02-06'); // its eve and the first three days are off
    expect(dates).toEqual([
      '2027-01-01',
      ...datesBetween('2027-02-05', '2027-02-08'),
      brightness,
      '2027-05-01',
      '2027-05-02',
      dragonBoat,
      midAutumn,
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ]);
  });
});

describe('the table itself', () => {
  test('nine years are published, 2027 is not, and each says where it comes from', () => {
    expect(builtInYears.filter(({ published }) => published).map(({ year }) => year)).toEqual([
      2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026,
    ]);
    expect(builtInYears.filter(({ published }) => !published).map(({ year }) => year)).toEqual([2027]);
    for (const { year, published, source } of builtInYears)
      expect(source, `${year}`).toMatch(published ? /国办发明电〔20\d\d〕\d+号 .*https:/ : /放假办法/);
  });

  test('a year changed in its course names both notices', () => {
    const sources = (of: number) => builtInYears.find(({ year }) => year === of)?.source.match(/国办发明电〔\d+〕\d+号/g);
    expect(sources(2019)).toEqual(['国办发明电〔2018〕15号', '国办发明电〔2019〕3号']);
    expect(sources(2020)).toEqual(['国办发明电〔2019〕16号', '国办发明电〔2020〕1号']);
    expect(sources(2026)).toEqual(['国办发明电〔2025〕7号']);
  });

  test('no day stands there twice, and every make-up day is a weekend', () => {
    const all = builtInYears.flatMap(({ days }) => days);
    expect(new Set(all.map(({ date }) => date)).size).toBe(all.length);
    expect(all.filter(({ date, off }) => !off && weekdayOf(date) < 6)).toEqual([]);
  });

  test.each([
    [2018, 29],
    [2019, 31],
    [2020, 36],
    [2021, 38],
    [2022, 38],
    [2023, 34],
    [2024, 36],
    [2025, 33],
    [2026, 39],
  ])('%i names %i days, as holiday-cn d4e53bf does', (year, count) => {
    // holiday-cn has one more in 2020: Monday 3 February, "起正常上班", which is an ordinary working day.
    expect(builtInYears.find((one) => one.year === year)?.days).toHaveLength(count);
  });

  test.each([
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    expect(calendar.workdaysBetween(`${year - 1}-12-31`, `${year}-12-31`)).toBe(count);
  });

  test('every festival has an English name; one that nobody knows keeps its own', () => {
    for (const { name } of builtInYears.flatMap(({ days }) => days)) expect(festivalLabel(name).en, name).toMatch(/^[A-Z][\w' -]+$/);
    expect(festivalLabel('国庆节、中秋节').en).toBe('National Day and Mid-Autumn Festival');
    expect(festivalLabel('抗战胜利纪念日')).toEqual({ zh: '抗战胜利纪念日', en: '抗战胜利纪念日' });
    expect(festivalLabel('constructor').en).toBe('constructor');
  });
});
