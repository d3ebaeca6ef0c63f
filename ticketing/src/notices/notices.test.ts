import {
  refusalReasons,
  type RefusalReason,
  roles,
  type TicketEffect,
  ticketClocks,
  ticketEventNames,
  ticketLifecycle,
  type TicketStep,
} from '@hotline/contracts';
import { unseal } from '@hotline/platform';
import { describe, expect, test } from 'vitest';
import { now, ring, ticketIn } from '../../tests/kit/pure.ts';
import type { TicketRow } from '../tables/ticket.ts';
import { messageAbout, messageOf } from './citizen-words.ts';
import { effectsOf, noticesOf } from './effects.ts';

const ticket = (more: Partial<TicketRow> = {}): TicketRow =>
  ticketIn('handling', { publicAnswer: '已恢复供水', refusal: 'in-hand', owner: 'agent2', ...more });
const audiencesOf = (effects: readonly TicketEffect[], row = ticket()) =>
  noticesOf(effects, row, 'reply', now, 'once').map(({ audience }) => audience);
/** As each step leaves a ticket; a call-back tells her only when nobody could reach her. */
const left: Partial<Record<(typeof ticketEventNames)[number], TicketRow>> = {
  'call-back': ticketIn('called-back', { contacted: false }),
};
const textOf = (event: Parameters<typeof messageOf>[1], row = left[event] ?? ticket()): string | undefined => {
  const order = messageOf(ring, event, row, '市水务局', now);
  return order && unseal(ring, messageAbout(order.id), order.textSealed);
};
const tellsCitizen = (event: (typeof ticketEventNames)[number]): boolean =>
  (ticketLifecycle[event] as TicketStep).effects.includes('tell-citizen');

describe('whom a step tells', () => {
  test.each([
    ['tell-dispatchers', 'right:ticket.dispatch'],
    ['tell-unit', 'unit:water-bureau'],
    ['tell-callback', 'right:ticket.call-back'],
    ['tell-owner', 'person:agent2'],
    ['tell-supervisors', 'right:ticket.supervise'],
  ] as const)('%s reaches %s', (effect, audience) => {
    expect(audiencesOf([effect])).toEqual([audience]);
  });

  test('until somebody takes it, its owner is who filed it; without a unit nobody of a unit is told', () => {
    expect(audiencesOf(['tell-owner', 'tell-unit'], ticket({ owner: null, unit: null }))).toEqual(['person:agent1']);
  });

  test('the citizen is told by a message, not by a notice', () => {
    expect(audiencesOf(['tell-citizen'])).toEqual([]);
  });

  test('the same step tells an audience once, another step again', () => {
    const [first, again] = [
      noticesOf(['tell-unit'], ticket(), 'reply', now, 'a:2'),
      noticesOf(['tell-unit'], ticket(), 'reply', now, 'a:2'),
    ];
    const [next] = noticesOf(['tell-unit'], ticket(), 'reply', now, 'a:3');
    expect(first[0]?.onceBy).toBe(again[0]?.onceBy);
    expect(first[0]?.onceBy).not.toBe(next?.onceBy);
  });

  test('every effect of every step and every clock has somebody who reads it, or words for the citizen', () => {
    const rights = new Set<string>(Object.values(roles).flatMap(({ may }) => may.map((right) => `right:${right}`)));
    for (const event of ticketEventNames)
      for (const effect of effectsOf(event)) {
        const [audience] = effect === 'tell-citizen' ? [textOf(event) && 'citizen'] : audiencesOf([effect]);
        expect([event, effect, audience]).not.toContain(undefined);
        if (audience?.startsWith('right:')) expect(rights).toContain(audience);
      }
    for (const { tells } of Object.values(ticketClocks)) expect(audiencesOf(tells)).toHaveLength(tells.length);
  });
});

// Written by hand: who hears of a step of a ticket that agent2 owns and the water bureau has.
const hear: Record<(typeof ticketEventNames)[number], string[]> = {
  file: ['the dispatchers', 'the citizen'],
  take: [],
  answer: ['the citizen'],
  refuse: ['the citizen'],
  dispatch: ['the unit', 'the citizen'],
  sign: [],
  return: ['the dispatchers'],
  progress: ['the owner'],
  reply: ['the callback agents', 'the citizen'],
  'call-back': ['the citizen'],
  rate: ['the callback agents'],
  redo: ['the unit', 'the citizen'],
  close: ['the citizen'],
  archive: [],
  withdraw: ['the unit', 'the citizen'],
};
const called: Readonly<Record<string, string>> = {
  'right:ticket.dispatch': 'the dispatchers',
  'right:ticket.call-back': 'the callback agents',
  'unit:water-bureau': 'the unit',
  'person:agent2': 'the owner',
};

describe('who hears of a step', () => {
  test.each(Object.entries(hear) as [(typeof ticketEventNames)[number], string[]][])('%s: %j', (event, expected) => {
    const inside = audiencesOf(effectsOf(event)).map((audience) => called[audience] ?? audience);
    expect([...inside, ...(tellsCitizen(event) ? ['the citizen'] : [])]).toEqual(expected);
  });
});

describe('what the citizen is told', () => {
  test('there are words for exactly the steps that tell her', () => {
    expect(ticketEventNames.filter((event) => textOf(event) !== undefined)).toEqual(ticketEventNames.filter(tellsCitizen));
  });

  test.each(Object.keys(refusalReasons) as RefusalReason[])('refused for %s: she reads the reason, and where to turn', (reason) => {
    const { zh, tells } = refusalReasons[reason];
    expect(textOf('refuse', ticket({ refusal: reason }))).toBe(`【12345】您反映的“家里停水两天”不予受理:${zh}。${tells.zh}`);
  });

  test('without a number nobody can be texted', () => {
    expect(textOf('reply', ticket({ phoneMasked: null }))).toBeUndefined();
  });

  test('an answer that was given on the phone only is said to be so', () => {
    expect(textOf('answer', ticket({ publicAnswer: null }))).toMatch(
      /^【12345】您咨询的“家里停水两天”答复如下:已在电话中答复 凭工单号\d{12}、查询码\d{6}可在网站查询进展。$/,
    );
  });

  test('text and query code lie sealed, bound to their message', () => {
    const order = messageOf(ring, 'file', ticket(), '', now);
    expect(JSON.stringify(order)).not.toMatch(/停水|查询码/);
    expect(() => unseal(ring, messageAbout('another'), order?.textSealed ?? '')).toThrow();
  });

  test('after the last try she is asked by message; whoever was reached, or will be called again, is not', () => {
    expect(textOf('call-back')).toMatch(/请回复数字评价:1满意,2基本满意,3不满意。$/);
    expect(textOf('call-back', ticketIn('called-back', { contacted: true }))).toBeUndefined();
    expect(textOf('call-back', ticketIn('replied', { contacted: false }))).toBeUndefined();
  });

  test.each([
    ['all', ['file', 'answer', 'refuse', 'dispatch', 'reply', 'call-back', 'redo', 'close', 'withdraw']],
    ['outcome', ['file', 'answer', 'refuse', 'reply', 'call-back', 'withdraw']],
    ['none', []],
  ] as const)('who wants %s hears of %j', (tells, hears) => {
    expect(ticketEventNames.filter((event) => textOf(event, { ...(left[event] ?? ticket()), tells }) !== undefined)).toEqual(hears);
  });
});
