import { describe, expect, test } from 'vitest';
import { isOver, leftText } from './left.ts';

const now = Date.parse('2026-11-25T14:00:00+08:00');

describe('the time that is left', () => {
  test.each([
    ['2026-11-25T17:30:00+08:00', '还剩 3 小时', '3 h left'],
    ['2026-11-25T14:25:40+08:00', '还剩 25 分钟', '25 min left'],
    ['2026-11-25T14:00:20+08:00', '还剩 1 分钟', '1 min left'],
    ['2026-11-27T13:00:00+08:00', '还剩 47 小时', '47 h left'],
    ['2026-11-30T14:00:00+08:00', '还剩 5 天', '5 d left'],
    ['2026-11-25T12:00:00+08:00', '超期 2 小时', '2 h over'],
    ['2026-11-23T13:00:00+08:00', '超期 2 天', '2 d over'],
  ])('until %s is %s', (dueAt, zh, en) => {
    expect([leftText(dueAt, now, 'zh'), leftText(dueAt, now, 'en')]).toEqual([zh, en]);
  });

  test('the due moment itself is not over yet', () => {
    expect([isOver('2026-11-25T14:00:00+08:00', now), isOver('2026-11-25T13:59:59+08:00', now)]).toEqual([false, true]);
  });
});
