import type { AgentState, CallEvent, CallState, PresenceEvent } from '@hotline/contracts';
import { AuditBook, Draft } from '@hotline/platform';
import { TestClock, testRing } from '@hotline/platform/test-kit';
import { describe, expect, test } from 'vitest';
import { effectsOf } from './effects.ts';
import type { LegRow } from './live-call.ts';
import { agentMayMove, type AgentRow, type CallRow, mayMove, moveAgent, moveCall } from './rules.ts';

// Written by hand: where each step leads from each state, `·` where it is not possible. It never reads the tables.

const at = new Date('2026-11-25T01:00:00Z');
const call = (state: CallState): CallRow => ({
  id: 'c',
  version: 1,
  direction: 'in',
  state,
  queue: 'main',
  dialled: '12345',
  callerSealed: null,
  callerIndex: 'hers',
  callerMasked: null,
  withheld: true,
  callsBack: null,
  agent: 'agent1',
  held: false,
  queuedAt: at,
  answeredAt: null,
  endedAt: null,
  endedBy: null,
  ticketId: null,
  disposition: null,
  dispositionReason: null,
});
const agent = (state: AgentState): AgentRow => ({
  account: 'agent1',
  version: 1,
  state,
  reason: null,
  since: at,
  idleSince: at,
  callId: null,
  pauseNext: null,
  phoneKind: null,
  phoneId: null,
  phonePassword: null,
  phoneContact: null,
});

// prettier-ignore
const callStates: CallState[] =
                  ['waiting', 'ringing', 'talking', 'wrapUp', 'ended'];
// prettier-ignore
const ofCalls: Record<Exclude<CallEvent, 'arrive' | 'place'>, string> = {
  offer:         'ringing   ·         ·         ·        ·',
  'pass-on':     '·         waiting   ·         ·        ·',
  bridge:        '·         talking   ·         ·        ·',
  transfer:      '·         ·         ringing   ·        ·',
  requeue:       '·         ·         waiting   ·        ·',
  abandon:       'ended     ended     ·         ·        ·',
  'give-up':     'ended     ended     ·         ·        ·',
  'hang-up':     '·         ·         wrapUp    ·        ·',
  dispose:       '·         ·         ·         ended    ·',
  'switch-lost': 'ended     ended     ended     ·        ·',
};

// prettier-ignore
const agentStates: AgentState[] =
                          ['offline', 'paused', 'ready', 'ringing', 'talking', 'wrapUp'];
// prettier-ignore
const ofAgents: Record<PresenceEvent, string> = {
  connect:               'paused    ·        ·        ·        ·        ·',
  'be-ready':            '·         ready    ready    ·        ·        ·',
  pause:                 '·         paused   paused   ·        ·        ·',
  ring:                  '·         ringing  ringing  ·        ·        ·',
  'miss-ring':           '·         ·        ·        paused   ·        ·',
  'ring-over':           '·         ·        ·        ready    ·        ·',
  'ring-over-and-pause': '·         ·        ·        paused   ·        ·',
  talk:                  '·         ·        ·        talking  ·        ·',
  'wrap-up':             '·         ·        ·        ·        wrapUp   ·',
  dispose:               '·         ·        ·        ·        ·        ready',
  'dispose-and-pause':   '·         ·        ·        ·        ·        paused',
  lost:                  '·         ·        ·        ready    ready    ·',
  'phone-lost':          '·         paused   paused   ·        ·        ·',
  leave:                 '·         offline  offline  ·        ·        offline',
};

describe('where a step of a call leads', () => {
  test.each(Object.entries(ofCalls) as [CallEvent, string][])('%s leads to %s', (event, cells) => {
    const found = callStates.map((state) => (mayMove(call(state), event) ? moveCall(call(state), event, { at }).state : '·'));
    expect(found).toEqual(cells.split(/ +/));
  });

  test('a call that comes waits, one that we place rings the agent first', () => {
    expect(moveCall(call('ended'), 'arrive', { at }).state).toBe('waiting');
    expect(moveCall(call('ended'), 'place', { at }).state).toBe('ringing');
    expect((['arrive', 'place'] as const).flatMap((event) => callStates.filter((state) => mayMove(call(state), event)))).toEqual([]);
  });
});

describe('where a step of an agent leads', () => {
  test.each(Object.entries(ofAgents) as [PresenceEvent, string][])('%s leads to %s', (event, cells) => {
    const found = agentStates.map((state) => (agentMayMove(agent(state), event) ? moveAgent(agent(state), event, { at }).state : '·'));
    expect(found).toEqual(cells.split(/ +/));
  });
});

// What a step does besides, to a call that agent1's desk was rung for and that nobody has answered.
const consequences: Record<CallEvent, string[]> = {
  arrive: [],
  place: ['her desk hears'],
  offer: ['her desk hears'],
  'pass-on': ['her desk hears'],
  bridge: ['her desk hears', 'older missed calls are settled'],
  transfer: ['her desk hears'],
  requeue: ['her desk hears'],
  abandon: ['her desk hears', 'it is a missed call', 'its recording is kept'],
  'give-up': ['her desk hears', 'it is a missed call', 'its recording is kept'],
  'hang-up': ['her desk hears', 'its recording is kept'],
  dispose: ['her desk hears'],
  'switch-lost': ['her desk hears', 'it is a missed call', 'its recording is kept'],
};

/** A draft that says when something is to be asked of the database. */
class ListeningDraft extends Draft {
  asked = false;
  override also(): void {
    this.asked = true;
  }
}

describe('what a step of a call does besides', () => {
  const clock = new TestClock();
  const audit = new AuditBook(testRing(), clock);
  test.each(Object.entries(consequences) as [CallEvent, string[]][])('%s: %j', (event, expected) => {
    const kept: string[] = [];
    const draft = new ListeningDraft();
    const row = { ...call('ringing'), agent: null };
    const leg: LegRow = {
      callId: 'c',
      party: 'agent',
      agent: 'agent1',
      channelId: 'x',
      startedAt: at,
      answeredAt: null,
      endedAt: null,
      endedBecause: null,
    };
    const live = {
      row,
      legs: [leg],
      entry: undefined,
      recordings: [],
      hearing: 'music',
      playing: undefined,
      missedBecause: 'abandoned',
      recoverUntil: undefined,
      waitedOut: false,
      joining: undefined,
    } as const;
    const run = effectsOf({ clock, audit, keepRecordings: (id) => void kept.push(id), owed: new Set(['hers']) });
    const told = run(draft, { ...live, legs: [leg], recordings: [] }, row, event);
    const moved = told.flatMap((one) => (one.name === 'call.moved' ? [one.payload] : []));
    // Whoever watches the board hears of every step, once.
    expect(moved).toHaveLength(1);
    const found = [
      ...(moved[0]?.agents.includes('agent1') ? ['her desk hears'] : []),
      ...(told.some(({ name }) => name === 'missed.changed') ? ['it is a missed call'] : []),
      ...(draft.asked ? ['older missed calls are settled'] : []),
      ...(kept.length > 0 ? ['its recording is kept'] : []),
    ];
    expect(found).toEqual(expected);
  });
});
