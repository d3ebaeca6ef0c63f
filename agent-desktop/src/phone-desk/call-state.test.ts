import { describe, expect, test } from 'vitest';
import { callBarState } from './call-state.ts';

describe('what the call bar shows', () => {
  test.each([
    ['nothing', 'ready', false, 'none', 'idle'],
    ['a ring that the phone hears before the server tells', 'ready', false, 'ringing', 'ringing'],
    ['a ring on a phone on the table', 'ringing', false, 'none', 'ringing'],
    ['a call', 'talking', false, 'talking', 'talking'],
    ['a held call', 'talking', true, 'talking', 'held'],
    ['a call whose page was reloaded', 'talking', false, 'none', 'talking'],
    ['wrap-up while the phone still lets go', 'wrapUp', false, 'talking', 'wrapUp'],
    ['nothing after the caller gave up, though the phone still holds its end', 'ready', false, 'talking', 'idle'],
  ] as const)('%s', (_, agent, held, phone, state) => {
    expect(callBarState(agent, held, phone)).toBe(state);
  });
});
