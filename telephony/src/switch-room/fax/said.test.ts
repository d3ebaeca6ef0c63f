import { expect, test } from 'vitest';
import { readSaid } from './said.ts';

test('what was said first stands, whatever a station id holds: a line break in it adds nothing of weight', () => {
  const text =
    'at=1764190000\ndialled=2281235\nfrom=<sip:03702281234@carrier>\npages=2\nstation=X\nfrom=<sip:110@x>\npages=99\u0000\nend=1';
  expect(readSaid(text, false)).toMatchObject({
    dialled: '2281235',
    headers: { from: '<sip:03702281234@carrier>' },
    pages: 2,
    station: 'X',
    isEnded: true,
    isSuccess: false,
  });
});

test('without its last line a fax has not ended; nonsense is nothing', () => {
  expect(readSaid('at=1\ndialled=1', false).isEnded).toBe(false);
  expect(readSaid('pages=-4\n=\nwords', true)).toMatchObject({ pages: 0, words: '', unanswered: '', isEnded: false });
});

test('a control sign or half a character in a station name is left out (NUL: node-postgres#2080)', () => {
  expect(readSaid('station=SQ\u0000 FAX\u0007\ufffd 1\nend=1', false).station).toBe('SQ FAX 1');
});
