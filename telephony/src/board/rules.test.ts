import { agentStateNames, callLifecycle, type CallEvent, callStateNames, presence, type PresenceEvent } from '@hotline/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentMayMove, type AgentRow, type CallRow, mayMove, moveAgent, moveCall, NoSuchStep } from './rules.ts';

const at = new Date('2026-11-25T01:00:00Z');
const later = new Date('2026-11-25T01:05:00Z');
const call: CallRow = {
  id: 'c',
  version: 7,
  direction: 'in',
  state: 'waiting',
  queue: 'main',
  dialled: '12345',
  callerSealed: null,
  callerIndex: null,
  callerMasked: null,
  withheld: true,
  callsBack: null,
  agent: 'agent1',
  held: true,
  queuedAt: at,
  answeredAt: null,
  endedAt: null,
  endedBy: null,
  ticketId: null,
  disposition: null,
  dispositionReason: null,
};
const agent: AgentRow = {
  account: 'agent1',
  version: 3,
  state: 'ready',
  reason: null,
  since: at,
  idleSince: at,
  callId: null,
  pauseNext: null,
  phoneKind: 'sip',
  phoneId: 'p',
  phonePassword: null,
  phoneContact: null,
};
const callEvents = Object.keys(callLifecycle) as CallEvent[];
const presenceEvents = Object.keys(presence) as PresenceEvent[];

describe('the table of a call', () => {
  const product = callStateNames.flatMap((state) => callEvents.map((event) => [state, event] as const));
  test.each(product)('%s · %s moves by its row, or is refused and changes nothing', (state, event) => {
    const step = callLifecycle[event];
    const row = { ...call, state };
    const isRow = (step.from as readonly string[]).includes(state);
    expect(mayMove(row, event)).toBe(isRow);
    if (!isRow && step.from.length > 0) expect(() => moveCall(row, event, { at: later })).toThrow(NoSuchStep);
    else expect(moveCall(row, event, { at: later, agent: 'agent2' })).toMatchObject({ id: 'c', state: step.to, version: 8 });
    expect(row).toEqual({ ...call, state });
  });

  test('every state is reached from a step that begins a call, and every one but the last is left', () => {
    const reached = new Set<string>(
      callEvents.filter((event) => callLifecycle[event].from.length === 0).map((event) => callLifecycle[event].to),
    );
    for (let before = 0; before !== reached.size;) {
      before = reached.size;
      for (const event of callEvents)
        if ((callLifecycle[event].from as readonly string[]).some((state) => reached.has(state))) reached.add(callLifecycle[event].to);
    }
    expect([...reached].sort()).toEqual([...callStateNames].sort());
    const left = new Set<string>(callEvents.flatMap((event) => [...callLifecycle[event].from]));
    expect(callStateNames.filter((state) => !left.has(state))).toEqual(['ended']);
  });

  test('every step is told to somebody, and whatever ends a call has its recording filed', () => {
    for (const event of callEvents) {
      const { effects, sets } = callLifecycle[event] as { effects: readonly string[]; sets: readonly string[] };
      expect([event, effects.includes('tell-board')]).toEqual([event, true]);
      if (sets.includes('ended')) expect([event, effects.includes('keep-recording')]).toEqual([event, true]);
    }
  });

  test('along any path the version rises by one a step, and a call that has ended stays as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...callEvents), { maxLength: 40 }), (events) => {
        let row = call;
        for (const event of events) {
          if (callLifecycle[event].from.length === 0 || !mayMove(row, event)) continue;
          const next = moveCall(row, event, { at: later, agent: 'agent2', endedBy: 'agent' });
          expect(next.version).toBe(row.version + 1);
          expect(row.state).not.toBe('ended');
          if (row.answeredAt) expect(next.answeredAt).toEqual(row.answeredAt);
          if (next.state === 'talking') expect(next.answeredAt).not.toBeNull();
          if (next.state === 'waiting') expect([next.agent, next.held]).toEqual([null, false]);
          row = next;
        }
      }),
    );
  });
});

describe("the table of an agent's presence", () => {
  const product = agentStateNames.flatMap((state) => presenceEvents.map((event) => [state, event] as const));
  test.each(product)('%s · %s moves by its row, or is refused', (state, event) => {
    const row = { ...agent, state };
    const isRow = (presence[event].from as readonly string[]).includes(state);
    expect(agentMayMove(row, event)).toBe(isRow);
    if (isRow) expect(moveAgent(row, event, { at: later })).toMatchObject({ state: presence[event].to, version: 4 });
    else expect(() => moveAgent(row, event, { at: later })).toThrow(NoSuchStep);
  });

  test('she belongs to a call exactly while she rings, talks or wraps up, and is paused exactly with a reason', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...presenceEvents), { maxLength: 40 }), (events) => {
        let row: AgentRow = { ...agent, state: 'offline' };
        for (const event of events) {
          if (!agentMayMove(row, event)) continue;
          row = moveAgent(row, event, {
            at: later,
            ...(event === 'ring' ? { callId: 'c' } : {}),
            ...(presence[event].to === 'paused' ? { reason: 'break' } : {}),
          });
          expect([event, row.callId !== null]).toEqual([event, ['ringing', 'talking', 'wrapUp'].includes(row.state)]);
          expect([event, row.reason !== null]).toEqual([event, row.state === 'paused']);
        }
      }),
    );
  });
});
