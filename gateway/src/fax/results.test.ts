import { expect, test } from 'vitest';
import { outcomeOf } from './results.ts';

const sent = { is: 'failed', pages: 0, words: '', station: '', rate: '', ecm: false } as const;

test.each([
  [
    'all confirmed',
    { is: 'sent', pages: 3, rate: '14400', ecm: true, station: 'A' },
    1,
    3,
    'delivered',
    /^第 1–3 页对方已逐页确认收到.*14400 bps,ECM,站号 A/,
  ],
  ['only the end of the talk was lost', { pages: 2, words: 'hangup' }, 1, 2, 'delivered', /^第 1–2 页/],
  [
    'one of two, the second try',
    { pages: 1, words: 'Disconnected after permitted retries' },
    2,
    3,
    'later',
    /^第 2 页已确认收到;第 3–4 页未确认:对方未确认/,
  ],
  ['nobody there', { is: 'no-answer' }, 1, 1, 'later', /^无人接听/],
  ['engaged', { is: 'busy' }, 1, 1, 'later', /^对方占线/],
  ['a voice answers', { words: 'Timed out waiting for initial communication (T1)' }, 1, 1, 'later', /不是传真机/],
] as const)('%s', (_, how, first, count, is, words) => {
  const outcome = outcomeOf({ ...sent, ...how }, first, count);
  expect(outcome.is).toBe(is);
  expect(outcome.words).toMatch(words);
});
