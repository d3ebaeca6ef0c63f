import { type BoardView, type CallState, type CallView, Problem, e164Of } from '@hotline/contracts';
import { type AuditBook, blindIndex, type Clock, type Db, type KeyRing, type Person, unseal } from '@hotline/platform';
import { and, asc, desc, eq, gte, inArray, lt, ne, or, sql } from 'drizzle-orm';
import { call, leg, missedCall, recording } from '../tables.ts';
import type { Floor } from '../board/floor.ts';
import type { LegRow, LiveCall, RecordingRow } from '../board/live-call.ts';
import { mask, present } from './present.ts';
import type { CallRow } from '../board/rules.ts';

interface ListQuery {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly from?: string | undefined;
  readonly state?: CallState | undefined;
  readonly mine?: boolean | undefined;
}

const DAY_MS = 86_400_000;

/** Looks calls up. An agent may look up any call, with stars: a citizen asks about what she told a colleague. Live frames go to the desk concerned only. */
export class CallReads {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #audit: AuditBook;
  readonly #floor: Floor;
  readonly #clock: Clock;

  constructor(db: Db, ring: KeyRing, audit: AuditBook, floor: Floor) {
    this.#db = db;
    this.#ring = ring;
    this.#audit = audit;
    this.#floor = floor;
    this.#clock = floor.clock;
  }

  /** Newest first; `next` of one page is `after` of the following. */
  async list(me: Person, query: ListQuery): Promise<{ items: CallView[]; next: string | null }> {
    const number = query.from === undefined ? undefined : e164Of(query.from);
    if (query.from !== undefined && number === undefined) return { items: [], next: null };
    const rows = await this.#db
      .select()
      .from(call)
      .where(
        and(
          number === undefined ? undefined : eq(call.callerIndex, blindIndex(this.#ring, number)),
          query.state ? eq(call.state, query.state) : undefined,
          query.mine ? sql`exists (select 1 from telephony.leg l where l.call_id = ${call.id} and l.agent = ${me.account})` : undefined,
          query.after ? beforeCursor(query.after) : undefined,
        ),
      )
      .orderBy(desc(call.queuedAt), desc(call.id))
      .limit(query.limit + 1);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return {
      items: await this.#presentAll(page),
      next: rows.length > query.limit && last ? `${last.queuedAt.toISOString()}~${last.id}` : null,
    };
  }

  /** A call as it stands on the board, or stood when it left it. */
  live({ row, legs, recordings }: LiveCall): CallView {
    return present(mask(row), legs, recordings);
  }

  async read(id: string): Promise<CallView> {
    const live = this.#floor.board.calls.get(id);
    if (live) return this.live(live);
    const [view] = await this.#presentAll([await this.row(id)]);
    if (!view) throw new Problem('call.unknown');
    return view;
  }

  /** The row as it is kept, for desks that work on it. */
  async row(id: string): Promise<CallRow> {
    const live = this.#floor.board.calls.get(id);
    if (live) return live.row;
    // A call that has just ended is off the board, and its last step may still be on the way to the database.
    await this.#floor.written();
    const [row] = await this.#db.select().from(call).where(eq(call.id, id));
    if (!row) throw new Problem('call.unknown');
    return row;
  }

  /** Earlier calls of the same caller: what pops at the ringing desk. Nothing for a withheld number. */
  async history(id: string): Promise<{ items: CallView[]; last30Days: number }> {
    const about = await this.row(id);
    if (about.callerIndex === null) return { items: [], last30Days: 0 };
    const same = and(eq(call.callerIndex, about.callerIndex), ne(call.id, id));
    const rows = await this.#db.select().from(call).where(same).orderBy(desc(call.queuedAt), desc(call.id)).limit(20);
    const since = new Date(this.#clock.now().getTime() - 30 * DAY_MS);
    const [{ n } = { n: 0 }] = await this.#db
      .select({ n: sql<number>`count(*)::int` })
      .from(call)
      .where(and(same, eq(call.direction, 'in'), gte(call.queuedAt, since)));
    return { items: await this.#presentAll(rows), last30Days: n };
  }

  /** The clear number, for a reason that is kept. A withheld number is nowhere, so nobody can see it. */
  async reveal(me: Person, id: string, reason: string): Promise<{ phone: string }> {
    const row = await this.row(id);
    const sealed = row.callerSealed;
    await this.#audit.write(this.#db, me, {
      action: sealed === null ? 'caller.reveal-refused' : 'caller.reveal',
      object: `call:${id}`,
      details: { reason },
    });
    if (sealed === null) throw new Problem('caller.sealed');
    return { phone: unseal(this.#ring, `call:${id}`, sealed) };
  }

  async board(): Promise<BoardView> {
    const live = [...this.#floor.board.calls.values()].map(({ row }) => row);
    const waiting = live.filter(({ state }) => state === 'waiting');
    const longest = waiting.reduce<Date | null>((first, { queuedAt }) => (first === null || queuedAt < first ? queuedAt : first), null);
    const since = startOfDay(this.#clock.now());
    const [answered] = await this.#db
      .select({ n: sql<number>`count(*)::int` })
      .from(call)
      .where(and(gte(call.queuedAt, since), eq(call.direction, 'in'), sql`${call.answeredAt} is not null`));
    const [missed] = await this.#db
      .select({ n: sql<number>`count(*)::int` })
      .from(missedCall)
      .where(eq(missedCall.fate, 'open'));
    return {
      waiting: waiting.length,
      longestWaitSince: longest?.toISOString() ?? null,
      ringing: live.filter(({ state }) => state === 'ringing').length,
      talking: live.filter(({ state }) => state === 'talking').length,
      agents: this.#floor.staffing(),
      answeredToday: answered?.n ?? 0,
      missedOpen: missed?.n ?? 0,
    };
  }

  async #presentAll(rows: readonly CallRow[]): Promise<CallView[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const [legs, recordings] = await Promise.all([
      this.#db.select().from(leg).where(inArray(leg.callId, ids)).orderBy(asc(leg.startedAt)),
      this.#db.select().from(recording).where(inArray(recording.callId, ids)).orderBy(asc(recording.startedAt), asc(recording.leg)),
    ]);
    return rows.map((row) => this.#freshest(row, legs, recordings));
  }

  /** A live call is shown as it stands on the board: its row may still be on the way to the database. */
  #freshest(row: CallRow, legs: readonly LegRow[], recordings: readonly RecordingRow[]): CallView {
    const live = this.#floor.board.calls.get(row.id);
    if (live) return this.live(live);
    const own = <T extends { callId: string }>(all: readonly T[]): T[] => all.filter(({ callId }) => callId === row.id);
    return present(mask(row), own(legs), own(recordings));
  }
}

function beforeCursor(cursor: string) {
  const [at = '', id = ''] = cursor.split('~');
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime()))
    throw new Problem('request.invalid', { errors: [{ path: 'query.after', message: 'not a page of this list' }] });
  return or(lt(call.queuedAt, moment), and(eq(call.queuedAt, moment), lt(call.id, id)));
}

const SHANGHAI_OFFSET_MS = 8 * 3_600_000;
/** Midnight in Shanghai, whatever zone the process runs in; China has had no daylight saving since 1991. */
const startOfDay = (now: Date): Date => new Date(Math.floor((now.getTime() + SHANGHAI_OFFSET_MS) / DAY_MS) * DAY_MS - SHANGHAI_OFFSET_MS);
