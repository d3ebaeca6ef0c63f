import { type CalendarYearView, type LimitRule, Problem, type RuleSetView } from '@hotline/contracts';
import {
  type AuditBook,
  builtInYears,
  type CityDate,
  cityDateOf,
  type Clock,
  type Db,
  type Person,
  WorkingCalendar,
} from '@hotline/platform';
import { desc } from 'drizzle-orm';
import { calendarYear, ruleSet } from '../tables/desk.ts';
import { hasDefault, henanProfile, ruleFor, type TicketFacts } from './rules.ts';

type RuleSetRow = typeof ruleSet.$inferSelect;

/** The deadline rules in all their versions, and the working calendar: read at the start, written through. */
export class RuleBook {
  readonly #db: Db;
  readonly #audit: AuditBook;
  readonly #clock: Clock;
  #sets: readonly RuleSetRow[] = [];
  #imported: readonly (typeof calendarYear.$inferSelect)[] = [];
  #calendar = new WorkingCalendar();

  constructor(db: Db, audit: AuditBook, clock: Clock) {
    this.#db = db;
    this.#audit = audit;
    this.#clock = clock;
  }

  async load(): Promise<void> {
    const [sets, years] = await Promise.all([
      this.#db.select().from(ruleSet).orderBy(desc(ruleSet.version)),
      this.#db.select().from(calendarYear),
    ]);
    this.#sets = sets;
    this.#imported = years;
    this.#calendar = years.reduce(
      (calendar, { year, source, days }) =>
        calendar.withYear({ year, source, published: true, days: days.map((day) => ({ ...day, date: day.date as CityDate })) }),
      new WorkingCalendar(),
    );
  }

  get calendar(): WorkingCalendar {
    return this.#calendar;
  }

  /** The version that a ticket filed at this moment falls under (row 96: new rules are for new tickets). */
  inForce(at: Date): { version: number; dayEndsAtHour: number } {
    const today = cityDateOf(at);
    const found = this.#sets.find(({ from }) => from <= today) ?? this.#sets.at(-1);
    return found ?? { version: 0, dayEndsAtHour: 24 };
  }

  /** What a ticket's clocks are counted with, by the version that it was filed under. */
  groundFor(version: number, facts: TicketFacts): { rule: LimitRule; dayEndsAtHour: number; calendar: WorkingCalendar } {
    const set = this.#sets.find((one) => one.version === version);
    const rule = ruleFor(set?.rules ?? henanProfile.rules, facts) as LimitRule;
    return { rule, dayEndsAtHour: set?.dayEndsAtHour ?? 24, calendar: this.#calendar };
  }

  list(): { items: RuleSetView[] } {
    return { items: this.#sets.map((row) => ({ ...row, at: row.at.toISOString() })) };
  }

  /** A new version. Tickets that exist keep theirs. */
  async add(me: Person, body: Pick<RuleSetView, 'name' | 'source' | 'from' | 'dayEndsAtHour' | 'rules'>): Promise<RuleSetView> {
    if (!hasDefault(body.rules)) throw new Problem('rule.no-default');
    const now = this.#clock.now();
    if (body.from < cityDateOf(now)) throw new Problem('rule.in-the-past');
    const row = await this.#db.transaction(async (tx) => {
      const [last] = await tx.select({ version: ruleSet.version }).from(ruleSet).orderBy(desc(ruleSet.version)).limit(1).for('update');
      const next = { ...body, version: (last?.version ?? 0) + 1, by: me.account, at: now };
      await tx.insert(ruleSet).values(next);
      await this.#audit.write(tx, me, { action: 'rule.add', object: `rules:${next.version}`, details: { ...body } });
      return next;
    });
    await this.load();
    return { ...row, at: row.at.toISOString() };
  }

  years(): { items: CalendarYearView[] } {
    const imported = new Map(this.#imported.map((row) => [row.year, row]));
    const shipped = builtInYears.filter(({ year }) => !imported.has(year)).map((year) => ({ ...year, version: 1, days: [...year.days] }));
    const items = [...shipped, ...[...imported.values()].map((row) => ({ ...row, published: true }))];
    return { items: items.sort((a, b) => b.year - a.year) };
  }
}

/** The province's profile as the first version. */
export async function firstRules(db: Db, at: Date): Promise<void> {
  const { name, source, from, rules } = henanProfile;
  await db
    .insert(ruleSet)
    .values({ version: 1, name, source, from, by: 'hotline', at, dayEndsAtHour: 24, rules: rules as LimitRule[] })
    .onConflictDoNothing();
}
