import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldNames, type Fields, matterOf, readDraft, uuid } from './draft.ts';
import { sha256, solve } from '../proof.ts';

const hex = (words: Int32Array): string => [...words].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

describe('the work before a matter is sent', () => {
  test('our hash is SHA-256, whatever the text and its length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        expect(hex(sha256(text))).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
    for (const length of [0, 54, 55, 56, 63, 64, 65, 119, 120])
      expect(hex(sha256('a'.repeat(length)))).toBe(createHash('sha256').update('a'.repeat(length)).digest('hex'));
  });

  test('the number that is found makes twelve zero bits', async () => {
    const nonce = await solve('challenge', 12);
    expect(createHash('sha256').update(`challenge:${nonce}`).digest('hex')).toMatch(/^000/);
  });
});

describe('a draft on this device', () => {
  const fields = Object.fromEntries(fieldNames.map((name) => [name, name]));
  const kept = (change: object = {}): string => JSON.stringify({ id: uuid(), fields, photos: [], savedAt: 1_000, ...change });

  test('is read for a week', () => {
    expect(readDraft(kept(), 1_000 + 7 * 86_400_000)?.fields).toEqual(fields);
    expect(readDraft(kept(), 1_001 + 7 * 86_400_000)).toBeUndefined();
  });

  test('that is broken, or that nothing wrote, is none', () => {
    for (const text of [null, '', '{', '[]', 'null', '5', '{"id":1}', kept({ photos: null }), kept({ fields: null })])
      expect([text, readDraft(text, 2_000)]).toEqual([text, undefined]);
  });

  test('of another page holds what this one knows', () => {
    expect(readDraft(kept({ fields: { body: '停水', old: 'x', phone: 5 } }), 2_000)?.fields).toMatchObject({
      body: '停水',
      phone: '',
      when: '',
    });
  });

  test('has an id of its own', () => {
    expect(uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});

describe('a matter as it is sent', () => {
  const typed = (fields: Partial<Fields>) => ({
    id: 'x',
    fields: { ...(Object.fromEntries(fieldNames.map((name) => [name, ''])) as Fields), body: ' 停水 ', phone: '138 0000-1111', ...fields },
    photos: [{ id: 'p1', name: 'a.jpg' }],
    savedAt: null,
  });
  const proof = { challenge: 'c', nonce: 1 };

  test('leaves out what was left empty', () => {
    expect(matterOf(typed({ when: '  ' }), '', proof)).toEqual({
      id: expect.stringMatching(/^[\da-f-]{36}$/) as string,
      body: '停水',
      place: { text: '' },
      contact: { phone: '13800001111' },
      files: ['p1'],
      proof,
    });
  });

  test('is the same one as long as nothing of it changes', () => {
    const idOf = (fields: Partial<Fields>, id = 'x', code = ''): string | undefined => matterOf({ ...typed(fields), id }, code, proof).id;
    expect(idOf({ when: '昨天' }, 'x', '123456')).toBe(idOf({ when: '昨天' }));
    expect(new Set([idOf({}), idOf({ when: '昨天' }), idOf({ body: '停电' }), idOf({}, 'y')]).size).toBe(4);
  });

  test('a point that was marked goes along as numbers', () => {
    const point = { lat: 34.414312, lng: 115.656299 };
    expect(matterOf(typed({ place: '三号楼', point: '34.414312,115.656299' }), '', proof).place).toEqual({ text: '三号楼', point });
  });

  test('a place that was typed and not chosen is part of its words', () => {
    expect(matterOf(typed({ region: '睢阳', place: '三号楼' }), '', proof).place).toEqual({ text: '睢阳 三号楼' });
    expect(matterOf(typed({ region: '睢阳区', regionCode: '411403', place: '三号楼' }), '', proof).place).toEqual({
      text: '三号楼',
      regionCode: '411403',
    });
  });

  test('a type that there is not is none', () => {
    expect(matterOf(typed({ type: 'bribe' }), '', proof)).not.toHaveProperty('type');
    expect(matterOf(typed({ type: 'help' }), '123456', proof)).toMatchObject({ type: 'help', smsCode: '123456' });
  });
});
