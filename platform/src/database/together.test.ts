import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Together } from './together.ts';

/** Work that notes what it was given together; what is called `bad` fails everything it is with. */
function noted(ms = 5) {
  const given: string[][] = [];
  const together = new Together<string, string>(async (all) => {
    given.push([...all]);
    await sleep(ms);
    if (all.includes('bad')) throw new Error('refused');
    if (all.includes('away')) throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    return all.map((one) => one.toUpperCase());
  });
  return { given, together };
}
const settled = async (all: readonly Promise<string>[]): Promise<string[]> =>
  (await Promise.allSettled(all)).map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));

describe('what is asked at about the same time is done together', () => {
  test('what comes while the work is under way waits for the next, and each has its own answer', async () => {
    const { given, together } = noted();
    const first = together.run('a');
    await sleep(2);
    const others = ['b', 'c', 'd'].map((one) => together.run(one));
    expect(await Promise.all([first, ...others])).toEqual(['A', 'B', 'C', 'D']);
    expect(given).toEqual([['a'], ['b', 'c', 'd']]);
  });

  test('one that fails leaves the others: each is done alone, in its order', async () => {
    const { given, together } = noted();
    expect(await settled(['a', 'bad', 'c'].map((one) => together.run(one)))).toEqual(['A', 'Error: refused', 'C']);
    expect(given).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  test('while the database is away nobody is tried alone, and the next are tried again', async () => {
    const { given, together } = noted();
    expect(await settled(['a', 'away'].map((one) => together.run(one)))).toEqual(['Error: away', 'Error: away']);
    expect(await together.run('b')).toBe('B');
    expect(given).toEqual([['a', 'away'], ['b']]);
  });

  test('a flood is done in pieces of 64', async () => {
    const { given, together } = noted(0);
    await Promise.all(Array.from({ length: 150 }, (_, n) => together.run(`n${n}`)));
    expect(given.map(({ length }) => length)).toEqual([64, 64, 22]);
  });
});
