import { expect, test } from 'vitest';
import { boxesOn, inLines } from './boxes.ts';

/** A map of likelihoods with patches of text on it. */
function mapWith(patches: readonly (readonly [left: number, top: number, wide: number, high: number, likely: number])[]): Float32Array {
  const map = new Float32Array(100 * 60);
  for (const [left, top, wide, high, likely] of patches)
    for (let y = top; y < top + high; y += 1) for (let x = left; x < left + wide; x += 1) map[y * 100 + x] = likely;
  return map;
}

test('patches are boxes, grown by what the detector leaves out; faint and tiny ones are none', () => {
  const boxes = boxesOn(
    mapWith([
      [10, 10, 40, 6, 0.9],
      [60, 10, 30, 6, 0.4],
      [0, 50, 2, 2, 0.9],
    ]),
    100,
    60,
  );
  expect(boxes).toHaveLength(1);
  const [{ left = 0, wide = 0, top = 0, high = 0 } = {}] = boxes;
  expect([Math.round(left), Math.round(top), Math.round(wide), Math.round(high)]).toEqual([6, 6, 48, 14]);
});

test('a patch at the rim stays on the map; a map full of text is one box and ends', () => {
  const [box] = boxesOn(mapWith([[0, 0, 100, 60, 1]]), 100, 60);
  expect(box).toEqual({ left: 0, top: 0, wide: 100, high: 60 });
});

test('boxes at one height are one line, from left to right', () => {
  const box = (left: number, top: number) => ({ left, top, wide: 20, high: 10 });
  expect(inLines([box(50, 12), box(0, 40), box(0, 10), box(30, 38)])).toEqual([
    [box(0, 10), box(50, 12)],
    [box(0, 40), box(30, 38)],
  ]);
  expect(inLines([])).toEqual([]);
});
