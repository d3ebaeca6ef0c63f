import { randomUUID } from 'node:crypto';
import { type ClockKind, clockKinds, type LimitRule, ticketClocks, type TicketClock } from '@hotline/contracts';
import { counted, type Limit, nextSignal, type WorkingCalendar } from '@hotline/platform';
import type { Stepped } from '../lifecycle/step.ts';
import type { ClockRow, LedgerRow } from '../tables/ticket.ts';

export interface ClockChange {
  readonly clock: ClockRow;
  /** Absent when nothing about its due moment changed. */
  readonly ledger?: LedgerRow;
}

/** What the clocks of a ticket are counted with. */
export interface ClockGround {
  readonly rule: LimitRule;
  readonly dayEndsAtHour: number;
  readonly calendar: WorkingCalendar;
}

const limitOf = (rule: LimitRule, kind: ClockKind): Limit | undefined => rule[kind];
const clockOf = (kind: ClockKind): TicketClock => ticketClocks[kind];

function started(kind: ClockKind, limit: Limit, { line, row }: Stepped, { rule, dayEndsAtHour, calendar }: ClockGround): ClockChange {
  const { at, actor: by, event } = line;
  const ledger = { kind: 'start', at, by, why: event } as const;
  const id = randomUUID();
  const clock: ClockRow = {
    id,
    ticketId: row.id,
    kind,
    unit: kind === 'dispatch' ? null : row.unit,
    amount: limit.amount,
    span: limit.unit,
    graceHours: rule.graceHours,
    dayEndsAtHour,
    startedAt: at,
    stoppedAt: null,
    nextDueAt: null,
    nextSignal: null,
    ...counted([ledger], limit, rule.graceHours, dayEndsAtHour, calendar),
  };
  return { clock: { ...clock, ...nextSignal(clock, undefined) }, ledger: { ...ledger, clockId: id } };
}

const stopped = (clock: ClockRow, { line }: Stepped): ClockChange => ({
  clock: { ...clock, stoppedAt: line.at, nextDueAt: null, nextSignal: null },
  ledger: { clockId: clock.id, kind: 'stop', at: line.at, by: line.actor, why: line.event },
});

/** What a step does to the clocks: those whose states are left stop, those whose states are entered start. `running` are the ticket's clocks that run. */
export function clocksAfter(stepped: Stepped, running: readonly ClockRow[], ground: ClockGround): ClockChange[] {
  const { event, before, row } = stepped;
  const changes: ClockChange[] = [];
  for (const kind of clockKinds) {
    const { runsIn, stoppedBy } = clockOf(kind);
    const clock = running.find((one) => one.kind === kind);
    const runsNow = runsIn.includes(row.state) && !stoppedBy.includes(event);
    const ranBefore = before !== undefined && runsIn.includes(before.state);
    const limit = limitOf(ground.rule, kind);
    if (clock && !runsNow) changes.push(stopped(clock, stepped));
    // Another unit's clock tells another unit, though it runs on.
    else if (clock && clock.unit !== row.unit && kind !== 'dispatch') changes.push({ clock: { ...clock, unit: row.unit } });
    else if (!clock && runsNow && !ranBefore && limit) changes.push(started(kind, limit, stepped, ground));
  }
  return changes;
}

/** What is due first of the clocks that run after a step. */
export function firstDue(running: readonly ClockRow[], changes: readonly ClockChange[]): { dueAt: Date | null; dueKind: ClockKind | null } {
  const after = new Map([...running, ...changes.map(({ clock }) => clock)].map((clock) => [clock.id, clock]));
  const [first] = [...after.values()].filter(({ stoppedAt }) => stoppedAt === null).sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  return { dueAt: first?.dueAt ?? null, dueKind: first?.kind ?? null };
}
