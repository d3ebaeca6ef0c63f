import { describe, expect, test } from 'vitest';
import { between, dice, lottery } from './dice.ts';

describe('the dice of the demo city', () => {
  test('the same seed throws the same row', () => {
    const [one, other] = [dice(7), dice(7)];
    expect(Array.from({ length: 100 }, one)).toEqual(Array.from({ length: 100 }, other));
  });

  test('another seed throws another row', () => {
    const [one, other] = [dice(7), dice(8)];
    expect(Array.from({ length: 10 }, one)).not.toEqual(Array.from({ length: 10 }, other));
  });

  test('whole numbers reach both ends and nothing beyond', () => {
    const random = dice(1);
    const seen = new Set(Array.from({ length: 1_000 }, () => between(random, 3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  test('a lottery draws by weight', () => {
    const random = dice(2);
    const draw = lottery(['rare', 'common'], (word) => (word === 'rare' ? 1 : 9));
    const rare = Array.from({ length: 10_000 }, () => draw(random)).filter((word) => word === 'rare').length;
    expect(rare).toBeGreaterThan(850);
    expect(rare).toBeLessThan(1_150);
  });
});
