import { describe, expect, test } from 'vitest';
import { type LedgerKind, type LedgerLine, runOf } from './ledger.ts';
import { limitWords } from './limits.ts';

const at = (hour: number): Date => new Date(Date.UTC(2026, 2, 2, hour));
const line = (kind: LedgerKind, hour: number, more: Partial<LedgerLine> = {}): LedgerLine => ({
  kind,
  at: at(hour),
  by: 'li',
  why: '',
  ...more,
});
const five = { amount: 5, unit: 'workday' } as const;

describe('a ledger, read', () => {
  test('tells start, pauses, extensions and stop in their order', () => {
    const run = runOf([
      line('start', 0),
      line('pause', 1, { why: '待鉴定', approvedBy: 'wang' }),
      line('resume', 3),
      line('extend', 4, { add: five, approvedBy: 'wang' }),
      line('recompute', 5, { why: '2027 年安排公布' }),
      line('stop', 6),
    ]);
    expect(run.startedAt).toEqual(at(0));
    expect(run.stoppedAt).toEqual(at(6));
    expect(run.pausedSince).toBeUndefined();
    expect(run.events).toEqual([
      { kind: 'pause', at: at(1), until: at(3), by: 'li', why: '待鉴定', approvedBy: 'wang' },
      { kind: 'extend', at: at(4), by: 'li', why: '', approvedBy: 'wang', add: five },
      { kind: 'recompute', at: at(5), by: 'li', why: '2027 年安排公布', approvedBy: undefined },
    ]);
  });

  test('a clock that stands still says since when, and is extended meanwhile', () => {
    const run = runOf([line('start', 0), line('pause', 2), line('extend', 3, { add: five })]);
    expect(run.pausedSince).toEqual(at(2));
    expect(run.events.map(({ kind }) => kind)).toEqual(['extend']);
  });

  test('stopping ends a pause', () => {
    const run = runOf([line('start', 0), line('pause', 2), line('stop', 5)]);
    expect(run.pausedSince).toBeUndefined();
    expect(run.events).toMatchObject([{ kind: 'pause', at: at(2), until: at(5) }]);
  });

  test('a line from a machine whose clock is behind takes effect with the one before it', () => {
    const run = runOf([line('start', 3), line('pause', 2), line('resume', 1)]);
    expect(run.events).toMatchObject([{ at: at(3), until: at(3) }]);
  });
});

describe('a ledger in an impossible order', () => {
  test.each<[string, LedgerLine[], RegExp]>([
    ['empty', [], /^an empty ledger: a clock begins with its start$/],
    ['no start', [line('pause', 0)], /^line 1 of the ledger, pause at 2026-03-02T00:00:00.000Z: the clock has not started$/],
    ['two starts', [line('start', 0), line('start', 1)], /line 2 .* a clock starts once/],
    ['resumed without a pause', [line('start', 0), line('resume', 1)], /line 2 .* it is not paused/],
    ['paused twice', [line('start', 0), line('pause', 1), line('pause', 2)], /line 3 .* it is paused already/],
    ['resumed after the stop', [line('start', 0), line('stop', 1), line('resume', 2)], /line 3 .* the clock has stopped/],
    ['extended after the stop', [line('start', 0), line('stop', 1), line('extend', 2, { add: five })], /the clock has stopped/],
    ['started after the stop', [line('start', 0), line('stop', 1), line('start', 2)], /the clock has stopped/],
    ['extended by nothing', [line('start', 0), line('extend', 1)], /line 2 .* an extension says by how much/],
    ['extended backwards', [line('start', 0), line('extend', 1, { add: { amount: -1, unit: 'day' } })], /-1 day: no limit/],
    ['extended by half a day', [line('start', 0), line('extend', 1, { add: { amount: 0.5, unit: 'workday' } })], /0.5 workday: no limit/],
  ])('%s is refused, and says which line', (_, ledger, sentence) => {
    expect(() => runOf(ledger)).toThrow(sentence);
  });
});

describe('limits in words', () => {
  test('one is one, more are more', () => {
    expect(limitWords({ amount: 1, unit: 'workday' })).toEqual({ zh: '1 个工作日', en: '1 working day' });
    expect(limitWords({ amount: 24, unit: 'hour' })).toEqual({ zh: '24 小时', en: '24 hours' });
    expect(limitWords({ amount: 15, unit: 'day' })).toEqual({ zh: '15 个自然日', en: '15 days' });
  });
});
