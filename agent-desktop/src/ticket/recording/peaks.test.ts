import { describe, expect, test } from 'vitest';
import { peaksOf } from './peaks.ts';

describe('the picture of a recording', () => {
  test('has one peak for each stretch, the loudest reaching the top', () => {
    const samples = Float32Array.from([0.1, -0.2, 0, 0.05, -0.4, 0.3, 0.1, 0.1]);
    expect(peaksOf(samples, 4).map((peak) => Math.round(peak * 1000) / 1000)).toEqual([0.5, 0.125, 1, 0.25]);
  });

  test('of silence is flat, of nothing is empty', () => {
    expect(peaksOf(new Float32Array(6), 3)).toEqual([0, 0, 0]);
    expect(peaksOf(new Float32Array(0), 3)).toEqual([]);
  });

  test('of a recording shorter than its picture has a peak for each sample', () => {
    expect(peaksOf(Float32Array.from([0.5, -1]), 10)).toEqual([0.5, 1]);
  });
});
