import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callerOf } from './caller-number.ts';

const headers = (from: string, more: { asserted?: string[]; privacy?: string[] } = {}) => ({
  from,
  asserted: more.asserted ?? [],
  privacy: more.privacy ?? [],
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
