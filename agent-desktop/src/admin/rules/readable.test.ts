import { describe, expect, test } from 'vitest';
import { cleanRule, conditionText, isDefault, spanText } from './readable.ts';

const usual = {
  dispatch: { amount: 1, unit: 'hour' },
  sign: { amount: 24, unit: 'hour' },
  handle: { amount: 5, unit: 'workday' },
  extensionCap: { amount: 5, unit: 'workday' },
  graceHours: 0,
} as const;
const words = {
  all: '其他所有工单',
  and: ' · ',
  or: '、',
  categoryName: (code: string) => `〈${code}〉`,
  label: (row: { zh: string }) => row.zh,
};

describe('a deadline rule in words', () => {
  test('says when it holds', () => {
    expect(conditionText({ ...usual, type: ['consult', 'help'], urgency: ['critical'], category: ['water'] }, words)).toBe(
      '咨询、求助 · 特急 · 〈water〉',
    );
    expect(conditionText({ ...usual, type: [] }, words)).toBe('其他所有工单');
  });

  test('says how long', () => {
    expect(spanText(usual.handle, words.label)).toBe('5 个工作日');
  });

  test('without conditions is the default, and empty conditions are not sent', () => {
    expect([isDefault(usual), isDefault({ ...usual, type: [] }), isDefault({ ...usual, urgency: ['urgent'] })]).toEqual([
      true,
      true,
      false,
    ]);
    expect(cleanRule({ ...usual, type: [], channel: ['web'] })).toEqual({ ...usual, channel: ['web'] });
  });
});
