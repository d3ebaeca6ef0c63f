import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { afterWrongTry, isLocked, LOCK_MS, MOST_TRIES, type Tries } from './rules.ts';

const start = new Date('2026-11-25T01:00:00Z');
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);
const tries = (moments: readonly number[]): Tries | undefined =>
  moments.reduce<Tries | undefined>((before, at) => afterWrongTry(before, after(at)), undefined);

describe('wrong passwords in a row (GB/T 22239-2019 8.1.4.1)', () => {
  test('the fifth within a quarter of an hour locks for a quarter of an hour', () => {
    expect(tries([0, 1, 2, 3])).toMatchObject({ count: 4, lockedUntil: null });
    const locked = tries([0, 1, 2, 3, 4]);
    expect(locked).toMatchObject({ count: 5, lockedUntil: after(4 + 15 * 60_000) });
    expect([isLocked(locked, after(5)), isLocked(locked, after(4 + 15 * 60_000 - 1)), isLocked(locked, after(4 + 15 * 60_000))]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('those of long ago are forgotten', () => {
    expect(tries([0, 1, 2, 3, LOCK_MS + 1])).toMatchObject({ count: 1, firstAt: after(LOCK_MS + 1), lockedUntil: null });
  });

  test('one every four minutes never locks: a hundred guesses a day, not more', () => {
    const guesses = Array.from({ length: 100 }, (_, n) => n * 4 * 60_000);
    const locks = guesses.map((_, n) => tries(guesses.slice(0, n + 1))?.lockedUntil).filter(Boolean);
    expect(locks).toEqual([]);
  });

  test('nobody who never tried is locked', () => {
    expect(isLocked(undefined, start)).toBe(false);
  });

  test('however they are spread, it locks exactly when five of them lie within the length of the lock from the first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: LOCK_MS }), { minLength: MOST_TRIES, maxLength: 12 }), (gaps) => {
        let at = 0;
        let state: Tries | undefined;
        for (const gap of gaps) {
          at += gap;
          state = afterWrongTry(state, after(at));
          expect(state.lockedUntil !== null).toBe(state.count >= MOST_TRIES);
          expect(at - (state.firstAt.getTime() - start.getTime())).toBeLessThanOrEqual(LOCK_MS);
        }
      }),
    );
  });
});
