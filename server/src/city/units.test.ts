import { describe, expect, test } from 'vitest';
import { actorsOf2017 } from './departments.ts';
import { regions } from './regions.ts';
import { unitAt, units } from './units.ts';

describe('units of the demo city (rows 1 and 121)', () => {
  test('codes are unique and short, and every parent stands before its unit', () => {
    const seen = new Set<string>();
    for (const { code, parent } of units) {
      expect(code).toMatch(/^[a-z0-9-]{2,40}$/);
      expect(seen.has(code)).toBe(false);
      expect(parent === null || seen.has(parent)).toBe(true);
      seen.add(code);
    }
  });

  test('only the city has no parent, and names and duties are never blank', () => {
    expect(units.filter(({ parent }) => parent === null).map(({ code }) => code)).toEqual(['city']);
    for (const { name, duties } of units) {
      expect(name.length).toBeGreaterThan(2);
      expect(duties.length).toBeGreaterThanOrEqual(2);
      expect(duties.length).toBeLessThanOrEqual(5);
    }
  });

  test('the four units that the first people work in keep their codes, names and parent', () => {
    expect(['city', 'hotline', 'water-bureau', 'urban-bureau'].map(unitAt)).toMatchObject([
      { name: '商丘市人民政府', parent: null },
      { name: '市12345政务服务便民热线中心', parent: 'city' },
      { name: '市水务局', parent: 'city' },
      { name: '市城管局', parent: 'city' },
    ]);
  });

  test('each region below the city has one government, and its parent is the government above', () => {
    for (const { code, parent, level } of regions.filter((region) => region.level > 1)) {
      const own = units.filter(({ region }) => region === code);
      expect(own).toHaveLength(1);
      expect(own[0]).toMatchObject({ level, parent: level === 2 ? 'city' : `r${parent}` });
    }
  });

  test('no two units of the same parent have one name', () => {
    const names = units.map(({ parent, name }) => `${parent}/${name}`);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test('every actor of 2017 has a unit today', () => {
    expect(Object.values(actorsOf2017).filter((code) => unitAt(code) === undefined)).toEqual([]);
  });
});
