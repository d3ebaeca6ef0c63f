import type { ProblemCode, TicketGuard } from '@hotline/contracts';
import type { WorkingCalendar } from '@hotline/platform';
import { cityDateOf } from '@hotline/platform';
import type { TicketRow } from '../tables/ticket.ts';
import type { Limits } from './limits.ts';

/** What a guard may look at. `form` is absent when the question is which buttons to draw. */
export interface GuardFacts {
  readonly ticket: TicketRow;
  readonly me: { readonly account: string };
  readonly form: Readonly<Record<string, unknown>> | undefined;
  readonly at: Date;
  readonly limits: Limits;
  readonly calendar: WorkingCalendar;
  /** Whether a unit exists and takes tickets. */
  readonly takesTickets: (unit: string) => boolean;
}

export const guards = {
  always: () => null,
  'not-hers-already': ({ ticket, me }) => (ticket.owner === me.account ? 'ticket.yours-already' : null),
  'unit-takes-tickets': ({ form, takesTickets }) => (form && !takesTickets(String(form['unit'])) ? 'ticket.unit-unfit' : null),
  // Third return: 会商, and the unit named then may not return it (DOMAIN 2.4).
  'may-return': ({ ticket, limits, calendar, at }) => {
    const byUnit = ticket.returnedBy.filter((unit) => unit === ticket.unit).length;
    if (byUnit >= limits.returnsPerUnit || ticket.returnedBy.length >= limits.returnsPerTicket) return 'ticket.returned-before';
    const last = ticket.assignedAt && calendar.addWorkdays(cityDateOf(ticket.assignedAt), limits.returnWithinWorkdays);
    return last && cityDateOf(at) > last ? 'ticket.return-too-late' : null;
  },
  'answers-fit': ({ form }) => {
    if (!form) return null;
    const answered = form['solved'] !== undefined || form['satisfied'] !== undefined;
    const fits = form['contacted'] === true ? form['solved'] !== undefined : !answered;
    return fits ? null : 'ticket.answers-unfit';
  },
  'may-redo': ({ ticket, limits }) => (ticket.redos >= limits.redosPerTicket ? 'ticket.redone-enough' : null),
  // What she said on the telephone stands; a second text does not change her first.
  'not-rated-yet': ({ ticket }) => {
    if (ticket.outcome === 'withdrawn') return 'ticket.nothing-to-rate';
    return ticket.satisfied === null ? null : 'ticket.rated-already';
  },
} satisfies Record<TicketGuard, (facts: GuardFacts) => ProblemCode | null>;
