import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { domesticOf, e164Of, idNumberOf, maskedIdNumber, maskedName, maskedNumber } from './personal.ts';

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
    ['+860', '**'],
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

describe('names and ids (row 69)', () => {
  test.each([
    ['张伟', '张*'],
    ['欧阳娜娜', '欧*'],
    ['𠮷田', '𠮷*'],
    ['', ''],
  ])('of %j only the first sign is shown: %j', (name, masked) => {
    expect(maskedName(name)).toBe(masked);
  });

  test('an id with a right check digit is kept in upper case, one with a wrong digit is none', () => {
    expect(idNumberOf('11010519491231002x')).toBe('11010519491231002X');
    expect(idNumberOf('110105 19491231 002X')).toBe('11010519491231002X');
    expect(idNumberOf('110105194912310021')).toBeUndefined();
    expect(idNumberOf('1101051949123100')).toBeUndefined();
  });

  test('any one wrong digit of an id is noticed', () => {
    const good = '11010519491231002X';
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 0, max: 9 }), (at, digit) => {
        const other = good.slice(0, at) + String(digit) + good.slice(at + 1);
        return other === good ? idNumberOf(other) === good : idNumberOf(other) === undefined;
      }),
    );
  });

  test('of an id the first three and the last four are shown', () => {
    expect(maskedIdNumber('11010519491231002X')).toBe('110***********002X');
  });
});
