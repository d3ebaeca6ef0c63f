import { Problem, type Told } from '@hotline/contracts';
import {
  type Actor,
  type AuditBook,
  auditLines,
  type Clock,
  type Database,
  Draft,
  eventRows,
  eventsTold,
  isTaken,
  type Tx,
} from '@hotline/platform';
import type { Plan } from './plan.ts';
import { rowsOf } from './rows.ts';

/** What writing a step needs. */
export interface Pen {
  readonly database: Database;
  readonly audit: AuditBook;
  readonly time: Clock;
}

/** Adds everything that a step writes. */
export function draftPlan({ audit, time }: Pen, draft: Draft, by: Actor, { ticket, line, clocks, notices, message, told }: Plan): void {
  draft.add(rowsOf.ticket, ticket);
  draft.add(rowsOf.line, line);
  draft.add(rowsOf.clock, ...clocks.map(({ clock }) => clock));
  draft.add(rowsOf.ledger, ...clocks.flatMap(({ ledger }) => (ledger ? [ledger] : [])));
  draft.add(rowsOf.notice, ...notices);
  if (message) draft.add(rowsOf.message, message);
  const details = { version: ticket.version, state: ticket.state, unit: ticket.unit };
  draft.add(auditLines, audit.line(by, { action: `ticket.${line.event}`, object: `ticket:${ticket.id}`, details }));
  const audiences = new Set(notices.map(({ audience }) => audience));
  const events: Told[] = [...told, ...[...audiences].map((audience) => ({ name: 'notice.written', payload: { audience } }) as const)];
  draft.add(eventRows, ...eventsTold(time, events));
}

/**
 * Writes a step in one statement, which is its own transaction. Two people who saw the same version make the same log line: the second is
 * refused by its key, and with it everything else she wrote. Throws `version.stale` then. `also` runs in the same transaction.
 */
export async function writePlan(pen: Pen, by: Actor, plan: Plan, also?: (tx: Tx) => Promise<void>): Promise<void> {
  const draft = new Draft();
  draftPlan(pen, draft, by, plan);
  if (also) draft.also(also);
  const client = await pen.database.pool.connect();
  try {
    await draft.commit(client);
  } catch (error) {
    if (isTaken(error)) throw new Problem('version.stale');
    throw error;
  } finally {
    client.release();
  }
}
