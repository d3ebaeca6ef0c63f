import { describe, expect, test } from 'vitest';
import { filterOf, pileOf, piles } from './piles.ts';

describe('the piles of a department', () => {
  test('are known again by their filter', () => {
    expect([pileOf(piles.sign), pileOf(piles.today), pileOf(piles.over), pileOf({ state: 'handling' }), pileOf({})]).toEqual([
      'sign',
      'today',
      'over',
      undefined,
      undefined,
    ]);
  });

  test('show what is open by what is due, a search shows everything', () => {
    expect(filterOf({})).toEqual({ open: true, sort: 'due' });
    expect(filterOf(piles.sign)).toEqual({ open: true, sort: 'due', state: 'assigned' });
    expect(filterOf({ q: '停水' })).toEqual({ q: '停水' });
    expect(filterOf({ open: false })).toEqual({ open: false });
  });
});
