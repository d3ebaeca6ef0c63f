import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgentRow } from '../board/rules.ts';
import { expectedWait, offers, type Waiting } from './distribution.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 1, minute));
const agent = (account: string, idleSince: number, more: Partial<AgentRow> = {}): AgentRow => ({
  account,
  version: 1,
  state: 'ready',
  reason: null,
  since: at(0),
  idleSince: at(idleSince),
  callId: null,
  pauseNext: null,
  phoneKind: 'sip',
  phoneId: `phone-${account}`,
  phonePassword: null,
  phoneContact: null,
  ...more,
});
const caller = (callId: string, since: number, more: Partial<Waiting> = {}): Waiting => ({
  callId,
  queue: 'main',
  since: at(since),
  offered: new Set(),
  ...more,
});
const all = () => true;

describe('who is rung for whom', () => {
  test('the longest idle of two agents', () => {
    expect(offers([caller('a', 5)], [agent('late', 4), agent('early', 1)], all)).toEqual([{ callId: 'a', account: 'early' }]);
  });

  test('the caller who waits longest comes first, however the calls are listed', () => {
    expect(offers([caller('second', 6), caller('first', 5)], [agent('only', 1)], all)).toEqual([{ callId: 'first', account: 'only' }]);
  });

  test('two callers and two agents ring at the same time', () => {
    expect(offers([caller('a', 5), caller('b', 6)], [agent('x', 2), agent('y', 1)], all)).toEqual([
      { callId: 'a', account: 'y' },
      { callId: 'b', account: 'x' },
    ]);
  });

  test('nobody who let this call ring is rung for it again; the caller behind may have her', () => {
    const again = caller('a', 5, { offered: new Set(['x']) });
    expect(offers([again, caller('b', 6)], [agent('x', 1)], all)).toEqual([{ callId: 'b', account: 'x' }]);
    expect(offers([again], [agent('x', 1)], all)).toEqual([]);
  });

  test.each(['offline', 'paused', 'ringing', 'talking', 'wrapUp'] as const)('nobody who is %s', (state) => {
    expect(offers([caller('a', 5)], [agent('x', 1, { state })], all)).toEqual([]);
  });

  test('nobody without a phone', () => {
    expect(offers([caller('a', 5)], [agent('x', 1, { phoneId: null })], all)).toEqual([]);
  });

  test('only who serves her queue', () => {
    const serves = (account: string, queue: string) => account.startsWith(queue);
    expect(
      offers([caller('a', 5, { queue: 'tax' }), caller('b', 6, { queue: 'water' })], [agent('water-1', 1), agent('tax-1', 2)], serves),
    ).toEqual([
      { callId: 'a', account: 'tax-1' },
      { callId: 'b', account: 'water-1' },
    ]);
  });

  test('whatever the crowd: nobody is rung twice, no call twice, none again, and nobody is left idle beside a caller she could take', () => {
    const names = fc.constantFrom('u', 'v', 'w', 'x', 'y', 'z');
    const agents = fc.uniqueArray(fc.record({ name: names, idle: fc.nat(50), ready: fc.boolean() }), { selector: ({ name }) => name });
    const waiting = fc.uniqueArray(fc.record({ id: fc.nat(20), since: fc.nat(50), offered: fc.uniqueArray(names) }), {
      selector: ({ id }) => id,
    });
    fc.assert(
      fc.property(waiting, agents, (calls, desks) => {
        const queue = calls.map(({ id, since, offered }) => caller(String(id), since, { offered: new Set(offered) }));
        const staff = desks.map(({ name, idle, ready }) => agent(name, idle, ready ? {} : { state: 'paused' }));
        const made = offers(queue, staff, all);
        expect(new Set(made.map(({ account }) => account)).size).toBe(made.length);
        expect(new Set(made.map(({ callId }) => callId)).size).toBe(made.length);
        for (const { callId, account } of made) expect(queue.find((one) => one.callId === callId)?.offered.has(account)).toBe(false);
        const left = queue.filter(({ callId }) => !made.some((one) => one.callId === callId));
        const idle = staff.filter(({ account, state }) => state === 'ready' && !made.some((one) => one.account === account));
        for (const { offered } of left) for (const { account } of idle) expect(offered.has(account)).toBe(true);
      }),
    );
  });
});

describe('the expected wait', () => {
  test.each([
    [0, { ready: 1, working: 1 }, 0],
    [0, { ready: 0, working: 1 }, 180],
    [0, { ready: 0, working: 3 }, 60],
    [5, { ready: 0, working: 3 }, 360],
    [2, { ready: 3, working: 3 }, 0],
    [3, { ready: 3, working: 6 }, 30],
    [0, { ready: 0, working: 0 }, undefined],
  ])('with %i before her and %j is %s seconds', (ahead, agents, seconds) => {
    expect(expectedWait(ahead, agents)).toBe(seconds);
  });
});
