import { becomings } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { becomingRules, type MessageFacts, MOST_AUTOMATIC_IN_AN_HOUR, MOST_IN_AN_HOUR, whatItBecomes } from './becoming.ts';

const typed: MessageFacts = {
  automatic: null,
  hasSender: true,
  event: null,
  inThisHour: 1,
  thread: 'nothing',
  number: 'nothing',
  asksStatus: false,
  asksWrongly: false,
  optsOut: false,
  optsIn: false,
  rates: false,
};

describe('what an incoming message becomes (rows 81, 91)', () => {
  test.each<[story: string, facts: Partial<MessageFacts>, becomes: string, because?: string]>([
    ['a citizen writes for the first time', {}, 'matter'],
    ['she answers our mail', { thread: 'hers' }, 'addition'],
    ['she writes anew with the number of her ticket', { number: 'hers' }, 'addition'],
    ['a stranger writes the number of her ticket', { number: 'anothers' }, 'matter'],
    ['a stranger answers a mail that was passed on to him', { thread: 'anothers' }, 'matter'],
    ['a stranger answers it and names his own ticket', { thread: 'anothers', number: 'hers' }, 'addition'],
    ['she asks how it stands, with the right code', { asksStatus: true, number: 'hers' }, 'status'],
    ['she asks with a wrong code', { asksStatus: false, number: 'anothers' }, 'matter'],
    ['nothing but 查询 and a number that is not hers', { asksWrongly: true, number: 'anothers' }, 'status'],
    ['T, in the middle of her matter', { optsOut: true, thread: 'hers' }, 'optout'],
    ['恢复', { optsIn: true }, 'optin'],
    ['she answers the callback question', { rates: true, thread: 'hers' }, 'rating'],
    ['she follows the account', { event: 'follow' }, 'follow'],
    ['she follows it no longer, in the middle of her matter', { event: 'unfollow', thread: 'hers' }, 'unfollow'],
    ['she chooses 查询进展 in the menu', { event: 'menu', thread: 'hers' }, 'menu'],
    ['her mailbox says that she is on holiday', { automatic: 'auto-reply', thread: 'hers' }, 'automatic'],
    ['a newsletter', { automatic: 'list' }, 'automatic'],
    ['our answer could not be delivered', { automatic: 'bounce', hasSender: false }, 'bounce'],
    ['a mail of ours comes back', { automatic: 'own-loop', thread: 'hers' }, 'quarantine', 'loop'],
    ['a mail without any sender', { hasSender: false }, 'quarantine', 'nobody'],
    ['the last one that a sender may write in an hour', { inThisHour: MOST_IN_AN_HOUR }, 'matter'],
    ['one more', { inThisHour: MOST_IN_AN_HOUR + 1, number: 'hers' }, 'quarantine', 'flood'],
    ['ten holiday notes in an hour', { automatic: 'auto-reply', inThisHour: MOST_AUTOMATIC_IN_AN_HOUR }, 'automatic'],
    ['the eleventh', { automatic: 'auto-reply', inThisHour: MOST_AUTOMATIC_IN_AN_HOUR + 1 }, 'quarantine', 'flood'],
  ])('%s', (_, facts, becomes, because) => {
    const rule = whatItBecomes({ ...typed, ...facts });
    expect([rule.becomes, rule.because]).toEqual([becomes, because]);
  });

  test('every row decides somewhere, and everything that a message can become has a row', () => {
    const automatic = [null, 'auto-reply', 'bounce', 'list', 'own-loop'] as const;
    const points = ['hers', 'anothers', 'nothing'] as const;
    const both = [true, false];
    const events = (['follow', 'unfollow', 'menu'] as const).map((event) => ({ event }));
    const decided = new Set<string>();
    for (const kind of automatic)
      for (const thread of points)
        for (const number of points)
          for (const hasSender of both)
            for (const says of [
              {},
              { asksStatus: true },
              { asksWrongly: true },
              { optsOut: true },
              { optsIn: true },
              { rates: true },
              ...events,
            ])
              for (const inThisHour of [1, MOST_AUTOMATIC_IN_AN_HOUR + 1, MOST_IN_AN_HOUR + 1])
                decided.add(whatItBecomes({ ...typed, ...says, automatic: kind, thread, number, hasSender, inThisHour }).when);
    expect([...decided].sort()).toEqual(becomingRules.map(({ when }) => when).sort());
    expect([...new Set(becomingRules.map(({ becomes }) => becomes))].sort()).toEqual(Object.keys(becomings).sort());
  });

  test('nobody but the owner of a ticket adds to it, whatever else is true', () => {
    for (const thread of ['anothers', 'nothing'] as const)
      for (const number of ['anothers', 'nothing'] as const)
        for (const rates of [true, false]) expect(whatItBecomes({ ...typed, thread, number, rates }).becomes).not.toBe('addition');
  });
});
