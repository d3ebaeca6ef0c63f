import type { ClockKind, LimitRule, TicketMove, TicketState } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { ground, now, somebody, ticketIn } from '../../tests/kit/pure.ts';
import { type ClockChange, clocksAfter } from '../deadlines/clocks.ts';
import { makeStep, refusal } from './step.ts';

// Written by hand: where each step leads from each state, `·` where it is not possible. It never reads the table.
// prettier-ignore
const states: TicketState[] =
          ['received', 'assigned', 'returned', 'handling', 'replied', 'called-back', 'closed', 'archived'];
// prettier-ignore
const grid: Record<TicketMove, string> = {
  take:      'received   ·         ·         ·         ·            ·         ·         ·',
  answer:    'closed     ·         ·         ·         ·            ·         ·         ·',
  refuse:    'closed     ·         ·         ·         ·            ·         ·         ·',
  dispatch:  'assigned   ·         assigned  ·         ·            ·         ·         ·',
  sign:      '·          handling  ·         ·         ·            ·         ·         ·',
  return:    '·          returned  ·         ·         ·            ·         ·         ·',
  progress:  '·          ·         ·         handling  ·            ·         ·         ·',
  reply:     '·          ·         ·         replied   ·            ·         ·         ·',
  'call-back':'·         ·         ·         ·         called-back  ·         ·         ·',
  rate:      '·          ·         ·         ·         ·            called-back  closed ·',
  redo:      '·          ·         ·         ·         ·            handling  ·         ·',
  close:     '·          ·         ·         ·         ·            closed    ·         ·',
  archive:   '·          ·         ·         ·         ·            ·         archived  ·',
  withdraw:  'closed     closed    closed    closed    closed       closed    ·         ·',
};

/** The one person of a very small hotline, who is everything to every ticket. */
const her = somebody(['ticket.file', 'ticket.dispatch', 'ticket.handle', 'ticket.call-back', 'ticket.supervise', 'ticket.rate'], {
  account: 'agent1',
  unit: 'water-bureau',
});
const form = { contacted: true, solved: 'yes', unit: 'urban-bureau', note: '说明' };

describe('where a step leads', () => {
  test.each(Object.entries(grid) as [TicketMove, string][])('%s leads to %s', (event, cells) => {
    const found = states.map((state) => {
      const ticket = ticketIn(state, { unit: 'water-bureau', assignedAt: now });
      const code = refusal(ground, ticket, event, her, now, form);
      if (code === 'ticket.wrong-state') return '·';
      return code ?? makeStep(ground, ticket, event, her, now, form).row.state;
    });
    expect(found).toEqual(cells.split(/ +/));
  });
});

describe('what a step asks before it is made', () => {
  const codeOf = (event: TicketMove, ticket: ReturnType<typeof ticketIn>, answers: Record<string, unknown> = form) =>
    refusal(ground, ticket, event, her, now, answers);

  test('a ticket that is hers is not taken again', () => {
    expect(codeOf('take', ticketIn('received', { owner: 'agent1' }))).toBe('ticket.yours-already');
    expect(codeOf('take', ticketIn('received', { owner: 'agent2' }))).toBeNull();
  });

  test('a ticket goes only to a unit that takes tickets', () => {
    expect(codeOf('dispatch', ticketIn('received'), { unit: 'hotline' })).toBe('ticket.unit-unfit');
    expect(codeOf('dispatch', ticketIn('received'), {})).toBe('ticket.unit-unfit');
  });

  test('a unit returns a ticket once, all units together twice, within two working days', () => {
    expect(codeOf('return', ticketIn('assigned', { returnedBy: ['urban-bureau'] }))).toBeNull();
    expect(codeOf('return', ticketIn('assigned', { returnedBy: ['water-bureau'] }))).toBe('ticket.returned-before');
    expect(codeOf('return', ticketIn('assigned', { returnedBy: ['urban-bureau', 'fire-brigade'] }))).toBe('ticket.returned-before');
    expect(codeOf('return', ticketIn('assigned', { assignedAt: new Date('2026-11-23T01:00:00Z') }))).toBeNull();
    expect(codeOf('return', ticketIn('assigned', { assignedAt: new Date('2026-11-20T15:59:00Z') }))).toBe('ticket.return-too-late');
  });

  test('a ticket is redone twice', () => {
    expect(codeOf('redo', ticketIn('called-back', { redos: 1 }))).toBeNull();
    expect(codeOf('redo', ticketIn('called-back', { redos: 2 }))).toBe('ticket.redone-enough');
  });

  test('a citizen who was reached is asked whether it is solved, and one who was not is asked nothing', () => {
    const ticket = ticketIn('replied');
    expect(codeOf('call-back', ticket, { contacted: true, solved: 'no' })).toBeNull();
    expect(codeOf('call-back', ticket, { contacted: false })).toBeNull();
    for (const answers of [{ contacted: true }, { contacted: false, solved: 'no' }, { contacted: false, satisfied: 3 }, {}])
      expect([answers, codeOf('call-back', ticket, answers)]).toEqual([
        answers,
        answers.contacted === undefined ? null : 'ticket.answers-unfit',
      ]);
  });
});

// prettier-ignore
const whoMay: Record<TicketMove, string> = {
  //             owner  other agent  dispatcher  lead unit  other unit  callback agent  supervisor  citizen
  take:        '1      1            1           0          0           0               0           0',
  answer:      '1      0            1           0          0           0               0           0',
  refuse:      '1      0            1           0          0           0               0           0',
  dispatch:    '1      0            1           0          0           0               0           0',
  sign:        '0      0            0           1          0           0               0           0',
  return:      '0      0            0           1          0           0               0           0',
  progress:    '0      0            0           1          0           0               0           0',
  reply:       '0      0            0           1          0           0               0           0',
  'call-back': '0      0            0           0          0           1               0           0',
  rate:        '0      0            0           0          0           0               0           1',
  redo:        '0      0            0           0          0           1               1           0',
  close:       '0      0            0           0          0           1               1           0',
  archive:     '0      0            1           0          0           1               1           0',
  withdraw:    '1      1            0           0          0           0               0           0',
};
const people = [
  somebody(['ticket.file'], { account: 'agent1' }),
  somebody(['ticket.file'], { account: 'agent2' }),
  somebody(['ticket.dispatch']),
  somebody(['ticket.handle'], { unit: 'water-bureau' }),
  somebody(['ticket.handle'], { unit: 'urban-bureau' }),
  somebody(['ticket.call-back']),
  somebody(['ticket.supervise']),
  somebody(['ticket.rate']),
];

describe('whose a step is', () => {
  test.each(Object.entries(whoMay) as [TicketMove, string][])('%s: %s', (event, cells) => {
    const ticket = ticketIn('archived');
    const found = people.map((me) => (refusal(ground, ticket, event, me, now) === 'ticket.not-yours' ? '0' : '1'));
    expect(found).toEqual(cells.split(/ +/));
  });
});

describe('which clocks run where', () => {
  const hours = { amount: 2, unit: 'hour' } as const;
  const rule: LimitRule = { dispatch: hours, sign: hours, contact: hours, handle: hours, extensionCap: hours, graceHours: 0 };
  const clockGround = { rule, dayEndsAtHour: 24, calendar: ground.calendar };
  const clocksOf = (event: TicketMove, before: TicketState, to: TicketState, running: readonly ClockChange[] = []): ClockChange[] => {
    const stepped = makeStep(ground, ticketIn(before), event, her, now, {});
    const came = { ...stepped, row: { ...stepped.row, unit: 'water-bureau', state: to } };
    return clocksAfter(came, running.map(({ clock }) => clock), clockGround); // prettier-ignore
  };
  const kinds = (changes: readonly ClockChange[]): ClockKind[] => changes.map(({ clock }) => clock.kind).sort();
  const everyClock = (['received', 'assigned', 'handling'] as const).flatMap((to) =>
    clocksOf('archive', 'archived', to).filter(({ clock }) => to !== 'handling' || clock.kind === 'contact'),
  );

  test.each([
    ['received', ['dispatch']],
    ['assigned', ['handle', 'sign']],
    ['returned', ['dispatch', 'handle']],
    ['handling', ['contact', 'handle']],
    ['replied', []],
    ['called-back', []],
    ['closed', []],
    ['archived', []],
  ] as [TicketState, ClockKind[]][])('a ticket that is %s is counted by %j', (state, run) => {
    expect(kinds(clocksOf('archive', 'archived', state))).toEqual(run);
    expect(kinds(everyClock)).toEqual(['contact', 'dispatch', 'handle', 'sign']);
    const stopped = clocksOf('archive', 'archived', state, everyClock).filter(({ clock }) => clock.stoppedAt !== null);
    expect(kinds(stopped)).toEqual(kinds(everyClock).filter((kind) => !run.includes(kind)));
  });

  test.each(Object.keys(grid) as TicketMove[])(
    '%s stops no clock but by leaving its states; progress alone stops the first word to the citizen',
    (event) => {
      for (const [state, run] of [
        ['received', ['dispatch']],
        ['assigned', ['handle', 'sign']],
        ['handling', ['contact', 'handle']],
      ] as const) {
        const running = everyClock.filter(({ clock }) => (run as readonly string[]).includes(clock.kind));
        const stopped = clocksOf(event, state, state, running).filter(({ clock }) => clock.stoppedAt !== null);
        expect([event, state, kinds(stopped)]).toEqual([event, state, event === 'progress' && state === 'handling' ? ['contact'] : []]);
      }
    },
  );
});

describe('what a step writes in the ticket', () => {
  const after = (event: TicketMove, ticket: ReturnType<typeof ticketIn>, answers: Record<string, unknown> = {}) => {
    const { row } = makeStep(ground, ticket, event, { account: 'somebody', unit: 'hotline' }, now, answers);
    const changed = Object.entries(row).filter(([name, value]) => value !== ticket[name as keyof typeof ticket]);
    return Object.fromEntries(changed.filter(([name]) => !['version', 'logMac', 'state'].includes(name)));
  };
  const earlier = new Date('2026-11-24T01:00:00Z');

  test('whose it is, and who signed for it, when', () => {
    expect(after('take', ticketIn('received'))).toEqual({ owner: 'somebody' });
    expect(after('sign', ticketIn('assigned'))).toEqual({ signedBy: 'somebody', signedAt: now });
  });

  test('the unit, from now on and unsigned, whoever had signed before', () => {
    const signed = { signedBy: 'water1', signedAt: earlier, assignedAt: earlier };
    expect(after('dispatch', ticketIn('returned', signed), { unit: 'urban-bureau', note: '请办' })).toEqual({
      unit: 'urban-bureau',
      assignedAt: now,
      signedBy: null,
      signedAt: null,
    });
  });

  test('which unit returned it', () => {
    const twice = after('return', ticketIn('assigned', { returnedBy: ['urban-bureau'] }), { reason: 'unclear', note: '不清楚' });
    expect(twice).toEqual({ returnedBy: ['urban-bureau', 'water-bureau'] });
  });

  test('the reply, with its three questions', () => {
    const answers = { facts: true, contacted: false, solved: true, answer: '已修', publicAnswer: '已修好' };
    const said = { answer: '已修', publicAnswer: '已修好', factsRight: true, unitContacted: false, unitSolved: true, repliedAt: now };
    expect(after('reply', ticketIn('handling'), answers)).toEqual(said);
    expect(after('progress', ticketIn('handling'), { note: '在修' })).toEqual({});
  });

  test('what the citizen said, and how often it was tried to ask her', () => {
    const first = after('call-back', ticketIn('replied'), { contacted: false });
    expect(first).toEqual({ tries: 1, firstTryAt: now, contacted: false });
    const asked = after('call-back', ticketIn('replied', { tries: 1, firstTryAt: earlier, contacted: false }), {
      contacted: true,
      solved: 'partly',
      satisfied: 3,
    });
    expect(asked).toEqual({ tries: 2, contacted: true, solved: 'partly', satisfied: 3 });
  });

  test('once more, with nothing left of what was asked before', () => {
    const rated = { tries: 2, firstTryAt: earlier, contacted: true, solved: 'no', satisfied: 1, repliedAt: earlier } as const;
    expect(after('redo', ticketIn('called-back', rated), { note: '再办' })).toEqual({
      redos: 1,
      tries: 0,
      firstTryAt: null,
      contacted: null,
      solved: null,
      satisfied: null,
      repliedAt: null,
    });
  });

  test('how it ended, and when', () => {
    expect(after('answer', ticketIn('received'), { answer: '如下' })).toEqual({
      outcome: 'answered',
      answer: '如下',
      publicAnswer: '如下',
      closedAt: now,
    });
    expect(after('refuse', ticketIn('received'), { reason: 'secret', note: '涉密' })).toEqual({
      outcome: 'refused',
      refusal: 'secret',
      closedAt: now,
    });
    expect(after('withdraw', ticketIn('handling'), { note: '不要了' })).toEqual({ outcome: 'withdrawn', closedAt: now });
    expect(after('close', ticketIn('called-back'))).toEqual({ outcome: 'handled', closedAt: now });
    expect(after('archive', ticketIn('closed'))).toEqual({ archivedAt: now });
  });
});
