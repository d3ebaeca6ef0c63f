import { describe, expect, test } from 'vitest';
import { filtersIn, filtersOut } from './filters.ts';

describe('filters in the address', () => {
  test('come back as they were put there', () => {
    const filters = { state: 'assigned', sort: 'due', q: '停水', mine: true, open: false, due: 'over' } as const;
    const address = new URLSearchParams(Object.entries(filtersOut(filters)).map(([key, value]) => [key, String(value)]));
    expect(filtersIn(address)).toEqual(filters);
  });

  test('that make no sense are left out, the rest holds', () => {
    expect(filtersIn(new URLSearchParams('state=exploded&sort=sideways&type=help&open=perhaps&after=1.2'))).toEqual({ type: 'help' });
  });

  test('the usual order is not named', () => {
    expect(filtersOut({ sort: 'newest', state: 'received' })).toEqual({ state: 'received', sort: undefined });
  });
});
