import { expect, test } from 'vitest';
import { BackOff } from './back-off.ts';

test('the first four crashes within a minute are followed by a start at once, the next ones wait longer and longer', () => {
  const backOff = new BackOff();
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map((second) => backOff.afterCrash(second * 1_000))).toEqual([
    100, 100, 100, 100, 2_000, 4_000, 7_000, 10_000, 10_000,
  ]);
});

test('a program that crashes every quarter of an hour always starts again at once', () => {
  const backOff = new BackOff();
  expect([0, 15, 30, 45, 60, 75].map((minute) => backOff.afterCrash(minute * 60_000))).toEqual([100, 100, 100, 100, 100, 100]);
});
