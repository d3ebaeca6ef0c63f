import { type DeliveryState, deliveryStates, retryMinutes } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { afterTry, earliest, saysMore, stateOfParts } from './rules.ts';

const now = new Date('2026-11-26T02:00:00Z');
const later = { is: 'later', words: '451 try again' } as const;
const minutesAfter = (at: Date | null): number | null => at && (at.getTime() - now.getTime()) / 60_000;

describe('after a try', () => {
  test('a peer that is away is tried again after 1, 5, 15, 60 and 240 minutes; then the message has failed', () => {
    const tries = [1, 2, 3, 4, 5, 6].map((n) => afterTry(later, n, now, 1));
    expect(tries.map(({ state }) => state)).toEqual(['queued', 'queued', 'queued', 'queued', 'queued', 'failed']);
    expect(tries.map(({ nextTryAt }) => minutesAfter(nextTryAt))).toEqual([...retryMinutes, null]);
  });

  test('a hundredth of the retry clock makes a minute 0.6 s', () => {
    expect(afterTry(later, 1, now, 0.01).nextTryAt).toEqual(new Date(now.getTime() + 600));
  });

  test('a refusal is not tried again, and what was taken needs no other try', () => {
    expect(afterTry({ is: 'refused', words: '550 no such user' }, 1, now, 1)).toEqual({ state: 'failed', nextTryAt: null });
    expect(afterTry({ is: 'sent', words: '250 ok' }, 3, now, 1)).toEqual({ state: 'sent', nextTryAt: null });
  });
});

describe('quiet hours', () => {
  test.each([
    ['a notice at noon', 'notice', '2026-11-26T12:00:00+08:00', '2026-11-26T12:00:00+08:00'],
    ['a notice one second before nine in the evening', 'notice', '2026-11-26T20:59:59+08:00', '2026-11-26T20:59:59+08:00'],
    ['a notice at nine in the evening', 'notice', '2026-11-26T21:00:00+08:00', '2026-11-27T08:00:00+08:00'],
    ['a notice after midnight', 'notice', '2026-11-27T00:30:00+08:00', '2026-11-27T08:00:00+08:00'],
    ['a notice at eight in the morning', 'notice', '2026-11-27T08:00:00+08:00', '2026-11-27T08:00:00+08:00'],
    ['a notice at the end of a year', 'notice', '2026-12-31T23:00:00+08:00', '2027-01-01T08:00:00+08:00'],
    ['a reply at night', 'reply', '2026-11-26T23:00:00+08:00', '2026-11-26T23:00:00+08:00'],
    ['an answer to her question at night', 'status', '2026-11-26T23:00:00+08:00', '2026-11-26T23:00:00+08:00'],
  ] as const)('%s', (_, purpose, at, then) => {
    expect(earliest(purpose, new Date(at))).toEqual(new Date(then));
  });
});

describe('reports that come late', () => {
  const states = Object.keys(deliveryStates) as DeliveryState[];
  test('delivered outlives a late "sent" and a late failure; read outlives all', () => {
    expect(saysMore('sent', 'delivered')).toBe(false);
    expect(saysMore('failed', 'delivered')).toBe(false);
    expect(saysMore('delivered', 'failed')).toBe(true);
    for (const state of states) expect(saysMore(state, 'read')).toBe(false);
  });

  test('no state says more than itself', () => {
    for (const state of states) expect(saysMore(state, state)).toBe(false);
  });

  test('a message of several parts is delivered when the last of them is, and has failed when one has', () => {
    expect(stateOfParts(['delivered', 'sent', 'delivered'])).toBe('sent');
    expect(stateOfParts(['delivered', 'delivered'])).toBe('delivered');
    expect(stateOfParts(['delivered', 'failed', 'sent'])).toBe('failed');
    expect(stateOfParts(['read', 'delivered'])).toBe('delivered');
  });
});
