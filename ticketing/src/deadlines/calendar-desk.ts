import { type CalendarYearView, Problem } from '@hotline/contracts';
import {
  type AuditBook,
  type Clock,
  counted,
  type Db,
  hotlineItself,
  type LedgerLine,
  nextSignal,
  type Person,
  readCalendarFile,
  type Tx,
  type WorkingCalendar,
} from '@hotline/platform';
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { calendarYear } from '../tables/desk.ts';
import { clock as clockTable, clockLedger, type ClockRow, signal, ticket } from '../tables/ticket.ts';
import { firstDue } from './clocks.ts';
import type { RuleBook } from './rule-book.ts';

/** Publishes years of the working calendar and counts the clocks that run anew. */
export class CalendarDesk {
  readonly #db: Db;
  readonly #audit: AuditBook;
  readonly #time: Clock;
  readonly #rules: RuleBook;

  constructor(db: Db, audit: AuditBook, time: Clock, rules: RuleBook) {
    this.#db = db;
    this.#audit = audit;
    this.#time = time;
    this.#rules = rules;
  }

  /** Takes a year from a file in holiday-cn's form. Clocks that run get a ledger line where their due moment changed; stopped ones stay as they were. */
  async import(me: Person, year: number, source: string, file: unknown): Promise<CalendarYearView & { recomputed: number }> {
    const read = readCalendarFile(file, year);
    if (!('year' in read)) {
      const errors = read.problems.map(({ path, zh, en }) => ({ path: `body.file.${path}`, message: `${zh} / ${en}` }));
      throw new Problem('calendar.unfit', { errors });
    }
    const at = this.#time.now();
    const calendar = this.#rules.calendar.withYear({ ...read.year, source, published: true });
    const row = { year, version: 1, source, days: [...read.year.days], by: me.account, at };
    const { recomputed, version } = await this.#db.transaction(async (tx) => {
      const [kept] = await tx
        .insert(calendarYear)
        .values(row)
        .onConflictDoUpdate({ target: calendarYear.year, set: { ...row, version: sql`${calendarYear.version} + 1` } })
        .returning({ version: calendarYear.version });
      const recomputed = await this.#recompute(tx, calendar, `${year}: ${source}`);
      await this.#audit.write(tx, me, {
        action: 'calendar.import',
        object: `calendar:${year}`,
        details: { source, days: row.days.length, recomputed },
      });
      return { recomputed, version: kept?.version ?? 1 };
    });
    await this.#rules.load();
    return { year, published: true, source, version, days: row.days, recomputed };
  }

  async #recompute(tx: Tx, calendar: WorkingCalendar, why: string): Promise<number> {
    const running = await tx.select().from(clockTable).where(isNull(clockTable.stoppedAt)).for('update');
    let changed = 0;
    for (const clock of running) if (await this.#recount(tx, clock, calendar, why)) changed += 1;
    return changed;
  }

  async #recount(tx: Tx, clock: ClockRow, calendar: WorkingCalendar, why: string): Promise<boolean> {
    const lines = await tx.select().from(clockLedger).where(eq(clockLedger.clockId, clock.id)).orderBy(asc(clockLedger.id));
    const limit = { amount: clock.amount, unit: clock.span };
    const line: LedgerLine = { kind: 'recompute', at: this.#time.now(), by: hotlineItself.account, why };
    const anew = counted([...lines.map(lineOf), line], limit, clock.graceHours, clock.dayEndsAtHour, calendar);
    if (anew.dueAt.getTime() === clock.dueAt.getTime() && anew.provisional === clock.provisional) return false;
    const given = await tx.select({ kind: signal.kind }).from(signal).where(eq(signal.clockId, clock.id)).orderBy(asc(signal.at));
    const after = { ...clock, ...anew };
    const row = { ...after, ...nextSignal(after, given.at(-1)?.kind) };
    await tx.update(clockTable).set(row).where(eq(clockTable.id, clock.id));
    await tx.insert(clockLedger).values({ clockId: clock.id, kind: line.kind, at: line.at, by: line.by, why });
    const others = await tx
      .select()
      .from(clockTable)
      .where(and(eq(clockTable.ticketId, clock.ticketId), isNull(clockTable.stoppedAt)));
    await tx
      .update(ticket)
      .set(firstDue(others, []))
      .where(inArray(ticket.id, [clock.ticketId]));
    return true;
  }
}

const lineOf = (row: typeof clockLedger.$inferSelect): LedgerLine => ({
  kind: row.kind,
  at: row.at,
  by: row.by,
  why: row.why,
  ...(row.approvedBy ? { approvedBy: row.approvedBy } : {}),
  ...(row.addAmount !== null && row.addSpan !== null ? { add: { amount: row.addAmount, unit: row.addSpan } } : {}),
});
