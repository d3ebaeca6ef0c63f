import { expect, test } from 'vitest';
import { treeOf } from './tree.ts';

const category = (code: string, parent: string | null) => ({ code, parent });
const all = [category('city', null), category('water', 'city'), category('cut', 'water'), category('road', null)];

test('a find stands in its place, with all that is above it and nothing beside it', () => {
  const [city, ...others] = treeOf([category('cut', 'water')], all);
  expect(others).toEqual([]);
  expect([city?.key, city?.children[0]?.key, city?.children[0]?.children[0]?.key]).toEqual(['city', 'water', 'cut']);
});

test('everything found is the whole tree', () => {
  expect(treeOf(all, all).map(({ key, children }) => [key, children.length])).toEqual([
    ['city', 1],
    ['road', 0],
  ]);
});
