import {
  asks,
  forms,
  relations,
  type Relation,
  roles,
  ticketClocks,
  ticketEventNames,
  ticketLifecycle,
  TicketMoveBody,
  ticketMoveNames,
  ticketStateNames,
  ticketStates,
  type TicketState,
  type TicketStep,
  tickets,
} from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { ground, now, somebody, ticketIn } from '../../tests/kit/pure.ts';
import { guards } from './guards.ts';
import { sets, stays } from './sets.ts';
import { can, fileStep, makeStep, refusal } from './step.ts';

// Read from the tables: they prove the tables consistent. That they are right is for the stories, which never read them.

const stepOf = (event: keyof typeof ticketLifecycle): TicketStep => ticketLifecycle[event];
const relationNames = Object.keys(relations) as Relation[];

/** Somebody who is this to the ticket, and what else she is by having the same right. */
function standing(relation: Relation | 'handler of another unit') {
  const is: Relation = relation === 'handler of another unit' ? 'handler' : relation;
  const me = somebody([relations[is].needs], {
    account: relation === 'owner' ? 'agent1' : 'somebody',
    unit: relation === 'handler' ? 'water-bureau' : 'urban-bureau',
  });
  const also: Relation[] = relation === 'owner' ? ['intake'] : [];
  return { me, are: relation === 'handler of another unit' ? [] : [is, ...also] };
}

describe('the table of a ticket', () => {
  const product = ticketStateNames.flatMap((state) =>
    [...relationNames, 'handler of another unit' as const].map((relation) => [state, relation] as const),
  );

  test.each(product)('%s · %s: each step is allowed by its row, or refused as not hers or in the wrong state', (state, relation) => {
    const { me, are } = standing(relation);
    // Before a dispatch there is no unit, and so nobody of it.
    const stands = state === 'received' ? are.filter((one) => one !== 'handler') : are;
    for (const event of ticketMoveNames) {
      const { by, from } = stepOf(event);
      const hers = by.some((one) => stands.includes(one));
      const expected = !hers ? 'ticket.not-yours' : from.includes(state) ? null : 'ticket.wrong-state';
      expect([event, refusal(ground, ticketIn(state), event, me, now)]).toEqual([event, expected]);
    }
  });

  test.each(product)(
    '%s · %s: her buttons are exactly the steps that are not refused, each with the form that it asks',
    (state, relation) => {
      const { me } = standing(relation);
      const ticket = ticketIn(state);
      const allowed = ticketMoveNames.filter((event) => refusal(ground, ticket, event, me, now) === null);
      expect(can(ground, ticket, me, now)).toEqual(allowed.map((event) => ({ event, form: stepOf(event).asks })));
    },
  );

  test.each(ticketMoveNames)(
    '%s writes the state of its row, the next version and one log line, and leaves the row before as it was',
    (event) => {
      const { from, to } = stepOf(event);
      for (const state of from) {
        const before = ticketIn(state);
        const form = { contacted: true, solved: 'yes', unit: 'urban-bureau', reason: 'other', note: '说明' };
        const { row, line } = makeStep(ground, before, event, { account: 'dispatch1', unit: 'hotline' }, now, form);
        expect(row).toMatchObject({ id: before.id, state: to ?? state, version: 6, logMac: line.mac });
        expect(line).toMatchObject({
          event,
          fromState: state,
          toState: to ?? state,
          version: 6,
          actor: 'dispatch1',
          actorUnit: 'hotline',
          note: '说明',
        });
        expect(before).toEqual(ticketIn(state, pickSealed(before)));
      }
    },
  );

  test('the step that makes a ticket begins it in the state of its row', () => {
    const { row, line } = fileStep(ground, { ...ticketIn('received'), version: 1 }, { account: 'agent1', unit: 'hotline' }, now);
    expect(line).toMatchObject({ event: 'file', fromState: null, toState: stepOf('file').to, version: 1 });
    expect(row.state).toBe(stepOf('file').to);
    expect(stepOf('file').from).toEqual([]);
  });

  test('every state is reached from filing, and every open one is left', () => {
    const reached = new Set<TicketState>();
    for (let next = [stepOf('file').to]; next.length > 0;) {
      const found = next.filter((state): state is TicketState => state !== undefined && !reached.has(state));
      for (const state of found) reached.add(state);
      next = ticketMoveNames.filter((event) => found.some((state) => stepOf(event).from.includes(state))).map((event) => stepOf(event).to);
    }
    expect([...reached].sort()).toEqual([...ticketStateNames].sort());
    const left = new Set(ticketMoveNames.flatMap((event) => (stepOf(event).to ? stepOf(event).from : [])));
    expect(ticketStateNames.filter((state) => ticketStates[state].open && !left.has(state))).toEqual([]);
  });

  test('no clock runs in an end state, and each runs somewhere', () => {
    for (const { runsIn } of Object.values(ticketClocks)) {
      expect(runsIn.filter((state) => !ticketStates[state].open)).toEqual([]);
      expect(runsIn.length).toBeGreaterThan(0);
    }
  });

  test("every step is somebody's, has its form and both its labels, and names nothing twice", () => {
    for (const event of ticketEventNames) {
      const { by, asks: form, zh, en, from, sets: written, effects } = stepOf(event);
      expect(by.length).toBeGreaterThan(0);
      expect(forms).toHaveProperty(form);
      expect([zh, en].every((label) => label.length > 0)).toBe(true);
      for (const list of [by, from, written, effects] as const) expect(new Set<string>(list).size).toBe(list.length);
    }
  });

  test.each([
    ['guard', Object.keys(guards), ticketEventNames.map((event) => stepOf(event).guard)],
    ['set', Object.keys(sets), ticketEventNames.flatMap((event) => stepOf(event).sets)],
    ['stay', Object.keys(stays), ticketEventNames.flatMap((event) => stepOf(event).unless ?? [])],
  ])('every word for a %s is used by some step', (_, words, used) => {
    expect(words.filter((word) => !(used as string[]).includes(word))).toEqual([]);
  });
});

describe('what is made from the table', () => {
  test('every right that a relation needs is held by some post, but for the right to rate, which only the citizen has', () => {
    const held = new Set<string>(Object.values(roles).flatMap(({ may }) => may));
    expect(relationNames.filter((relation) => !held.has(relations[relation].needs))).toEqual(['citizen']);
  });

  test('who may file by the table is who may file by the operation', () => {
    expect(stepOf('file').by.map((relation) => relations[relation].needs)).toEqual([tickets.file.permission]);
  });

  test('the body of a move has exactly one branch for each step, with the fields of its form', () => {
    const branches = (TicketMoveBody as unknown as z.ZodDiscriminatedUnion).options as z.ZodObject<{ event: z.ZodLiteral<string> }>[];
    expect(branches.map(({ shape }) => shape.event.value)).toEqual([...ticketMoveNames]);
    for (const { shape } of branches) {
      const { asks: form } = stepOf(shape.event.value as (typeof ticketMoveNames)[number]);
      expect(Object.keys(shape).sort()).toEqual(['event', ...Object.keys(forms[form].shape)].sort());
    }
  });

  test('every field of a form says how it is asked, in both languages', () => {
    for (const form of Object.values(forms))
      for (const [field, schema] of Object.entries<z.ZodType>(form.shape)) {
        const how = asks.get(schema);
        expect([field, (how?.zh.length ?? 0) > 0, (how?.en.length ?? 0) > 0]).toEqual([field, true, true]);
        expect((how?.ask === 'choice') === (how?.choices !== undefined)).toBe(true);
      }
  });
});

/** Sealing draws a random number: two tickets of the same person differ there. */
const pickSealed = ({ nameSealed, phoneSealed }: ReturnType<typeof ticketIn>) => ({ nameSealed, phoneSealed });
