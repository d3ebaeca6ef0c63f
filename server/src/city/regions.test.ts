import { describe, expect, test } from 'vitest';
import { placeName } from '../../../scripts/generate-city.ts';
import { halls, lineageOf, regionAt, regions, regionsIn, routesOut } from './regions.ts';

describe('regions of Shangqiu (rows 1 and 48)', () => {
  test('the tree has exactly four levels and every parent stands before its child', () => {
    const seen = new Map<string, number>();
    for (const { code, level, parent } of regions) {
      expect(level).toBe(parent === null ? 1 : (seen.get(parent) as number) + 1);
      expect(seen.has(code)).toBe(false);
      seen.set(code, level);
    }
    expect(new Set(seen.values())).toEqual(new Set([1, 2, 3, 4]));
  });

  test('there are nine counties, districts and the zone, and thousands of communities', () => {
    const count = (level: number): number => regions.filter((region) => region.level === level).length;
    expect([count(1), count(2), count(3), count(4)]).toEqual([1, 9, 162, 3_955]);
  });

  test('each of the ten halls stands for a region', () => {
    expect(halls.map(({ region }) => regionAt(region)?.level)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2]);
  });

  test('永城 is no region of ours, and the citizen is told where to turn', () => {
    expect(regions.some(({ code }) => code.startsWith(routesOut.yongcheng.code))).toBe(false);
    expect(routesOut.yongcheng.tells).toContain('永城市12345');
  });

  test('the lineage of a village starts with the city', () => {
    const village = regions.find(({ level }) => level === 4);
    expect(lineageOf(village?.code ?? '').map(({ level }) => level)).toEqual([1, 2, 3, 4]);
    expect(lineageOf('999999')).toEqual([]);
    expect(regionsIn('4114')).toHaveLength(9);
  });

  test('a committee of the statistics becomes the place it stands for', () => {
    expect(['张庄村委会', '三里村村委会', '东村村民委员', '新区社区居委会', '东郊居委会', '三和社区'].map(placeName)).toEqual([
      '张庄村',
      '三里村',
      '东村',
      '新区社区',
      '东郊社区',
      '三和社区',
    ]);
  });
});
