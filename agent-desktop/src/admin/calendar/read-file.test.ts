import { describe, expect, test } from 'vitest';
import { readFile } from './read-file.ts';

describe('a holiday file that somebody chose', () => {
  test('is known by its year and its days', () => {
    const file = {
      year: 2027,
      days: [
        { name: '元旦', date: '2027-01-01', isOffDay: true },
        { name: '元旦', date: '2027-01-03', isOffDay: false },
      ],
    };
    expect(readFile(JSON.stringify(file))).toMatchObject({ year: 2027, off: 1, makeUp: 1 });
  });

  test.each([
    ['not json {', 'notJson'],
    ['[]', 'notHolidays'],
    ['{"year":"2027","days":[]}', 'notHolidays'],
    ['{"year":2027}', 'notHolidays'],
  ])('%s is refused as %s', (text, problem) => {
    expect(readFile(text)).toEqual({ problem });
  });
});
