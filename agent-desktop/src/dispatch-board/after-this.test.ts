import { expect, test } from 'vitest';
import { afterThis } from './after-this.ts';

const list = ['1', '2', '3'].map((number) => ({ id: `id-${number}`, number }));

test.each([
  ['1', '2'],
  ['id-2', '3'],
  ['3', '2'],
  ['gone', '1'],
])('after %s comes %s', (chosen, next) => {
  expect(afterThis(list, chosen)?.number).toBe(next);
});

test('after the only one comes none', () => {
  expect(afterThis(list.slice(0, 1), '1')).toBeUndefined();
});
