import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText } from '../text.ts';
import { readPush } from './push.ts';

const hooks = {
  list: '',
  incoming: { from: 'mobile', text: 'content', id: 'sid', to: 'dest.number' },
  report: { id: 'uid', state: 'result.code', delivered: ['DELIVRD', 0], failed: ['UNDELIV', 1] },
};
const read = (body: unknown, over: Partial<typeof hooks> = {}) => {
  const { parts, reports, problems } = readPush({ hooks: { ...hooks, ...over } }, body);
  return { texts: parts.map(({ from, to, id, content, format }) => [from, to, id, decodeText(content, format)]), reports, problems };
};

describe('what a provider pushes', () => {
  test('a message', () => {
    expect(read({ mobile: '13800001111', content: '停水 𠮷', sid: 17, dest: { number: '10612345' } })).toEqual({
      texts: [['13800001111', '10612345', '17', '停水 𠮷']],
      reports: [],
      problems: [],
    });
  });

  test.each([
    ['DELIVRD', 'delivered'],
    [0, 'delivered'],
    ['0', 'delivered'],
    ['UNDELIV', 'failed'],
    [1, 'failed'],
    ['ACCEPTD', 'sent'],
  ])('a report %s is %s', (code, state) => {
    expect(read({ uid: 'a', result: { code } }).reports).toMatchObject([
      { peerId: 'a', state, words: expect.stringContaining(String(code)) as string },
    ]);
  });

  test('a list within a push: what can be read is kept, what cannot is named', () => {
    const body = { data: [{ uid: 'a', result: { code: 0 } }, { nothing: true }, { mobile: '1', content: '', sid: 's' }, null] };
    const found = read(body, { list: 'data' });
    expect(found).toMatchObject({ texts: [['1', '', 's', '']], reports: [{ peerId: 'a' }] });
    expect(found.problems.map((words) => words.match(/\d/)?.[0])).toEqual(['2', '4']);
  });

  test('more than 1,000 at once is a problem, and so is a path through what everything has', () => {
    expect(read(Array.from({ length: 1_001 }, () => ({}))).problems).toHaveLength(1);
    const inherited = { ...hooks.incoming, from: 'constructor.name', text: 'constructor.name', id: 'constructor.name' };
    expect(read({}, { incoming: inherited }).problems).toHaveLength(1);
  });

  test('anything at all is read or named, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (body) => {
        const { texts, reports, problems } = read(body);
        expect(texts.length + reports.length + problems.length).toBe(Array.isArray(body) ? body.length : 1);
      }),
    );
  });
});
