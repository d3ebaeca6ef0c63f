import { describe, expect, test } from 'vitest';
import { receiptStates } from '../messages/vocabulary.ts';
import { type TicketState, ticketStateNames, ticketStates } from './lifecycle.ts';
import { standingLabel } from './standing.ts';
import { outcomes, type Outcome } from './vocabulary.ts';

const of = (state: TicketState, outcome: Outcome | null) => standingLabel({ state, stage: ticketStates[state].stage, outcome });

describe('how a matter stands in a citizen’s words (row 49)', () => {
  test('each state of a ticket has words in both languages, and none is the word that staff use for their own work', () => {
    for (const state of ticketStateNames) {
      const { zh, en } = of(state, null);
      expect([state, zh.length > 0, /[一-鿿]/.test(en)]).toEqual([state, true, false]);
      expect(zh).not.toMatch(/^待|退单/);
    }
  });

  test('a ticket that was refused or withdrawn is not told as one that was dealt with', () => {
    const ends = (Object.keys(outcomes) as Outcome[]).map((outcome) => of('closed', outcome).zh);
    expect(new Set(ends).size).toBe(ends.length);
    expect(of('archived', 'refused')).toEqual(of('closed', 'refused'));
    expect(of('closed', 'handled')).toEqual(of('closed', null));
  });

  test('a matter that is no ticket waits, or is settled', () => {
    expect(standingLabel({ state: 'waiting', stage: 'accept', outcome: null })).toEqual(receiptStates.waiting);
    expect(standingLabel({ state: 'settled', stage: 'archive', outcome: null })).toEqual(receiptStates.settled);
  });
});
