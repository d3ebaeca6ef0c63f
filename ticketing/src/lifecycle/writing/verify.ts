import type { Db, KeyRing, Tx } from '@hotline/platform';
import { and, asc, gt, lte } from 'drizzle-orm';
import { type LogRow, ticket, ticketLog, type TicketRow } from '../../tables/ticket.ts';
import { macOfLine, macOfRow } from './log-line.ts';

const PAGE = 2_000;
interface Broken {
  table: string;
  id: string;
}

/**
 * Recomputes every log line of every ticket, and compares each ticket with what its last line vouches for. Names the line or the ticket that
 * was changed, a line that is missing, and a ticket of which only lines are left. One snapshot for all of it: a step made between two reads
 * would look like a ticket that was changed.
 */
export const verifyTickets = (db: Db, ring: KeyRing): Promise<Broken[]> =>
  db.transaction((tx) => verifyIn(tx, ring), { isolationLevel: 'repeatable read', accessMode: 'read only' });

async function verifyIn(db: Tx, ring: KeyRing): Promise<Broken[]> {
  const broken: Broken[] = [];
  for (let after = ''; ;) {
    const rows = await db.select().from(ticket).where(gt(ticket.id, after)).orderBy(asc(ticket.id)).limit(PAGE);
    const last = rows.length < PAGE ? undefined : rows.at(-1);
    // Behind the last ticket there may be lines of one that is gone.
    const inPage = and(gt(ticketLog.ticketId, after), last && lte(ticketLog.ticketId, last.id));
    const lines = await db.select().from(ticketLog).where(inPage).orderBy(asc(ticketLog.ticketId), asc(ticketLog.version));
    const byTicket = Map.groupBy(lines, ({ ticketId }) => ticketId);
    for (const row of rows) {
      broken.push(...verifyOne(ring, row, byTicket.get(row.id) ?? []));
      byTicket.delete(row.id);
    }
    for (const orphan of byTicket.keys()) broken.push({ table: 'ticketing.ticket', id: orphan });
    if (!last) return broken;
    after = last.id;
  }
}

/** A tampered key id names no key, and asking for it throws. */
function comesTo(mac: string, made: () => string): boolean {
  try {
    return made() === mac;
  } catch {
    return false;
  }
}

function verifyOne(ring: KeyRing, row: TicketRow, lines: readonly LogRow[]): Broken[] {
  const lineOf = (version: number): Broken => ({ table: 'ticketing.ticket_log', id: `${row.id}/${version}` });
  for (const [index, line] of lines.entries()) {
    const macBefore = lines[index - 1]?.mac ?? '';
    if (line.version !== index + 1 || !comesTo(line.mac, () => macOfLine(ring, line, macBefore))) return [lineOf(index + 1)];
  }
  const last = lines.at(-1);
  // The ticket has gone on, and how is not written down.
  if (!last || (last.version < row.version && last.mac !== row.logMac)) return [lineOf((last?.version ?? 0) + 1)];
  const vouched = last.version === row.version && last.mac === row.logMac && comesTo(last.rowMac, () => macOfRow(ring, last.keyId, row));
  return vouched ? [] : [{ table: 'ticketing.ticket', id: row.id }];
}
