import { describe, expect, test } from 'vitest';
import { type AgentRow, type CallRow, moveAgent, moveCall } from './rules.ts';

// Written by hand from what happens at a hotline; these never read the tables, so that a wrong cell in them turns a story red.

const minute = (n: number) => new Date(Date.UTC(2026, 10, 25, 1, n));
const arrived: CallRow = {
  id: 'c',
  version: 1,
  direction: 'in',
  state: 'waiting',
  queue: 'main',
  dialled: '12345',
  callerSealed: 'x',
  callerIndex: 'y',
  callerMasked: '138****1111',
  withheld: false,
  callsBack: null,
  agent: null,
  held: false,
  queuedAt: minute(0),
  answeredAt: null,
  endedAt: null,
  endedBy: null,
  ticketId: null,
  disposition: null,
  dispositionReason: null,
};
const away: AgentRow = {
  account: 'agent1',
  version: 1,
  state: 'offline',
  reason: null,
  since: minute(0),
  idleSince: minute(0),
  callId: null,
  pauseNext: null,
  phoneKind: null,
  phoneId: null,
  phonePassword: null,
  phoneContact: null,
};
const lijing = () => moveAgent(moveAgent(away, 'connect', { at: minute(1), reason: 'just-signed-in' }), 'be-ready', { at: minute(2) });
const ringing = () => moveCall(arrived, 'offer', { at: minute(3), agent: 'agent1' });
const talking = () => moveCall(ringing(), 'bridge', { at: minute(4) });

describe('a call (row 85)', () => {
  test('answered: rings, talks, the citizen hangs up, the agent says it was answered directly', () => {
    expect(ringing()).toMatchObject({ state: 'ringing', agent: 'agent1', answeredAt: null });
    expect(talking()).toMatchObject({ state: 'talking', agent: 'agent1', answeredAt: minute(4), endedAt: null });
    const over = moveCall(talking(), 'hang-up', { at: minute(9), endedBy: 'citizen' });
    expect(over).toMatchObject({ state: 'wrapUp', endedAt: minute(9), endedBy: 'citizen', disposition: null });
    expect(moveCall(over, 'dispose', { at: minute(10), disposition: { kind: 'direct-answer', reason: null } })).toMatchObject({
      state: 'ended',
      endedAt: minute(9),
      disposition: 'direct-answer',
      version: 5,
    });
  });

  test('abandoned: she hangs up while she waits, nobody ever had it', () => {
    expect(moveCall(arrived, 'abandon', { at: minute(1), endedBy: 'citizen' })).toMatchObject({
      state: 'ended',
      agent: null,
      answeredAt: null,
      endedAt: minute(1),
      endedBy: 'citizen',
    });
  });

  test('abandoned while a desk rings', () => {
    expect(moveCall(ringing(), 'abandon', { at: minute(4), endedBy: 'citizen' })).toMatchObject({
      state: 'ended',
      answeredAt: null,
      endedBy: 'citizen',
    });
  });

  test('missed ring goes on: the next desk answers, and it was answered once, by her', () => {
    const back = moveCall(ringing(), 'pass-on', { at: minute(4) });
    expect(back).toMatchObject({ state: 'waiting', agent: null });
    const next = moveCall(moveCall(back, 'offer', { at: minute(4), agent: 'agent2' }), 'bridge', { at: minute(5) });
    expect(next).toMatchObject({ state: 'talking', agent: 'agent2', answeredAt: minute(5) });
  });

  test('transferred: the second desk has it, it stays answered at the moment of the first, and hold is over', () => {
    const passed = moveCall({ ...talking(), held: true }, 'transfer', { at: minute(6), agent: 'agent2' });
    expect(passed).toMatchObject({ state: 'ringing', agent: 'agent2', held: false, answeredAt: minute(4) });
    expect(moveCall(passed, 'bridge', { at: minute(7) })).toMatchObject({ state: 'talking', agent: 'agent2', answeredAt: minute(4) });
  });

  test('transferred to a desk that lets it ring: back in the queue, still answered once', () => {
    const passed = moveCall(talking(), 'transfer', { at: minute(6), agent: 'agent2' });
    expect(moveCall(passed, 'pass-on', { at: minute(7) })).toMatchObject({ state: 'waiting', agent: null, answeredAt: minute(4) });
  });

  test('the desk is lost in mid-call and does not come back: the citizen is in the queue again', () => {
    expect(moveCall(talking(), 'requeue', { at: minute(6) })).toMatchObject({
      state: 'waiting',
      agent: null,
      answeredAt: minute(4),
      endedAt: null,
    });
  });

  test('the switch dies in mid-call: closed at the last true moment', () => {
    expect(moveCall(talking(), 'switch-lost', { at: minute(5), endedBy: 'switch-lost' })).toMatchObject({
      state: 'ended',
      endedAt: minute(5),
      endedBy: 'switch-lost',
    });
  });

  test('nobody works: after the voicemail the hotline ends it', () => {
    expect(moveCall(arrived, 'give-up', { at: minute(2), endedBy: 'hotline' })).toMatchObject({
      state: 'ended',
      endedBy: 'hotline',
      answeredAt: null,
    });
  });

  test('what cannot be: a call that is over rings, a waiting one is disposed of, a wrapped-up one is abandoned', () => {
    const over = moveCall(arrived, 'abandon', { at: minute(1) });
    expect(() => moveCall(over, 'offer', { at: minute(2), agent: 'agent1' })).toThrow('offer from ended');
    expect(() => moveCall(arrived, 'dispose', { at: minute(2) })).toThrow('dispose from waiting');
    expect(() => moveCall(moveCall(talking(), 'hang-up', { at: minute(5) }), 'abandon', { at: minute(6) })).toThrow('abandon from wrapUp');
  });
});

describe('an agent (row 85)', () => {
  test('signs in paused, says that she is ready, takes a call and is ready again after the disposition', () => {
    expect(moveAgent(away, 'connect', { at: minute(1), reason: 'just-signed-in' })).toMatchObject({
      state: 'paused',
      reason: 'just-signed-in',
    });
    expect(lijing()).toMatchObject({ state: 'ready', reason: null, idleSince: minute(1) });
    const rung = moveAgent(lijing(), 'ring', { at: minute(3), callId: 'c' });
    expect(rung).toMatchObject({ state: 'ringing', callId: 'c' });
    const after = moveAgent(moveAgent(rung, 'talk', { at: minute(4) }), 'wrap-up', { at: minute(9) });
    expect(after).toMatchObject({ state: 'wrapUp', callId: 'c' });
    expect(moveAgent(after, 'dispose', { at: minute(10) })).toMatchObject({ state: 'ready', callId: null, idleSince: minute(10) });
  });

  test('lets it ring: paused with the reason, and is not first in line when she comes back', () => {
    const missed = moveAgent(moveAgent(lijing(), 'ring', { at: minute(3), callId: 'c' }), 'miss-ring', {
      at: minute(4),
      reason: 'missed-ring',
    });
    expect(missed).toMatchObject({ state: 'paused', reason: 'missed-ring', callId: null, idleSince: minute(4) });
    expect(moveAgent(missed, 'be-ready', { at: minute(6) })).toMatchObject({ state: 'ready', reason: null, idleSince: minute(4) });
  });

  test('the caller hangs up while she is rung: ready as before', () => {
    expect(moveAgent(moveAgent(lijing(), 'ring', { at: minute(3), callId: 'c' }), 'ring-over', { at: minute(4) })).toMatchObject({
      state: 'ready',
      callId: null,
      reason: null,
    });
  });

  test('a meal asked for in a call begins after the disposition', () => {
    const talks = moveAgent(moveAgent(lijing(), 'ring', { at: minute(3), callId: 'c' }), 'talk', { at: minute(4) });
    const wraps = moveAgent({ ...talks, pauseNext: 'meal' }, 'wrap-up', { at: minute(6) });
    expect(wraps.pauseNext).toBe('meal');
    expect(moveAgent(wraps, 'dispose-and-pause', { at: minute(7) })).toMatchObject({ state: 'paused', reason: 'meal', pauseNext: null });
  });

  test('a pause does not send her to the end of the line', () => {
    const back = moveAgent(moveAgent(lijing(), 'pause', { at: minute(5), reason: 'break' }), 'be-ready', { at: minute(8) });
    expect(back).toMatchObject({ state: 'ready', since: minute(8), idleSince: minute(1) });
  });

  test('cannot sign off, pause or be rung in a call', () => {
    const talks = moveAgent(moveAgent(lijing(), 'ring', { at: minute(3), callId: 'c' }), 'talk', { at: minute(4) });
    for (const event of ['leave', 'pause', 'ring', 'be-ready', 'dispose'] as const)
      expect(() => moveAgent(talks, event, { at: minute(5) })).toThrow(`${event} from talking`);
  });
});
