import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRead } from '../intake/arrival.ts';
import { arrivalOfSaid, readKept } from './reading.ts';

const said = { id: 'm1', from: 'wxid_1', name: '王𠮷', text: '停水\0了' };

describe('a message of a puppet as it comes in (issue M3)', () => {
  test('who wrote and the id make it one', () => {
    const idOf = (over: object): string => arrivalOfSaid('pilot', { ...said, ...over }).externalId;
    expect(idOf({ text: '别的', name: '改名' })).toBe(idOf({}));
    expect(new Set([idOf({}), idOf({ id: 'm2' }), idOf({ from: 'wxid_2' })]).size).toBe(3);
  });

  test('what stood apart is read again as it came, without its file', () => {
    const first = arrivalOfSaid('pilot', { ...said, note: '(文件未能取回)' });
    expect(readKept('pilot', first.raw)).toEqual(first);
    expect(isRead(first.read) && first.read.text).toBe('停水了\n(文件未能取回)');
  });

  test('any other bytes stand apart with a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(readKept('pilot', bytes).read).toMatchObject({ reason: 'unreadable' });
      }),
      { numRuns: 300 },
    );
  });
});
