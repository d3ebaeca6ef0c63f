import { type CallView, Problem } from '@hotline/contracts';
import { behindCursor, type Db, hotlineItself, type KeyRing, type Person, unseal } from '@hotline/platform';
import { and, asc, count, desc, eq, gte, inArray, or } from 'drizzle-orm';
import type { Floor } from '../board/floor.ts';
import { call, leg, recording } from '../tables.ts';
import type { CallReads } from './call-reads.ts';
import { mask, present } from './present.ts';

/** What telephony asks of ticketing. */
export interface TicketBook {
  /** The id of a ticket that this person may see. Throws `ticket.unknown`. */
  find(me: Person, idOrNumber: string): Promise<string>;
  /** The number to call about a ticket, for a person who need not know it. Throws `ticket.unknown`, `ticket.no-number`. */
  numberOf(me: Person, idOrNumber: string): Promise<{ ticketId: string; number: string }>;
}

/** Longer than any ticket's life has calls. */
const MOST_CALLS = 200;

/** Calls as tickets see them: who called, which calls were about a ticket, which calls one citizen made. */
export class TicketCalls {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #floor: Floor;
  readonly #reads: CallReads;

  constructor(db: Db, ring: KeyRing, floor: Floor, reads: CallReads) {
    this.#db = db;
    this.#ring = ring;
    this.#floor = floor;
    this.#reads = reads;
  }

  async callerOf(callId: string) {
    const row = await this.#reads.row(callId).catch(() => undefined);
    if (!row) return undefined;
    const live = this.#floor.board.calls.get(callId);
    const legs = live?.legs ?? (await this.#db.select().from(leg).where(eq(leg.callId, callId)));
    const agents = [...legs.flatMap((one) => (one.agent ? [one.agent] : [])), ...(row.agent ? [row.agent] : [])];
    return {
      number: row.callerSealed === null ? undefined : unseal(this.#ring, `call:${callId}`, row.callerSealed),
      index: row.callerIndex,
      agents,
    };
  }

  /** Who called, in E.164; null: withheld. Throws `call.unknown`. */
  numberOf = async (callId: string): Promise<string | null> => {
    const caller = await this.callerOf(callId);
    if (!caller) throw new Problem('call.unknown');
    return caller.number ?? null;
  };

  async link(callId: string, ticketId: string): Promise<void> {
    const live = this.#floor.board.calls.get(callId);
    if (live) this.#floor.board.amend(live, { ticketId }, 'call.ticket', { ...hotlineItself });
    else await this.#db.update(call).set({ ticketId }).where(eq(call.id, callId));
  }

  about(ticketId: string, callId: string | null) {
    return this.#items(
      this.#db
        .select()
        .from(call)
        .where(callId === null ? eq(call.ticketId, ticketId) : or(eq(call.ticketId, ticketId), eq(call.id, callId)))
        .orderBy(asc(call.queuedAt))
        .limit(MOST_CALLS),
    );
  }

  /** Calls of one citizen, newest first, behind a cursor. */
  of(callerIndexes: readonly string[], { after, limit }: { after?: string | undefined; limit: number }) {
    if (callerIndexes.length === 0) return Promise.resolve([]);
    const older = behindCursor(after, call.queuedAt, call.id, 'newest');
    return this.#items(
      this.#db
        .select()
        .from(call)
        .where(and(inArray(call.callerIndex, [...callerIndexes]), older))
        .orderBy(desc(call.queuedAt), desc(call.id))
        .limit(limit),
    );
  }

  /** How often she has called us since then. */
  async countSince(callerIndexes: readonly string[], since: Date): Promise<number> {
    if (callerIndexes.length === 0) return 0;
    const [row] = await this.#db
      .select({ n: count() })
      .from(call)
      .where(and(inArray(call.callerIndex, [...callerIndexes]), eq(call.direction, 'in'), gte(call.queuedAt, since)));
    return row?.n ?? 0;
  }

  async #items(question: Promise<(typeof call.$inferSelect)[]>) {
    const rows = await question;
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const recordings = await this.#db.select().from(recording).where(inArray(recording.callId, ids)).orderBy(asc(recording.startedAt));
    return rows.map((row) => {
      const view: CallView = present(
        mask(row),
        [],
        recordings.filter(({ callId }) => callId === row.id),
      );
      const talked = row.answeredAt && row.endedAt ? Math.round((row.endedAt.getTime() - row.answeredAt.getTime()) / 1_000) : null;
      return {
        id: row.id,
        at: row.queuedAt,
        direction: row.direction,
        state: row.state,
        agent: row.agent,
        seconds: talked,
        recordings: view.recordings,
      };
    });
  }
}
