import { describe, expect, test } from 'vitest';
import { settledRows } from './settled.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id, at: 1 }));
const shown = (held: string[], latest: string[]) => {
  const { rows: list, changes } = settledRows(rows(...held), rows(...latest));
  return [list.map(({ row, gone }) => (gone ? `(${row.id})` : row.id)).join(' '), changes];
};

describe('a live list', () => {
  test.each([
    [['a', 'b'], ['a', 'b'], 'a b', 0],
    [['a', 'b'], ['new', 'a', 'b'], 'a b', 1],
    [['a', 'b'], ['a', 'b', 'older'], 'a b older', 0],
    [['a', 'b'], ['b'], '(a) b', 1],
    [['a', 'b'], ['new', 'b', 'older'], '(a) b older', 2],
    [['a', 'b'], ['c', 'd'], 'c d', 0],
    [[], ['a'], 'a', 0],
  ])('held %j, now %j: shows %s and %i changes', (held, latest, text, changes) => {
    expect(shown(held, latest)).toEqual([text, changes]);
  });

  test('changes a row in place', () => {
    const { rows: list } = settledRows(rows('a'), [{ id: 'a', at: 2 }]);
    expect(list).toEqual([{ row: { id: 'a', at: 2 }, gone: false }]);
  });
});
