import { ticketStateNames } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { somebody, ticketIn } from '../../tests/kit/pure.ts';
import { units } from '../../tests/kit/city.ts';
import { mask, present, presentRow, strongest } from './present.ts';
import { searchWords } from './search-words.ts';
import { sees } from './visible.ts';

/** As the city's people are known. */
const names = { units, nameOf: (account: string) => (account === 'agent1' ? '李静' : undefined) };
const handler = somebody(['ticket.read', 'ticket.handle'], { unit: 'water-bureau' });
const agent = somebody(['ticket.read', 'ticket.read-all', 'citizen.reveal']);

describe('what a reader is shown', () => {
  const secret = ticketIn('handling', {
    confidential: true,
    body: '电话13800002222',
    occurred: null,
    involved: '王某13800002222',
    place: '13800002222旁',
  });

  test('who may reveal a citizen reads texts as they were typed, and her name with stars', () => {
    expect(mask(secret, agent)).toMatchObject({ body: '电话13800002222', nameMasked: '王*', phoneMasked: '138****2222' });
  });

  test('a unit reads stars in every text, and of a confidential ticket not even the stars of the name', () => {
    const seen = mask(secret, handler);
    expect(seen).toMatchObject({ nameMasked: null, phoneMasked: null, idMasked: null, occurred: null });
    expect(JSON.stringify(present(names, seen, [], [], []))).not.toMatch(/13800002222|王\*/);
    expect(mask(ticketIn('handling'), handler)).toMatchObject({ nameMasked: '王*', phoneMasked: '138****2222' });
  });

  test('nobody is handed what is sealed, an index, a mac or the words of the search', () => {
    for (const me of [agent, handler])
      expect(Object.keys(mask(secret, me)).filter((name) => /Sealed$|Index$|Mac$|^words$/.test(name))).toEqual([]);
  });

  test('before it was replied and called back there is no reply and no callback', () => {
    expect(present(names, mask(ticketIn('handling'), agent), [], [], [])).toMatchObject({
      reply: null,
      callback: null,
      returns: 0,
      stage: 'handle',
    });
    expect(
      presentRow(names, mask(ticketIn('received', { dueAt: new Date('2026-11-26T01:00:00Z'), dueKind: 'dispatch' }), agent), 'warning').due,
    ).toEqual({
      kind: 'dispatch',
      at: '2026-11-26T01:00:00.000Z',
      signal: 'warning',
    });
  });
});

describe('which signal of a clock counts', () => {
  test.each([
    [[], null],
    [['warning'], 'warning'],
    [['yellow', 'warning'], 'yellow'],
    [['red', 'warning', 'yellow'], 'red'],
  ] as const)('%j: %j, in whatever order they were given', (given, counts) => {
    expect(strongest(given)).toBe(counts);
  });
});

describe('who sees a ticket', () => {
  const at = (unit: string | null) => ({ unit });
  test('the hotline sees all, a unit its own and those below, somebody without a right none', () => {
    expect([null, 'water-bureau', 'urban-bureau'].map((unit) => sees(agent, units, at(unit)))).toEqual([true, true, true]);
    expect([null, 'water-bureau', 'water-plant', 'urban-bureau', 'city'].map((unit) => sees(handler, units, at(unit)))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(ticketStateNames.some(() => sees(somebody(['ticket.read'], { unit: 'water-bureau' }), units, at('water-bureau')))).toBe(false);
  });
});

describe('what a text is found by', () => {
  test.each([
    ['供水', ['供水']],
    ['停水了', ['停水', '水了']],
    ['冯𠮷龘', ['冯𠮷', '𠮷龘']],
    ['豫N12345', ['豫', 'n12345', '12345', '2345'].slice(1)],
    ['电表88887777', ['电表', '88887777', '7777']],
    ['ABC', ['abc']],
    ['水', []],
    ['😀!', []],
    ['', []],
  ])('%s by %j', (text, words) => {
    expect(searchWords(text)).toEqual(words);
  });

  test('texts that are not there are passed over, and a word counts once', () => {
    expect(searchWords('停水', null, undefined, '停水')).toEqual(['停水']);
  });
});
