import { describe, expect, test } from 'vitest';
import { crowdedFolders, overlongFiles, overlongFunctions, repeatedTestNames } from './limits.ts';

const lines = (count: number): string => 'const one = 1;\n'.repeat(count);
const names = (count: number, suffix: string): string[] =>
  Array.from({ length: count }, (_, index) => `desk/src/calls/file-${index}${suffix}`);

describe('limits of size (STYLE section 6)', () => {
  test('a file of 401 lines is refused, one of 400 is not', () => {
    expect(overlongFiles([{ file: 'a/src/long.ts', text: lines(401) }], {})).toEqual(['a/src/long.ts: 401 lines, 400 allowed']);
    expect(overlongFiles([{ file: 'a/src/long.ts', text: lines(400) }], {})).toEqual([]);
  });

  test('a table may be longer, by its name or by a listed reason', () => {
    expect(overlongFiles([{ file: 'a/src/tables.ts', text: lines(900) }], {})).toEqual([]);
    expect(overlongFiles([{ file: 'a/src/units.ts', text: lines(900) }], { 'a/src/units.ts': 'the official list of units' })).toEqual([]);
  });

  test('a folder of thirteen sources is refused, tests beside them are not counted', () => {
    expect(crowdedFolders(names(13, '.ts'), {})).toEqual(['desk/src/calls/: 13 files, 12 allowed']);
    expect(crowdedFolders([...names(12, '.ts'), ...names(12, '.test.ts')], {})).toEqual([]);
  });

  test('a function of 61 lines is refused by its name', () => {
    const text = `export const long = () => {\n${lines(59)}};\n`;
    expect(overlongFunctions({ file: 'a.ts', text }, {})).toEqual(['a.ts:1 long: 61 lines, 60 allowed']);
    expect(overlongFunctions({ file: 'a.ts', text }, { 'a.ts:long': 'one picture' })).toEqual([]);
  });

  test('a constructor that takes six things is refused', () => {
    const text = 'class Desk { constructor(a: 1, b: 1, c: 1, d: 1, e: 1, f: 1) {} }';
    expect(overlongFunctions({ file: 'a.ts', text }, {})).toEqual(['a.ts:1 constructor: 6 parameters, 5 allowed']);
  });

  test('two tests of one name in one group are refused, in two groups they are not', () => {
    const twice = "test('rings', () => {}); test('rings', () => {});";
    expect(repeatedTestNames({ file: 'a.test.ts', text: twice })).toEqual(['a.test.ts: two tests are called "rings"']);
    expect(
      repeatedTestNames({
        file: 'a.test.ts',
        text: "describe('a', () => { test('rings', f) }); describe('b', () => { test('rings', f) })",
      }),
    ).toEqual([]);
  });
});
