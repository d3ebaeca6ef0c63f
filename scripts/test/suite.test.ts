import { describe, expect, test } from 'vitest';
import { countSuite } from './suite.ts';

const ran = (status: string, ...outcomes: string[]) => ({
  testResults: [
    {
      name: '/hotline/a.test.ts',
      status,
      message: 'no such module',
      assertionResults: outcomes.map((outcome, index) => ({ fullName: `test ${index}`, status: outcome })),
    },
  ],
});
const declared = (count: number, file = '/hotline/a.test.ts') =>
  Array.from({ length: count }, (_, index) => ({ name: `test ${index}`, file }));

describe('the sum of a suite', () => {
  test('passed, failed and skipped tests are counted and named', () => {
    const suite = countSuite('unit', ran('failed', 'passed', 'failed', 'skipped'), declared(3), '/hotline', 1);
    expect(suite).toMatchObject({ passed: 1, failed: 1, skipped: 1, skips: ['a.test.ts › test 2'] });
  });

  test('a file that could not be loaded is one failure', () => {
    expect(countSuite('unit', ran('failed'), [], '/hotline', 1)).toMatchObject({ failed: 1, failures: ['a.test.ts: no such module'] });
  });

  test('a suite that ran fewer tests than its files declare fails', () => {
    expect(countSuite('unit', ran('passed', 'passed'), declared(2), '/hotline', 1).failures).toEqual([
      'a.test.ts: ran 1 of 2 declared tests',
    ]);
    expect(countSuite('unit', ran('passed', 'passed'), declared(1, '/hotline/b.test.ts'), '/hotline', 1).failures).toEqual([
      'b.test.ts: was not run',
    ]);
  });
});
