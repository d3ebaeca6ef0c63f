import { type ClockKind, type Signal, signals, ticketClocks, type TicketEffect } from '@hotline/contracts';
import type { ClockShelf, GivenSignal, Tx } from '@hotline/platform';
import { asc, eq, lte } from 'drizzle-orm';
import { seenBy } from '../lifecycle/writing/plan.ts';
import { noticesOf } from '../notices/effects.ts';
import type { Units } from '../ports.ts';
import { notice } from '../tables/desk.ts';
import { clock as clockTable, type ClockRow, signal as signalTable, ticket as ticketTable } from '../tables/ticket.ts';

const toldBy = (kind: ClockKind, given: Signal): TicketEffect[] => [...ticketClocks[kind].tells, ...signals[given].alsoTells];

/** The clocks of tickets, for the sweep. */
export const ticketClockShelf = (units: Units): ClockShelf<ClockRow> => ({
  due: (tx, now, most) =>
    tx
      .select()
      .from(clockTable)
      .where(lte(clockTable.nextDueAt, now))
      .orderBy(asc(clockTable.nextDueAt))
      .limit(most)
      .for('update', { skipLocked: true }),
  moveOn: async (tx, clock, next) => void (await tx.update(clockTable).set(next).where(eq(clockTable.id, clock.id))),
  keep: async (tx, clock, { signal, at, now }) => {
    const written = await tx
      .insert(signalTable)
      .values({ clockId: clock.id, kind: signal, ticketId: clock.ticketId, at, writtenAt: now })
      .onConflictDoNothing();
    return written.rowCount !== 0;
  },
  tells: (tx, clock, given) => tells(tx, clock, given, units),
});

async function tells(tx: Tx, clock: ClockRow, { signal, now }: GivenSignal, units: Units) {
  const [ticket] = await tx.select().from(ticketTable).where(eq(ticketTable.id, clock.ticketId));
  if (!ticket) return [];
  const orders = noticesOf(
    toldBy(clock.kind, signal),
    { ...ticket, unit: clock.unit ?? ticket.unit },
    `${clock.kind}.${signal}`,
    now,
    `${clock.id}:${signal}`,
  );
  if (orders.length > 0) await tx.insert(notice).values(orders).onConflictDoNothing();
  return [
    { name: 'ticket.signalled', payload: { id: ticket.id, clock: clock.kind, signal, units: seenBy(units, ticket.unit) } } as const,
    ...orders.map(({ audience }) => ({ name: 'notice.written', payload: { audience } }) as const),
  ];
}
