import { tickets } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, codeOf, type Matter, TestCity, type Worker } from './kit/city.ts';

// Written by hand: who may make which step, when. The water bureau has the lead; agent1 filed it. It never reads the tables.
// `1` may, `0` may not (403), `-` does not even learn that there is such a ticket (404).
// prettier-ignore
const columns: readonly Account[] =
                        ['agent1', 'agent2', 'dispatch1', 'water1', 'water-head', 'urban1', 'callback1', 'super1', 'knowledge1', 'admin1', 'security1', 'audit1'];
// prettier-ignore
const matrix: readonly (readonly [state: string, event: string, cells: string])[] = [
  ['received',    'take',      '1        1         1            -         -             -         1            1         -             -         -            -'],
  ['received',    'answer',    '1        0         1            -         -             -         0            0         -             -         -            -'],
  ['received',    'refuse',    '1        0         1            -         -             -         0            0         -             -         -            -'],
  ['received',    'dispatch',  '1        0         1            -         -             -         0            0         -             -         -            -'],
  ['received',    'withdraw',  '1        1         0            -         -             -         1            1         -             -         -            -'],
  ['assigned',    'sign',      '0        0         0            1         1             -         0            0         -             -         -            -'],
  ['assigned',    'return',    '0        0         0            1         1             -         0            0         -             -         -            -'],
  ['assigned',    'withdraw',  '1        1         0            0         0             -         1            1         -             -         -            -'],
  ['returned',    'dispatch',  '1        0         1            0         0             -         0            0         -             -         -            -'],
  ['returned',    'withdraw',  '1        1         0            0         0             -         1            1         -             -         -            -'],
  ['handling',    'progress',  '0        0         0            1         1             -         0            0         -             -         -            -'],
  ['handling',    'reply',     '0        0         0            1         1             -         0            0         -             -         -            -'],
  ['handling',    'withdraw',  '1        1         0            0         0             -         1            1         -             -         -            -'],
  ['replied',     'call-back', '0        0         0            0         0             -         1            0         -             -         -            -'],
  ['replied',     'withdraw',  '1        1         0            0         0             -         1            1         -             -         -            -'],
  ['called-back', 'redo',      '0        0         0            0         0             -         1            1         -             -         -            -'],
  ['called-back', 'close',     '0        0         0            0         0             -         1            1         -             -         -            -'],
  ['called-back', 'withdraw',  '1        1         0            0         0             -         1            1         -             -         -            -'],
  ['closed',      'archive',   '0        0         1            0         0             -         1            1         -             -         -            -'],
];

let city: TestCity;
let people: Record<Account, Worker>;
const inState = new Map<string, Matter>();
beforeAll(async () => {
  city = await TestCity.open('ticketing-matrix');
  people = city.people;
  const { agent1, dispatch1, water1, callback1 } = people;
  const way: readonly (readonly [string, (matter: Matter) => Promise<unknown>])[] = [
    ['received', () => Promise.resolve()],
    ['assigned', (matter) => dispatch1.dispatches(matter, 'water-bureau')],
    ['handling', (matter) => water1.signs(matter)],
    ['replied', (matter) => water1.replies(matter, '已修好')],
    ['called-back', (matter) => callback1.reaches(matter, 'yes', 4)],
    ['closed', (matter) => callback1.closes(matter)],
  ];
  for (const [at, [state]] of way.entries()) {
    const matter = await agent1.files();
    for (const [, goes] of way.slice(0, at + 1)) await goes(matter);
    inState.set(state, matter);
  }
  const returned = await agent1.files();
  await dispatch1.dispatches(returned, 'water-bureau');
  await water1.returns(returned, '不归我局');
  inState.set('returned', returned);
});
afterAll(() => city.close());

/** Asked without a version: who may is told that it is missing, nobody moves anything. */
const asked = { 'version.missing': '1', 'ticket.not-yours': '0', 'ticket.unknown': '-' } as const;

describe('who may do what (rows 15, 81, 117)', () => {
  test.each(matrix)('%s · %s', async (state, event, cells) => {
    const matter = inState.get(state);
    expect(matter?.now.state).toBe(state);
    const found = await Promise.all(
      columns.map(async (account) => {
        const { me } = people[account];
        const code = await codeOf(city.house.desk.move(me, matter?.id ?? '', undefined, { event: event as 'take' }));
        return asked[code as keyof typeof asked] ?? code;
      }),
    );
    expect(found.join(' ')).toBe(cells.replace(/ +/g, ' '));
  });

  test.each(matrix)('%s · %s is a button of exactly those who may', async (state, event, cells) => {
    const matter = inState.get(state) as Matter;
    const found = await Promise.all(
      columns.map((account) =>
        people[account].mayDo(matter).then(
          (buttons) => (buttons.includes(event) ? '1' : '0'),
          () => '-',
        ),
      ),
    );
    expect(found.join(' ')).toBe(cells.replace(/ +/g, ' '));
  });

  test('nobody has a button that no row gives her', async () => {
    for (const [state, matter] of inState) {
      const rows = matrix.filter(([of]) => of === state);
      for (const [at, account] of columns.entries()) {
        const expected = rows.filter(([, , cells]) => cells.split(/ +/)[at] === '1').map(([, event]) => event);
        const found = await people[account].mayDo(matter).catch(() => []);
        expect([state, account, [...found].sort()]).toEqual([state, account, expected.sort()]);
      }
    }
  });

  test('a ticket is filed by agents, callback agents and supervisors', () => {
    const may = columns.filter((account) => people[account].me.permissions.has(tickets.file.permission));
    expect(may).toEqual(['agent1', 'agent2', 'callback1', 'super1']);
  });
});
