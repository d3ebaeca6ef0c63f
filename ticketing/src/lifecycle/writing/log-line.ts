import { createHmac } from 'node:crypto';
import { canonical, type KeyRing } from '@hotline/platform';
import type { LogRow, TicketRow } from '../../tables/ticket.ts';

export type LogLine = Omit<LogRow, 'xid'>;

/** Columns that repeat what stands elsewhere, or that the mac itself fills. */
const uncovered = new Set<string>(['dueAt', 'dueKind', 'logMac', 'words']);

/** Columns that tables got later: empty, they are left out, so that what was filed before them is vouched for as it was. */
const later = new Set<string>(['point']);

/** Everything a step may write, in a form that is the same for the same row. */
const covered = (row: TicketRow): unknown =>
  Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) =>
      uncovered.has(name) || (later.has(name) && value === null) ? [] : [[name, value instanceof Date ? value.toISOString() : value]],
    ),
  );

const macOf = (ring: KeyRing, keyId: string, what: unknown): string =>
  createHmac('sha256', ring.key(keyId, 'ticket')).update(canonical(what)).digest('base64url');

/** The authentication code of a ticket's row as a step left it. */
export const macOfRow = (ring: KeyRing, keyId: string, row: TicketRow): string => macOf(ring, keyId, covered(row));

/**
 * The authentication code of a log line: it covers the line, the line before it and the ticket's row after the step, so that who lacks the
 * key can change neither a line nor a ticket without `verify` naming it.
 */
export function macOfLine(ring: KeyRing, line: Omit<LogLine, 'mac'>, macBefore: string): string {
  const { ticketId, version, at, event, actor, actorUnit, fromState, toState, form, note, rowMac, keyId } = line;
  return macOf(ring, keyId, [
    macBefore,
    ticketId,
    version,
    at.toISOString(),
    event,
    actor,
    actorUnit,
    fromState,
    toState,
    form,
    note,
    rowMac,
  ]);
}
