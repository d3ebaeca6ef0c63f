import { refusalReasons, type RefusalReason, returnReasons, type ReturnReason } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { categories, leaves } from '../categories.ts';
import { dice } from '../dice.ts';
import { drawTicket, typeMix } from '../draw.ts';
import { composeNote, composeRefusal, composeReturn, type NoteKind } from './notes.ts';
import { composeReply } from './reply.ts';

const whole = /^[^{}|]+$/;

describe('what units write back', () => {
  test('a reply to every category and type is whole, and names the category', () => {
    const random = dice(1);
    for (const { code, name } of categories.filter(({ level }) => level > 1))
      for (const type of Object.keys(typeMix) as (keyof typeof typeMix)[]) {
        const { answer, publicAnswer } = composeReply(random, { category: code, type, region: '411425' });
        expect(answer).toMatch(whole);
        expect(publicAnswer).toMatch(whole);
        expect(answer).toContain(name);
      }
  });

  test('the public answer tells no estate, door or telephone number', () => {
    const random = dice(2);
    for (let time = 0; time < 1_000; time++) {
      const { category, type, region, matter } = drawTicket(random);
      const { publicAnswer } = composeReply(random, { category, type, region, about: matter.title + matter.body });
      expect(publicAnswer).not.toMatch(/号楼|单元|\d{7}/);
      expect(publicAnswer).not.toContain(matter.place);
    }
  });

  test('most matters are solved, and one that is not true is never called solved', () => {
    const random = dice(3);
    const replies = Array.from({ length: 2_000 }, () => composeReply(random, drawTicket(random)));
    const solved = replies.filter((reply) => reply.solved).length / replies.length;
    expect(solved).toBeGreaterThan(0.8);
    expect(solved).toBeLessThan(0.98);
    expect(replies.some(({ facts, solved: done }) => !facts && done)).toBe(false);
  });

  test('a burst pipe is answered with a repair, a price with a price', () => {
    const random = dice(4);
    const order = { category: 'water-fee', type: 'consult', region: '411402' } as const;
    expect(composeReply(random, order).answer).toContain('阶梯水价');
  });
});

describe('notes on the way', () => {
  const order = { category: leaves[0]?.code ?? '', region: '411403' };

  test('every kind of note is whole', () => {
    const random = dice(5);
    const kinds: NoteKind[] = ['dispatch', 'progress', 'redo', 'call-back', 'no-answer', 'withdraw'];
    for (const kind of kinds) for (let time = 0; time < 20; time++) expect(composeNote(random, kind, order)).toMatch(whole);
  });

  test('every reason for a return or a refusal has its words', () => {
    const random = dice(6);
    for (const reason of Object.keys(returnReasons) as ReturnReason[]) expect(composeReturn(random, reason, order)).toMatch(whole);
    for (const reason of Object.keys(refusalReasons) as RefusalReason[]) expect(composeRefusal(random, reason, order)).toMatch(whole);
  });
});
