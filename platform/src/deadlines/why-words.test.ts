import { type CityDate, momentAt, WorkingCalendar } from '../calendar/index.ts';
import { describe, expect, test } from 'vitest';
import { dueOf } from './due.ts';
import type { LedgerKind, LedgerLine } from './ledger.ts';
import type { Limit } from './limits.ts';
import { whyWords } from './why-words.ts';

const calendar = new WorkingCalendar();
const line = (kind: LedgerKind, at: Date, more: Partial<LedgerLine> = {}): LedgerLine => ({ kind, at, by: 'li', why: '', ...more });
const why = (amount: number, unit: Limit['unit'], from: CityDate, hour: number, ...lines: LedgerLine[]) =>
  whyWords(
    dueOf({ ledger: [line('start', momentAt(from, hour)), ...lines], limit: { amount, unit }, calendar, dayEnds: { hour: 24 } }).why,
  );

describe('why this deadline', () => {
  test('a make-up Sunday is a working day in both languages and no 国庆 (vsme/chinese-days#10)', () => {
    const words = why(3, 'workday', '2026-09-18', 10);
    expect(words.zh).toBe(
      '2026-09-18 星期五 10:00 起算,限 3 个工作日,次一工作日起计;2026-09-19 星期六 周末,不计;2026-09-20 星期日 补班,计入;2026-09-22 星期二 24:00 到期。',
    );
    expect(words.en).toBe(
      'from 2026-09-18 Friday 10:00, 3 working days, counted from the next working day; 2026-09-19 Saturday weekend, not counted; 2026-09-20 Sunday make-up working day, counts; due 2026-09-22 Tuesday 24:00.',
    );
    expect(words.zh + words.en).not.toMatch(/国庆|中秋|National|Mid-Autumn|holiday/);
  });

  test('a festival is one stretch', () => {
    const words = why(3, 'workday', '2026-02-13', 10);
    expect(words.zh).toContain(';2026-02-14 星期六 补班,计入;02-15 至 02-23 春节假期,不计;2026-02-25 星期三 24:00 到期。');
    expect(words.en).toContain('; 02-15 to 02-23 Spring Festival holiday, not counted; due 2026-02-25 Wednesday 24:00.');
  });

  test('two weekends stay two, and another year is named', () => {
    expect(why(10, 'workday', '2026-03-02', 9).zh).toContain('03-07 至 03-08 周末,不计;03-14 至 03-15 周末,不计;');
    expect(why(5, 'workday', '2025-12-26', 9).zh).toContain(';2026-01-01 至 2026-01-03 元旦假期,不计;2026-01-04 星期日 补班,计入;');
  });

  test('two festivals in one stretch are both named', () => {
    expect(why(3, 'workday', '2025-09-30', 9)).toMatchObject({
      zh: expect.stringContaining('10-01 至 10-08 国庆节、中秋节假期,不计') as string,
      en: expect.stringContaining('10-01 to 10-08 National Day and Mid-Autumn Festival holiday, not counted') as string,
    });
  });

  test('an hour clock moves past the days off, at the same hour', () => {
    expect(why(24, 'hour', '2026-02-14', 15)).toEqual({
      zh: '2026-02-14 星期六 15:00 起算,限 24 小时;02-15 至 02-23 春节假期,顺延;2026-02-24 星期二 15:00 到期。',
      en: 'from 2026-02-14 Saturday 15:00, 24 hours; 02-15 to 02-23 Spring Festival holiday, moved past; due 2026-02-24 Tuesday 15:00.',
    });
    expect(why(24, 'hour', '2026-02-13', 15).en).toContain(
      '2026-02-14 Saturday make-up working day, counts; due 2026-02-14 Saturday 15:00.',
    );
  });

  test('pauses, extensions and recomputations say when, why and by whom', () => {
    const words = why(
      5,
      'workday',
      '2026-03-02',
      9,
      line('pause', momentAt('2026-03-03', 9), { why: '待法院裁定' }),
      line('resume', momentAt('2026-03-05', 9)),
      line('extend', momentAt('2026-03-09', 9), { add: { amount: 5, unit: 'workday' }, why: '需检测', approvedBy: '王主任' }),
      line('recompute', momentAt('2026-03-10', 9)),
      line('pause', momentAt('2026-03-10', 10)),
    );
    expect(words.zh).toContain(
      ';2026-03-03 星期二 09:00 至 2026-03-05 星期四 09:00 挂起(待法院裁定),顺延 2 个工作日;2026-03-09 星期一 延期 5 个工作日(需检测),王主任 批准;2026-03-10 星期二 重新计算;2026-03-10 星期二 10:00 起挂起中,恢复后顺延;2026-03-18 星期三 24:00 到期。',
    );
    expect(words.en).toContain(
      '; paused 2026-03-03 Tuesday 09:00 to 2026-03-05 Thursday 09:00 (待法院裁定), pushed by 2 working days; extended by 5 working days on 2026-03-09 Monday (需检测), approved by 王主任; counted anew on 2026-03-10 Tuesday; paused since 2026-03-10 Tuesday 10:00, pushed when it resumes; due 2026-03-18 Wednesday 24:00.',
    );
  });

  test('a pause of an hour clock is told to the minute', () => {
    const words = why(
      24,
      'hour',
      '2026-03-03',
      9,
      line('pause', momentAt('2026-03-03', 10)),
      line('resume', new Date(momentAt('2026-03-03', 11, 30).getTime() + 900)),
    );
    expect(words.zh).toContain('挂起,顺延 1.5 小时;');
  });

  test('a year without its notice is warned of aloud', () => {
    expect(why(3, 'workday', '2026-12-30', 9)).toMatchObject({
      zh: expect.stringContaining(';注意:2027 年放假安排尚未公布,暂按法定节假日计算,公布后重算;') as string,
      en: expect.stringContaining(
        '; note: the holidays of 2027 are not published yet; counted provisionally, and anew once they are;',
      ) as string,
    });
  });

  test('natural days need few words; a day that ends at 18:00 says so', () => {
    expect(why(7, 'day', '2026-02-13', 9).zh).toBe('2026-02-13 星期五 09:00 起算,限 7 个自然日,次日起计;2026-02-20 星期五 24:00 到期。');
    const ledger = [line('start', momentAt('2026-03-02', 9))];
    const words = whyWords(dueOf({ ledger, limit: { amount: 1, unit: 'workday' }, calendar, dayEnds: { hour: 18 } }).why);
    expect(words.zh).toContain(';2026-03-03 星期二 18:00 到期。');
  });
});
