import { describe, expect, test } from 'vitest';
import { untrueRows } from './rows.ts';

const file = "describe('calls', () => { test('a call rings', f); test.skip('a call waits', f) }); needs('sipp').test('a call ends', f)";
const read = (name: string): string | undefined => (name === 'a.test.ts' ? file : undefined);
const row = (name: string, where = 'a.test.ts') => ({ row: 10, title: 'calls', tests: [{ file: where, name }] });

describe('docs/rows.json', () => {
  test('a row whose tests run passes', () => {
    expect(untrueRows([row('a call rings')], read)).toEqual([]);
    expect(untrueRows([row('a call ends')], read)).toEqual([]);
  });

  test('a missing file, a missing test and a skipped test are named', () => {
    expect(untrueRows([row('a call rings', 'b.test.ts')], read)).toEqual(['row 10: b.test.ts does not exist']);
    expect(untrueRows([row('a call flies')], read)).toEqual(['row 10: a.test.ts has no running test called "a call flies"']);
    expect(untrueRows([row('a call waits')], read)).toHaveLength(1);
  });

  test('a row that the domain does not know and a row that stands twice are named', () => {
    expect(untrueRows([{ row: 123, title: 'x', tests: [] }], read)).toEqual(['row 123 is not one of 1–122']);
    expect(untrueRows([row('a call rings'), row('a call rings')], read)).toEqual(['row 10 stands twice']);
  });
});
