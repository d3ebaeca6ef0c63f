import { describe, expect, test } from 'vitest';
import { fill, labelIn, wordsIn } from './language.ts';
import { lengthText, timerText, whenText } from './when.ts';

const now = Date.parse('2026-11-25T14:10:00+08:00');

describe('a time reads the same way everywhere', () => {
  test.each([
    ['2026-11-25T14:05:00+08:00', '今天 14:05'],
    ['2026-11-24T16:30:00Z', '今天 00:30'],
    ['2026-11-24T09:12:00+08:00', '昨天 09:12'],
    ['2026-11-03T09:12:00+08:00', '11-03 09:12'],
    ['2025-11-03T09:12:00+08:00', '2025-11-03'],
  ])('%s is %s', (moment, text) => {
    expect(whenText(moment, now, 'zh')).toBe(text);
  });

  test('a timer counts minutes, then hours, and never below zero', () => {
    expect([timerText(137_000), timerText(3_737_000), timerText(-900)]).toEqual(['02:17', '1:02:17', '00:00']);
  });

  test('a length is said in minutes and seconds', () => {
    expect([lengthText(137_000, 'zh'), lengthText(48_200, 'zh'), lengthText(137_000, 'en')]).toEqual(['2 分 17 秒', '48 秒', '2 min 17 s']);
  });
});

describe('words', () => {
  const area = { zh: { calls: '近 30 天 {n} 次来电' }, en: { calls: '{n} calls in 30 days' } } as const;

  test('a sentence takes its values by name', () => {
    expect(fill(wordsIn('zh', area).calls, { n: 3 })).toBe('近 30 天 3 次来电');
  });

  test('the test language shows each key in brackets', () => {
    expect([wordsIn('keys', area).calls, labelIn('keys', { zh: '就绪', en: 'Ready' })]).toEqual(['[[calls]]', '[[Ready]]']);
  });
});
