import { Problem, ticketStates } from '@hotline/contracts';
import type { Clock, Db, KeyRing } from '@hotline/platform';
import { and, eq, lt, sql } from 'drizzle-orm';
import { queryTry } from '../tables/desk.ts';
import { clock as clockTable, ticket } from '../tables/ticket.ts';
import { codeFits } from './query-code.ts';

/** DESIGN section 11: after five wrong codes for a number even the right one gets the answer of an unknown number until the hour ends. */
const MOST_WRONG = 5;
const HOUR_MS = 3_600_000;

/** Where a citizen looks up her matter. */
export class QueryDesk {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #time: Clock;

  constructor(db: Db, ring: KeyRing, time: Clock) {
    this.#db = db;
    this.#ring = ring;
    this.#time = time;
  }

  async read(number: string, code: string) {
    const [row] = await this.#db.select().from(ticket).where(eq(ticket.number, number));
    if (!row) throw new Problem('ticket.unknown');
    const hour = new Date(Math.floor(this.#time.now().getTime() / HOUR_MS) * HOUR_MS);
    const [tried] = await this.#db
      .select()
      .from(queryTry)
      .where(and(eq(queryTry.number, number), eq(queryTry.hour, hour)));
    const wrong = !codeFits(this.#ring, number, code);
    if ((tried?.wrong ?? 0) >= MOST_WRONG) throw new Problem('ticket.unknown');
    if (wrong) {
      await this.#db
        .insert(queryTry)
        .values({ number, hour, wrong: 1 })
        .onConflictDoUpdate({ target: [queryTry.number, queryTry.hour], set: { wrong: sql`${queryTry.wrong} + 1` } });
      throw new Problem('ticket.unknown');
    }
    const [handle] = await this.#db
      .select({ dueAt: clockTable.dueAt })
      .from(clockTable)
      .where(and(eq(clockTable.ticketId, row.id), eq(clockTable.kind, 'handle'), sql`${clockTable.stoppedAt} is null`));
    return {
      number,
      state: row.state,
      stage: ticketStates[row.state].stage,
      filedAt: row.filedAt.toISOString(),
      due: handle ? { at: handle.dueAt.toISOString() } : null,
      outcome: row.outcome,
      ...(row.publicAnswer === null ? {} : { publicAnswer: row.publicAnswer }),
    };
  }

  async sweep(): Promise<void> {
    await this.#db.delete(queryTry).where(lt(queryTry.hour, new Date(this.#time.now().getTime() - 2 * HOUR_MS)));
  }
}
