import { expect, test } from 'vitest';
import { stretchesOf } from './stretches.ts';

const day = (date: string, name: string, off = true) => ({ date, name, off });

test('days off of a festival are one stretch, make-up days stand by themselves', () => {
  const days = [
    day('2026-02-14', '春节', false),
    ...['2026-02-17', '2026-02-15', '2026-02-16'].map((date) => day(date, '春节')),
    day('2026-02-28', '春节', false),
    day('2026-01-01', '元旦'),
  ];
  expect(stretchesOf(days)).toEqual([
    { name: '元旦', off: ['01-01'], makeUp: [] },
    { name: '春节', off: ['02-15–02-17'], makeUp: ['02-14', '02-28'] },
  ]);
});

test('a stretch goes over the end of a month', () => {
  expect(stretchesOf([day('2026-04-30', '劳动节'), day('2026-05-01', '劳动节')])[0]?.off).toEqual(['04-30–05-01']);
});
