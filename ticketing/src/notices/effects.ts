import { randomUUID } from 'node:crypto';
import { type TicketEffect, type TicketEvent, ticketLifecycle, type TicketStep } from '@hotline/contracts';
import type { TicketRow } from '../tables/ticket.ts';

/** Who reads a notice: a unit, whoever has a right, or one person. */
export type Audience = `unit:${string}` | `right:${string}` | `person:${string}`;

export interface NoticeOrder {
  readonly id: string;
  readonly audience: Audience;
  readonly at: Date;
  readonly ticketId: string;
  readonly kind: string;
  readonly onceBy: string;
}

/** Whom each effect tells; the citizen is told by a message (citizen-words.ts), not by a notice. */
const audiences = {
  'tell-dispatchers': () => 'right:ticket.dispatch',
  'tell-unit': ({ unit }) => (unit ? `unit:${unit}` : undefined),
  'tell-callback': () => 'right:ticket.call-back',
  'tell-owner': ({ owner, filedBy }) => `person:${owner ?? filedBy}`,
  'tell-supervisors': () => 'right:ticket.supervise',
  'tell-citizen': () => undefined,
} satisfies Record<TicketEffect, (ticket: Pick<TicketRow, 'unit' | 'owner' | 'filedBy'>) => Audience | undefined>;

/** The notices of some effects. `onceBy` makes them exist once, however often the work is repeated. */
export function noticesOf(
  effects: readonly TicketEffect[],
  ticket: Pick<TicketRow, 'id' | 'unit' | 'owner' | 'filedBy'>,
  kind: string,
  at: Date,
  once: string,
): NoticeOrder[] {
  return effects.flatMap((effect) => {
    const audience = audiences[effect](ticket);
    return audience ? [{ id: randomUUID(), audience, at, ticketId: ticket.id, kind, onceBy: `${once}:${audience}` }] : [];
  });
}

export const effectsOf = (event: TicketEvent): readonly TicketEffect[] => (ticketLifecycle[event] as TicketStep).effects;
