import { type ClockKind, type Signal, signals, ticketClocks, type TicketEffect, type Told } from '@hotline/contracts';
import { type Clock, type Db, type Log, tell, type Tx } from '@hotline/platform';
import { asc, eq, inArray, lte } from 'drizzle-orm';
import { seenBy } from '../lifecycle/writing/plan.ts';
import { noticesOf } from '../notices/effects.ts';
import type { Units } from '../ports.ts';
import { notice } from '../tables/desk.ts';
import { clock as clockTable, type ClockRow, signal as signalTable, ticket as ticketTable, type TicketRow } from '../tables/ticket.ts';
import { nextSignal } from './clocks.ts';

/** Clocks taken in one transaction; several workers may sweep, each takes others (`skip locked`). */
const BATCH = 200;
const SWEEP_EVERY_MS = 1_000;

export interface SweepNeeds {
  readonly db: Db;
  readonly time: Clock;
  readonly log: Log;
  readonly units: Units;
}

/** Gives the signals that are due: each once for a run of a clock, in order, however often it is tried. Returns how many. */
export async function sweepOnce({ db, time, units }: SweepNeeds): Promise<number> {
  return db.transaction(async (tx) => {
    const now = time.now();
    const due = await tx
      .select()
      .from(clockTable)
      .where(lte(clockTable.nextDueAt, now))
      .orderBy(asc(clockTable.nextDueAt))
      .limit(BATCH)
      .for('update', { skipLocked: true });
    if (due.length === 0) return 0;
    const rows = await tx
      .select()
      .from(ticketTable)
      .where(inArray(ticketTable.id, [...new Set(due.map(({ ticketId }) => ticketId))]));
    const tickets = new Map(rows.map((row) => [row.id, row]));
    const told: Told[] = [];
    for (const clock of due) {
      const ticket = tickets.get(clock.ticketId);
      if (ticket) told.push(...(await giveSignal(tx, clock, ticket, units, now)));
    }
    await tell(tx, time, told);
    return due.length;
  });
}

const toldBy = (kind: ClockKind, given: Signal): TicketEffect[] => [...ticketClocks[kind].tells, ...signals[given].alsoTells];

async function giveSignal(tx: Tx, clock: ClockRow, ticket: TicketRow, units: Units, now: Date): Promise<Told[]> {
  const given = clock.nextSignal;
  const at = clock.nextDueAt;
  if (!given || !at) return [];
  await tx.update(clockTable).set(nextSignal(clock, given)).where(eq(clockTable.id, clock.id));
  const written = await tx
    .insert(signalTable)
    .values({ clockId: clock.id, kind: given, ticketId: ticket.id, at, writtenAt: now })
    .onConflictDoNothing();
  if (written.rowCount === 0) return [];
  const orders = noticesOf(
    toldBy(clock.kind, given),
    { ...ticket, unit: clock.unit ?? ticket.unit },
    `${clock.kind}.${given}`,
    now,
    `${clock.id}:${given}`,
  );
  if (orders.length > 0) await tx.insert(notice).values(orders).onConflictDoNothing();
  return [
    { name: 'ticket.signalled', payload: { id: ticket.id, clock: clock.kind, signal: given, units: seenBy(units, ticket.unit) } },
    ...orders.map(({ audience }) => ({ name: 'notice.written', payload: { audience } }) as const),
  ];
}

/** Sweeps until stopped. */
export function startSweep(needs: SweepNeeds): { stop(): Promise<void> } {
  let stopped = false;
  let wake = (): void => undefined;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const swept = await sweepOnce(needs).catch((error: unknown) => {
        needs.log.debug({ error: String(error) }, 'signals could not be given; trying again');
        return 0;
      });
      if (swept < BATCH)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, SWEEP_EVERY_MS);
          wake = () => (clearTimeout(timer), resolve());
        });
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
