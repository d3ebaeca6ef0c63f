import { describe, expect, test } from 'vitest';
import { categories, categoryAt, drawCategory, leaves, subjectOf } from './categories.ts';
import { hurried } from './category-table.ts';
import { dice } from './dice.ts';

describe('categories', () => {
  test('there are three levels, unique codes and unique names within a parent', () => {
    expect(new Set(categories.map(({ level }) => level))).toEqual(new Set([1, 2, 3]));
    expect(new Set(categories.map(({ code }) => code)).size).toBe(categories.length);
    expect(new Set(categories.map(({ parent, name }) => `${parent}/${name}`)).size).toBe(categories.length);
  });

  test('at least 150 leaves, none called like another', () => {
    expect(leaves.length).toBeGreaterThanOrEqual(150);
    expect(new Set(leaves.map(({ name }) => name)).size).toBe(leaves.length);
  });

  test('level 2 carries the counts Kaifeng published', () => {
    const weightOf = (name: string): number | undefined =>
      categories.find((category) => category.level === 2 && category.name === name)?.weight;
    expect(['城市管理', '劳动保障', '供水服务', '供暖服务', '供电服务', '邮政服务', '其他'].map(weightOf)).toEqual([
      1_301, 1_281, 675, 292, 70, 2, 11,
    ]);
    expect(categories.filter(({ level }) => level === 2)).toHaveLength(73);
  });

  test('the leaves of a category share its weight', () => {
    for (const { code, weight } of categories.filter(({ level }) => level < 3)) {
      const below = categories.filter(({ parent }) => parent === code);
      const sum = below.reduce((total, category) => total + category.weight, 0);
      if (below.length > 0) expect(sum).toBeCloseTo(weight, 6);
    }
  });

  test('every hurried category exists and carries its reason', () => {
    for (const code of hurried.outage) expect(categoryAt(code)?.hurry).toBe('outage');
    for (const code of hurried.pollution) expect(categoryAt(code)?.hurry).toBe('pollution');
    expect(categoryAt('pollution-noise')?.hurry).toBe('pollution');
    expect(categoryAt('water-fee')?.hurry).toBeUndefined();
  });

  test('categories are drawn by weight, and only leaves', () => {
    const random = dice(3);
    const drawn = Array.from({ length: 20_000 }, () => drawCategory(random).code);
    const share = drawn.filter((code) => subjectOf(code) === 'urban').length / drawn.length;
    const total = leaves.reduce((sum, { weight }) => sum + weight, 0);
    expect(Math.abs(share - 1_301 / total)).toBeLessThan(0.01);
    expect(drawn.every((code) => leaves.some((leaf) => leaf.code === code))).toBe(true);
  });

  test('a level-1 or unknown category has no subject', () => {
    expect(() => subjectOf('utilities')).toThrow(RangeError);
    expect(() => subjectOf('nothing')).toThrow(RangeError);
  });
});
