import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { besideFields, type DraftFields, mergeDrafts, plainFields, sameFields, takenBeside } from './merge-drafts.ts';

const name = fc.constantFrom('body', 'title', 'place.text', 'urgent');
const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 6 }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('路灯不亮', '路灯', '停水'),
);
const fields: fc.Arbitrary<DraftFields> = fc.dictionary(name, word, { maxKeys: 4 });
/** Everything that stands in a draft, field or beside. */
const said = (draft: DraftFields): string => JSON.stringify(Object.values(draft));
const says = (draft: DraftFields, value: unknown): boolean =>
  typeof value === 'string'
    ? Object.values(draft).some((one) => typeof one === 'string' && one.includes(value))
    : said(draft).includes(String(value));

describe('two browsers write on one draft (L9)', () => {
  test.each<[string, DraftFields, DraftFields, DraftFields, DraftFields, DraftFields]>([
    ['only the other wrote', { body: '路' }, { body: '路' }, { body: '路灯' }, { body: '路灯' }, {}],
    ['only I wrote', { body: '路' }, { body: '路灯' }, { body: '路' }, { body: '路灯' }, {}],
    ['each wrote in another field', {}, { body: '停水' }, { title: '水' }, { body: '停水', title: '水' }, {}],
    ['both wrote in one field', { body: '' }, { body: '停水' }, { body: '停电' }, { body: '停水' }, { body: '停电' }],
    ['mine holds theirs', { body: '' }, { body: '停水两天' }, { body: '停水' }, { body: '停水两天' }, {}],
    ['both wrote the same', {}, { body: '停水' }, { body: '停水' }, { body: '停水' }, {}],
    ['both chose', { secret: null }, { secret: true }, { secret: false }, { secret: true }, { secret: false }],
    ['they emptied what I wrote on', { body: '水' }, { body: '停水' }, { body: '' }, { body: '停水' }, {}],
  ])('%s', (_, base, mine, theirs, expected, beside) => {
    const merged = mergeDrafts(base, mine, theirs);
    expect(plainFields(merged)).toEqual(expected);
    expect(besideFields(merged)).toEqual(beside);
  });

  test('their words are taken into the field, and nothing stands beside it any more', () => {
    const merged = takenBeside(mergeDrafts({}, { body: '停水' }, { body: '停电' }), 'body');
    expect(plainFields(merged)).toEqual({ body: '停电' });
    expect(besideFields(merged)).toEqual({});
  });

  test('a third version joins what stands beside', () => {
    const once = mergeDrafts({}, { body: '停水' }, { body: '停电' });
    const twice = mergeDrafts({ body: '停水' }, { ...once, body: '停水了' }, { body: '没有气' });
    expect(besideFields(twice)).toEqual({ body: '停电\n没有气' });
  });
});

describe('whatever both write', () => {
  test('no new word of either is lost', () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, mine, theirs) => {
        const merged = mergeDrafts(base, mine, theirs);
        for (const side of [mine, theirs])
          for (const [key, value] of Object.entries(side)) {
            const isNew = value !== null && value !== '' && value !== base[key];
            if (isNew) expect(says(merged, value), `${String(value)} in ${said(merged)}`).toBe(true);
          }
      }),
    );
  });

  test('a field that one of them left alone is as the other has it', () => {
    fc.assert(
      fc.property(fields, fields, (base, changed) => {
        expect(sameFields(mergeDrafts(base, base, changed), changed)).toBe(true);
        expect(sameFields(mergeDrafts(base, changed, base), changed)).toBe(true);
      }),
    );
  });

  test('what I wrote stays in the field', () => {
    fc.assert(
      fc.property(fields, fields, fields, (base, mine, theirs) => {
        const merged = mergeDrafts(base, mine, theirs);
        for (const [key, value] of Object.entries(mine))
          if (value !== null && value !== '' && value !== base[key]) expect(merged[key]).toBe(value);
      }),
    );
  });
});
