import { describe, expect, test } from 'vitest';
import { answered, currentQuestion, isAsked, isComplete, saidIn } from './questions.ts';

describe('the three questions of a callback', () => {
  test('follow one another, and only the first is asked of nobody', () => {
    expect(currentQuestion({})).toBe('contacted');
    expect(currentQuestion({ contacted: true })).toBe('solved');
    expect(currentQuestion({ contacted: true, solved: 'yes' })).toBe('satisfied');
    expect(currentQuestion({ contacted: true, solved: 'yes', satisfied: 4 })).toBe('satisfied');
    expect([isAsked('solved', {}), isAsked('solved', { contacted: false }), isAsked('solved', { contacted: true })]).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('not reached takes back what was answered before', () => {
    expect(answered({ contacted: true, solved: 'no', satisfied: 1 }, 'contacted', false)).toEqual({ contacted: false });
  });

  test('are complete without satisfaction, not without solved', () => {
    expect(
      [{ contacted: true } as const, { contacted: true, solved: 'partly' } as const, { contacted: false }, {}].map(isComplete),
    ).toEqual([false, true, true, false]);
  });

  test('come back from a draft; what does not fit is as if unsaid', () => {
    expect(saidIn({ contacted: true, solved: 'partly', satisfied: 4, note: 'x' })).toEqual({
      contacted: true,
      solved: 'partly',
      satisfied: 4,
    });
    expect(saidIn({ contacted: 'yes', solved: 'perhaps', satisfied: 9 })).toEqual({});
  });
});
