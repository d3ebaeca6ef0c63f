import type { Person } from '@hotline/platform';
import { inArray, type SQL, sql } from 'drizzle-orm';
import type { Units } from '../ports.ts';
import { ticket } from '../tables/ticket.ts';

/**
 * What this person may know exists: everything for who works at the hotline, the tickets of her unit and those below it for a department.
 * Lists, counts, pages, timelines and searches all go through it; sockets go by the same rule (rooms of unit and right).
 */
export function visibleTo(me: Person, units: Units): SQL {
  if (me.permissions.has('ticket.read-all')) return sql`true`;
  if (me.permissions.has('ticket.handle')) return inArray(ticket.unit, [...units.below(me.unit)]);
  return sql`false`;
}

/** The same rule for a row in hand. */
export const sees = (me: Person, units: Units, row: { readonly unit: string | null }): boolean =>
  me.permissions.has('ticket.read-all') ||
  (me.permissions.has('ticket.handle') && row.unit !== null && units.below(me.unit).includes(row.unit));
