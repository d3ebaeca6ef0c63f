import { MOST_PARTS, shortEncodingOf, shortParts } from '@hotline/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JOIN_MINUTES, Joiner, type Joined, MOST_UNFINISHED } from './joiner.ts';
import { decodeText, type Encoding, encodings, encodeText, headerOf, partsOf } from './text.ts';

const part = (content: Uint8Array, over: Partial<Parameters<Joiner['add']>[0]> = {}) => ({
  from: '13800001111',
  to: '12345',
  format: encodings.ucs2.format,
  hasHeader: true,
  content,
  id: 'a',
  ...over,
});

describe('characters of a short message', () => {
  test.each<[text: string, encoding: Encoding]>([
    ['T', 'ascii'],
    ['261126000123 654321', 'ascii'],
    ['查询 261126000123', 'ucs2'],
    ['龘𠮷😀', 'ucs2'],
  ])('%s goes out as %s and is read again', (text, encoding) => {
    expect(shortEncodingOf(text)).toBe(encoding);
    expect(decodeText(encodeText(text, encoding), encodings[encoding].format)).toBe(text);
  });

  test('a phone that says ASCII and sends GBK is read, and one that says UCS-2 with a byte too many', () => {
    expect(decodeText(Buffer.from('cda3cbae', 'hex'), 0)).toBe('停水');
    expect(decodeText(Buffer.from('505c6c3400', 'hex'), 8)).toBe('停水');
  });
});

describe('long messages', () => {
  test('70 signs are one part, 71 are two of 67 and 4; a sign of four bytes is not torn', () => {
    expect(partsOf('水'.repeat(70), 'ucs2', 1).map(({ content }) => content.length)).toEqual([140]);
    expect(partsOf('水'.repeat(71), 'ucs2', 1).map(({ content }) => content.length)).toEqual([140, 14]);
    const torn = partsOf('水'.repeat(66) + '𠮷'.repeat(5), 'ucs2', 1);
    expect(torn.map(({ content }) => content.length)).toEqual([138, 26]);
  });

  test('more than the carrier is paid for is refused', () => {
    expect(partsOf('水'.repeat(67 * MOST_PARTS), 'ucs2', 1)).toHaveLength(MOST_PARTS);
    expect(() => partsOf('水'.repeat(67 * MOST_PARTS + 1), 'ucs2', 1)).toThrow(RangeError);
  });

  test('the desk counts the parts that a message will have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const clean = text.toWellFormed();
        const counted = shortParts(clean).length;
        if (counted <= MOST_PARTS) expect(partsOf(clean, shortEncodingOf(clean), 1)).toHaveLength(counted);
      }),
    );
    expect([shortParts('a'.repeat(160)), shortParts('a'.repeat(161)), shortParts('水'.repeat(71))].map(({ length }) => length)).toEqual([
      1, 2, 2,
    ]);
  });

  test('any text comes out again whole, in whatever order its parts come and however often', () => {
    const order = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
        fc.integer({ min: 0, max: 255 }),
        order,
        (text, reference, mix) => {
          const clean = text.toWellFormed();
          const parts = partsOf(clean, 'ucs2', reference);
          const shuffled = parts.map((one, at) => ({ one, by: mix[at] ?? 0 })).sort((a, b) => a.by - b.by);
          const joiner = new Joiner();
          const found: Joined[] = [];
          for (const { one } of shuffled) {
            const came = part(one.content, { hasHeader: one.total > 1, id: String(one.number) });
            found.push(...joiner.add(came, 0));
            if (found.length === 0) found.push(...joiner.add(came, 0));
          }
          expect(found.map((one) => one.text)).toEqual([clean]);
          expect(joiner.overdue(Infinity)).toEqual([]);
        },
      ),
    );
  });
});

describe('parts that are not as they should be', () => {
  const header = (reference: number, total: number, number: number, text: string): Buffer =>
    Buffer.concat([Buffer.from([5, 0, 3, reference, total, number]), encodeText(text, 'ucs2')]);

  test('one that never comes: the rest is given out after a while, with a mark where it is missing', () => {
    const joiner = new Joiner();
    expect(joiner.add(part(header(7, 3, 1, '停水'), { id: '1' }), 0)).toEqual([]);
    expect(joiner.add(part(header(7, 3, 3, '两天'), { id: '3' }), 1_000)).toEqual([]);
    expect(joiner.overdue(JOIN_MINUTES * 60_000 - 1)).toEqual([]);
    expect(joiner.overdue(JOIN_MINUTES * 60_000)).toMatchObject([{ text: '停水[…]两天', missing: [2] }]);
    expect(joiner.overdue(Infinity)).toEqual([]);
  });

  test('part 3 of 2, part 0 and a header longer than the message are messages of their own', () => {
    const joiner = new Joiner();
    expect(joiner.add(part(header(1, 2, 3, '停水')), 0)).toMatchObject([{ text: '停水' }]);
    expect(joiner.add(part(header(1, 2, 0, '停水')), 0)).toMatchObject([{ text: '停水' }]);
    expect(joiner.add(part(Buffer.from([200, 0, 3, 1, 2])), 0)).toMatchObject([{ text: '' }]);
  });

  test('a reference of two bytes, as some phones send it', () => {
    const wide = (number: number, text: string): Buffer =>
      Buffer.concat([Buffer.from([6, 8, 4, 1, 2, 2, number]), encodeText(text, 'ucs2')]);
    const joiner = new Joiner();
    expect([...joiner.add(part(wide(2, '两天'), { id: '2' }), 0), ...joiner.add(part(wide(1, '停水'), { id: '1' }), 0)]).toMatchObject([
      { text: '停水两天' },
    ]);
  });

  test('two people with the same reference are not mixed; a flood of beginnings takes no more memory than its bound', () => {
    const joiner = new Joiner();
    const given: Joined[] = [];
    for (let n = 0; n < MOST_UNFINISHED + 50; n += 1) given.push(...joiner.add(part(header(1, 2, 1, `第${n}`), { from: String(n) }), n));
    expect(given).toHaveLength(50);
    expect(given[0]).toMatchObject({ from: '0', missing: [2] });
    expect(joiner.add(part(header(1, 2, 2, '完'), { from: '500', id: '2' }), 0)).toMatchObject([{ from: '500', text: '第500完' }]);
  });

  test('a reference that comes again too soon does not mix two messages (go-smpp#45)', () => {
    const joiner = new Joiner();
    const come = (number: number, text: string, id: string, from = '13800001111'): string[] =>
      joiner.add(part(header(0x2a, 2, number, text), { id, from }), 0).map((one) => one.text);
    expect([come(1, '甲一', 'a1'), come(1, '乙一', 'b1'), come(1, '丙一', 'c1', '13900002222')]).toEqual([[], [], []]);
    expect([come(2, '乙二', 'b2'), come(2, '甲二', 'a2'), come(2, '丙二', 'c2', '13900002222')]).toEqual([
      ['乙一乙二'],
      ['甲一甲二'],
      ['丙一丙二'],
    ]);
  });

  test('five parts in any order are one message, and a part that comes twice is one part (jasmin#1257)', () => {
    for (const order of [
      [1, 5, 2, 3, 4],
      [5, 4, 3, 2, 1],
      [1, 1, 2, 3, 3, 4, 5],
    ]) {
      const joiner = new Joiner();
      const found = order.flatMap((number) => joiner.add(part(header(0x2c, 5, number, `第${number}段`), { id: String(number) }), 0));
      expect(found).toMatchObject([{ text: '第1段第2段第3段第4段第5段', ids: ['1', '2', '3', '4', '5'] }]);
    }
  });

  test('random headers never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 160 }), (raw) => void headerOf(raw)));
  });
});
