import { describe, expect, test } from 'vitest';
import { unevenWords, unlabelledWords } from './words.ts';

describe('words of the screen', () => {
  test('a label without English, or with a blank one, is named', () => {
    expect(unlabelledWords('states', { received: { zh: '待派单', en: ' ' }, closed: { zh: '已办结' } })).toEqual([
      'states.received: no en',
      'states.closed: no en',
    ]);
  });

  test('a table whose rows carry both words passes', () => {
    expect(unlabelledWords('states', { received: { zh: '待派单', en: 'To dispatch', from: ['x'] } })).toEqual([]);
  });

  test('a key that one language lacks is named', () => {
    expect(unevenWords('words.ts', { zh: { call: '通话', hold: '保持' }, en: { call: 'Call', wait: 'Wait' } })).toEqual([
      'words.ts: en lacks "hold"',
      'words.ts: zh lacks "wait"',
    ]);
  });
});
