import { describe, expect, test } from 'vitest';
import { stepsInOrder } from './order.ts';

describe('the buttons of a ticket', () => {
  test('lead with the step onward and leave out nothing', () => {
    const can = [
      { event: 'take', form: 'NothingForm' },
      { event: 'answer', form: 'AnswerForm' },
      { event: 'refuse', form: 'RefuseForm' },
      { event: 'dispatch', form: 'DispatchForm' },
    ] as const;
    expect(stepsInOrder([...can]).map(({ event }) => event)).toEqual(['dispatch', 'take', 'answer', 'refuse']);
    expect(stepsInOrder([]).length).toBe(0);
  });

  test('close before redo: most tickets end well', () => {
    const can = [
      { event: 'redo', form: 'NoteForm' },
      { event: 'close', form: 'NothingForm' },
    ] as const;
    expect(stepsInOrder([...can]).map(({ event }) => event)).toEqual(['close', 'redo']);
  });
});
