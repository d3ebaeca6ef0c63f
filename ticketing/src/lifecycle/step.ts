import {
  Problem,
  type ProblemCode,
  ticketLifecycle,
  type TicketEvent,
  type TicketMove,
  ticketMoveNames,
  type TicketStep,
} from '@hotline/contracts';
import type { KeyRing, Person, WorkingCalendar } from '@hotline/platform';
import type { TicketRow } from '../tables/ticket.ts';
import { guards } from './guards.ts';
import type { Limits } from './limits.ts';
import { type LogLine, macOfLine, macOfRow } from './writing/log-line.ts';
import { isTo } from './relations.ts';
import { sets, stays } from './sets.ts';

/** What a step stands on besides the ticket: all of it known before, so that a step is a pure function. */
export interface Ground {
  readonly ring: KeyRing;
  readonly limits: Limits;
  readonly calendar: WorkingCalendar;
  readonly takesTickets: (unit: string) => boolean;
}

/** Who makes a step: a person, or the hotline by itself. */
export interface Mover {
  readonly account: string;
  readonly unit: string;
}

export interface Stepped {
  readonly event: TicketEvent;
  readonly before: TicketRow | undefined;
  readonly row: TicketRow;
  readonly line: LogLine;
}

const stepOf = (event: TicketEvent): TicketStep => ticketLifecycle[event];

/** Why this person may not make this step now; null: she may. Without a form it is asked for a button. */
export function refusal(
  ground: Ground,
  ticket: TicketRow,
  event: TicketMove,
  me: Person,
  at: Date,
  form?: Record<string, unknown>,
): ProblemCode | null {
  const step = stepOf(event);
  if (!step.by.some((relation) => isTo(me, relation, ticket))) return 'ticket.not-yours';
  if (!step.from.includes(ticket.state)) return 'ticket.wrong-state';
  return guards[step.guard]({ ...ground, ticket, me, form, at });
}

/** The steps that this person may make now, with the forms they ask: exactly her buttons. */
export const can = (ground: Ground, ticket: TicketRow, me: Person, at: Date) =>
  ticketMoveNames
    .filter((event) => refusal(ground, ticket, event, me, at) === null)
    .map((event) => ({ event, form: ticketLifecycle[event].asks }));

/** Long texts of a form stand in the log's own column; what they are called in their forms. */
const noteOf = (form: Readonly<Record<string, unknown>>): string | null => {
  const text = form['note'] ?? form['answer'];
  return typeof text === 'string' && text !== '' ? text : null;
};
const LONG = new Set(['note', 'answer', 'event']);

/** The ticket after a step, and the step's log line. Whether the step is allowed is asked before (`refusal`). */
export function makeStep(
  ground: Ground,
  ticket: TicketRow,
  event: TicketMove,
  me: Mover,
  at: Date,
  form: Record<string, unknown>,
): Stepped {
  const step = stepOf(event);
  const facts = { ...ground, ticket, me, form, at };
  const state = step.unless && stays[step.unless](facts) ? ticket.state : (step.to ?? ticket.state);
  const written: Partial<TicketRow> = Object.assign({}, ...step.sets.map((word) => sets[word](facts)));
  return logged(ground, ticket, { ...ticket, ...written, state, version: ticket.version + 1 }, event, me, at, form);
}

/** The first step: a ticket that is filed. */
export const fileStep = (ground: Ground, row: TicketRow, me: Mover, at: Date): Stepped =>
  logged(ground, undefined, row, 'file', me, at, {});

function logged(
  { ring }: Ground,
  before: TicketRow | undefined,
  after: TicketRow,
  event: TicketEvent,
  me: Mover,
  at: Date,
  form: Readonly<Record<string, unknown>>,
): Stepped {
  const line = {
    ticketId: after.id,
    version: after.version,
    at,
    event,
    actor: me.account,
    actorUnit: me.unit,
    fromState: before?.state ?? null,
    toState: after.state,
    form: Object.fromEntries(Object.entries(form).filter(([name]) => !LONG.has(name))),
    note: noteOf(form),
    rowMac: macOfRow(ring, ring.current, after),
    keyId: ring.current,
  };
  const mac = macOfLine(ring, line, before?.logMac ?? '');
  return { event, before, row: { ...after, logMac: mac }, line: { ...line, mac } };
}

/** Throws the problem of a step that may not be made. */
export function refuse(code: ProblemCode | null, details: Record<string, unknown> = {}): void {
  if (code) throw new Problem(code, details);
}
