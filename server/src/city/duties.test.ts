import { describe, expect, test } from 'vitest';
import { categories, categoryAt, leaves } from './categories.ts';
import { duties, dutyFor } from './duties.ts';
import { regions } from './regions.ts';
import { unitAt } from './units.ts';

describe('派单目录 (row 15)', () => {
  test('each level-2 category has exactly one default lead unit for the city', () => {
    for (const { code } of categories.filter(({ level }) => level === 2))
      expect(duties.filter(({ category, region }) => category === code && region === undefined)).toHaveLength(1);
  });

  test('no category has two lead units for one region', () => {
    const keys = duties.map(({ category, region }) => `${category}@${region}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('every category and unit named exists, and every row has a basis', () => {
    for (const { category, unit, basis } of duties) {
      expect(categoryAt(category)).toBeDefined();
      expect(unitAt(unit)).toBeDefined();
      expect(basis).not.toBe('');
    }
  });

  test('every leaf has a lead unit in the city and in each county', () => {
    const counties = regions.filter(({ level }) => level === 2);
    for (const { code } of leaves) for (const county of counties) expect(unitAt(dutyFor(code, county.code).unit)).toBeDefined();
  });

  test('water goes to the water bureau in the city and to the county government in a county', () => {
    expect(dutyFor('water-outage').unit).toBe('water-bureau');
    expect(dutyFor('water-outage', '411402001').unit).toBe('water-bureau');
    expect(dutyFor('water-outage', '411425').unit).toBe('r411425');
    expect(dutyFor('water-fee', '411403').unit).toBe('water-company');
    expect(dutyFor('water-fee', '411403001022').unit).toBe('water-company');
  });

  test('village matters are local in the districts too, taxes are nowhere', () => {
    expect(dutyFor('village-land', '411402').unit).toBe('r411402');
    expect(dutyFor('tax-invoice', '411426').unit).toBe('tax-bureau');
  });
});
