import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callerOf, domesticOf, e164Of, maskedNumber } from './caller-number.ts';

const headers = (from: string, more: { asserted?: string[]; privacy?: string[] } = {}) => ({
  from,
  asserted: more.asserted ?? [],
  privacy: more.privacy ?? [],
});

describe('spellings of a number (row 85)', () => {
  test.each([
    ['13800001111', '+8613800001111'],
    ['+8613800001111', '+8613800001111'],
    ['+86 138 0000 1111', '+8613800001111'],
    ['+86-138-0000-1111', '+8613800001111'],
    ['0086 138 0000 1111', '+8613800001111'],
    ['8613800001111', '+8613800001111'],
    ['013800001111', '+8613800001111'],
    ['１３８００００１１１１', '+8613800001111'],
    ['138–0000—1111', '+8613800001111'],
    ['0370-12345678', '+8637012345678'],
    ['(0370) 1234567', '+863701234567'],
    ['010 6552 9999', '+861065529999'],
    ['+861065529999', '+861065529999'],
    ['3288888', '+863703288888'],
    ['62345678', '+8637062345678'],
    ['+44 20 7946 0958', '+442079460958'],
    ['0044 20 7946 0958', '+442079460958'],
    ['110', '110'],
    ['12345', '12345'],
    ['95588', '95588'],
    ['4008001234', '4008001234'],
  ])('%s is %s', (spelt, number) => {
    expect(e164Of(spelt)).toBe(number);
  });

  test.each([
    '',
    ' ',
    'anonymous',
    'agent1',
    '+',
    '++8613800001111',
    '+0',
    '1',
    '99',
    'DROP TABLE',
    '138000011112222333',
    '138a0001111',
    '%',
  ])('%j is none', (text) => {
    expect(e164Of(text)).toBeUndefined();
  });

  test('what people of this country dial is the same number again', () => {
    const mobile = fc
      .tuple(fc.integer({ min: 3, max: 9 }), fc.integer({ min: 0, max: 999_999_999 }))
      .map(([a, n]) => `+861${a}${String(n).padStart(9, '0')}`);
    fc.assert(fc.property(mobile, (number) => e164Of(domesticOf(number)) === number));
    for (const number of ['+8637012345678', '+861065529999', '+442079460958']) expect(e164Of(domesticOf(number))).toBe(number);
  });
});

describe('stars', () => {
  test.each([
    ['+8613800001111', '138****1111'],
    ['+8637012345678', '0370****5678'],
    ['+863703288888', '0370***8888'],
    ['110', '1**'],
    ['12345', '1****'],
  ])('%s is shown as %s', (number, shown) => {
    expect(maskedNumber(number)).toBe(shown);
  });

  test('whatever the number, at least two digits are hidden and none is invented', () => {
    const digits = fc.integer({ min: 3, max: 15 }).chain((length) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`)));
    fc.assert(
      fc.property(digits, fc.boolean(), (text, isInternational) => {
        const number = isInternational ? `+${text}` : text;
        const shown = maskedNumber(number);
        const plain = domesticOf(number);
        return (
          shown.length === plain.length &&
          [...shown].filter((sign) => sign === '*').length >= 2 &&
          [...shown].every((sign, at) => sign === '*' || sign === plain[at])
        );
      }),
    );
  });
});

describe('who calls', () => {
  test.each([
    ['a plain From', headers('<sip:13800001111@10.0.0.1>'), '+8613800001111'],
    ['a From with a display name', headers('"王芳" <sip:13800001111@10.0.0.1;user=phone>;tag=x'), '+8613800001111'],
    ['a display name that looks like an address', headers('"<sip:13900002222@x>" <sip:13800001111@10.0.0.1>'), '+8613800001111'],
    ['a tel: address', headers('<tel:+86-138-0000-1111;phone-context=x>'), '+8613800001111'],
    ['a From without brackets', headers('sip:13800001111@10.0.0.1;tag=1'), '+8613800001111'],
    ['escaped signs', headers('<sip:%2B8613800001111@10.0.0.1>'), '+8613800001111'],
    [
      'what the carrier asserts, before From',
      headers('<sip:110@10.0.0.1>', { asserted: ['<sip:+8613800001111@carrier>'] }),
      '+8613800001111',
    ],
    [
      'the second assertion, when the first is no number',
      headers('<sip:x@10.0.0.1>', { asserted: ['<sip:gateway@carrier>', '<tel:+8613800001111>'] }),
      '+8613800001111',
    ],
    [
      'From, when the assertion is no number',
      headers('<sip:13800001111@10.0.0.1>', { asserted: ['<sip:gateway@carrier>'] }),
      '+8613800001111',
    ],
    ['Privacy: none', headers('<sip:13800001111@10.0.0.1>', { privacy: ['none'] }), '+8613800001111'],
  ])('%s gives the number', (_, given, number) => {
    expect(callerOf(given)).toEqual({ number, withheld: false });
  });

  test.each([
    ['Privacy: id', headers('<sip:13800001111@10.0.0.1>', { privacy: ['id'] })],
    ['Privacy: id among others', headers('<sip:13800001111@10.0.0.1>', { privacy: ['critical;ID'] })],
    ['a second Privacy header', headers('<sip:13800001111@10.0.0.1>', { privacy: ['none', 'header, user'] })],
    [
      'Privacy: id over an asserted number',
      headers('<sip:anonymous@anonymous.invalid>', { asserted: ['<sip:+8613800001111@carrier>'], privacy: ['id'] }),
    ],
    [
      'an anonymous From although the carrier asserts a number (CASES, wazo-platform.org#703)',
      headers('"Anonymous" <sip:anonymous@anonymous.invalid>', { asserted: ['<sip:+8613800001111@carrier>'] }),
    ],
    ['unavailable', headers('<sip:unavailable@10.0.0.1>')],
    ['no number at all', headers('<sip:10.0.0.1>')],
    ['letters', headers('<sip:alice@10.0.0.1>')],
    ['an empty From', headers('')],
    ['a broken escape', headers('<sip:%E4%ZZ@10.0.0.1>')],
  ])('%s is withheld', (_, given) => {
    expect(callerOf(given)).toEqual({ number: undefined, withheld: true });
  });

  test('no header makes it break', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.array(fc.string(), { maxLength: 3 }),
        fc.array(fc.string(), { maxLength: 3 }),
        (from, asserted, privacy) =>
          callerOf({ from, asserted, privacy }).withheld === (callerOf({ from, asserted, privacy }).number === undefined),
      ),
    );
  });

  test('a header of forty thousand signs is read in no time', () => {
    const began = performance.now();
    for (const long of [`"${'\\'.repeat(40_000)}`, '<sip:'.repeat(8_000), `"${'a"'.repeat(20_000)}`, ' '.repeat(40_000)])
      callerOf(headers(long, { asserted: [long] }));
    expect(performance.now() - began).toBeLessThan(500);
  });
});
