import { describe, expect, test } from 'vitest';
import { nearTo, type Recent } from './near-desk.ts';

const lines: Record<string, string[]> = {
  home: ['home', 'street', 'district', 'city'],
  next: ['next', 'street', 'district', 'city'],
  street: ['street', 'district', 'city'],
  other: ['other', 'district', 'city'],
};
const places = {
  lineOf: (code: string) => [code, code.split('-')[0] ?? code],
  regionLine: (code: string) => lines[code] ?? [code],
  levelOf: (code: string) => ({ city: 1, district: 2, street: 3, other: 3, home: 4, next: 4 })[code],
  regionName: (code: string) => `名${code}`,
  categoryName: (code: string) => `类${code}`,
};
const at = (day: number): Date => new Date(Date.UTC(2026, 10, day, 4));
const ticket = (id: string, category: string, region: string | null, day = 20): Recent => ({ id, category, region, filedAt: at(day) });

describe('已有人反映: what others reported near a place', () => {
  test('names kind, street and first day, never the community, and is the first one’s', () => {
    const recent = [
      ticket('c', 'water-outage', 'home', 22),
      ticket('b', 'water-outage', 'next', 21),
      ticket('a', 'water-outage', 'home', 20),
    ];
    expect(nearTo(places, recent, 'home')).toEqual([
      { ref: 'a', category: '类water-outage', place: '名street', since: '2026-11-20', reports: 3 },
    ]);
  });

  test('what happens behind somebody’s door is not shown', () => {
    expect(nearTo(places, [ticket('a', 'marriage', 'home'), ticket('b', 'insurance-medical', 'home')], 'home')).toEqual([]);
  });

  test('another street and a matter without a place are not near', () => {
    expect(nearTo(places, [ticket('a', 'water', 'other'), ticket('b', 'water', null)], 'home')).toEqual([]);
    expect(nearTo(places, [ticket('a', 'water', 'other')], 'district')).toHaveLength(1);
  });

  test('five kinds at most, and a place that there is not has none', () => {
    const kinds = ['water', 'gas', 'heat', 'power', 'facilities', 'pollution'].map((category) => ticket(category, category, 'street'));
    expect(nearTo(places, kinds, 'street')).toHaveLength(5);
    expect(nearTo(places, kinds, 'nowhere')).toEqual([]);
  });
});
