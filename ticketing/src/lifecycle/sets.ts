import type { RefusalReason, Solved, StayWord, TicketSet } from '@hotline/contracts';
import { cityDateOf } from '@hotline/platform';
import type { TicketRow } from '../tables/ticket.ts';
import type { Limits } from './limits.ts';

export interface SetFacts {
  readonly ticket: TicketRow;
  readonly me: { readonly account: string };
  /** As the step's form in contracts has parsed it. */
  readonly form: Readonly<Record<string, unknown>>;
  readonly at: Date;
  readonly limits: Limits;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** What each word of a lifecycle row writes. */
export const sets = {
  owner: ({ me }) => ({ owner: me.account }),
  unit: ({ form, at }) => ({ unit: String(form['unit']), assignedAt: at, signedBy: null, signedAt: null }),
  signed: ({ me, at }) => ({ signedBy: me.account, signedAt: at }),
  'one-return': ({ ticket }) => ({ returnedBy: [...ticket.returnedBy, ticket.unit ?? ''] }),
  reply: ({ form, at }) => ({
    factsRight: form['facts'] === true,
    unitContacted: form['contacted'] === true,
    unitSolved: form['solved'] === true,
    answer: textOf(form['answer']),
    publicAnswer: textOf(form['publicAnswer']),
    repliedAt: at,
  }),
  'one-try': ({ ticket, at }) => ({ tries: ticket.tries + 1, firstTryAt: ticket.firstTryAt ?? at }),
  rating: ({ form }) => ({
    contacted: form['contacted'] === true,
    solved: (form['solved'] as Solved | undefined) ?? null,
    satisfied: (form['satisfied'] as number | undefined) ?? null,
  }),
  'own-rating': ({ form }) => ({ satisfied: form['satisfied'] as number }),
  // What was asked about the first reply is asked again about the second.
  'one-redo': ({ ticket }) => ({
    redos: ticket.redos + 1,
    tries: 0,
    firstTryAt: null,
    contacted: null,
    solved: null,
    satisfied: null,
    repliedAt: null,
  }),
  answered: ({ form, at }) => ({
    outcome: 'answered',
    answer: textOf(form['answer']),
    publicAnswer: textOf(form['publicAnswer']) ?? textOf(form['answer']),
    closedAt: at,
  }),
  refused: ({ form, at }) => ({ outcome: 'refused', refusal: form['reason'] as RefusalReason, closedAt: at }),
  withdrawn: ({ at }) => ({ outcome: 'withdrawn', closedAt: at }),
  handled: ({ at }) => ({ outcome: 'handled', closedAt: at }),
  archived: ({ at }) => ({ archivedAt: at }),
} satisfies Record<TicketSet, (facts: SetFacts) => Partial<TicketRow>>;

/** When a step leaves the ticket in its state after all. */
export const stays = {
  // Not reached: three tries over two days, then it counts as no rating (DOMAIN 2.7).
  'tries-are-left': ({ ticket, form, at, limits }) => {
    if (form['contacted'] === true) return false;
    const sameDay = cityDateOf(ticket.firstTryAt ?? at) === cityDateOf(at);
    return ticket.tries + 1 < limits.tries || sameDay;
  },
} satisfies Record<StayWord, (facts: SetFacts) => boolean>;
