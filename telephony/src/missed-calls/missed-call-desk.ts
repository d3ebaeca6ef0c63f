import { type MissedCallView, type MissedFate, Problem } from '@hotline/contracts';
import { type AuditBook, type Clock, type Db, type Person, tell } from '@hotline/platform';
import { and, desc, eq, isNotNull, lt, ne, or } from 'drizzle-orm';
import { mask } from '../calls/present.ts';
import { call, missedCall, recording } from '../tables.ts';

/** Missed calls (漏话): who was not answered, and what became of it. */
export class MissedCallDesk {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #audit: AuditBook;

  constructor(db: Db, clock: Clock, audit: AuditBook) {
    this.#db = db;
    this.#clock = clock;
    this.#audit = audit;
  }

  async list(query: {
    after?: string | undefined;
    limit: number;
    fate?: MissedFate | undefined;
  }): Promise<{ items: MissedCallView[]; next: string | null }> {
    const [at = '', id = ''] = (query.after ?? '').split('~');
    if (query.after && Number.isNaN(Date.parse(at)))
      throw new Problem('request.invalid', { errors: [{ path: 'query.after', message: 'not a page of this list' }] });
    const older = query.after
      ? or(lt(missedCall.at, new Date(at)), and(eq(missedCall.at, new Date(at)), lt(missedCall.id, id)))
      : undefined;
    const rows = await this.#select(and(older, query.fate ? eq(missedCall.fate, query.fate) : undefined), query.limit + 1);
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    return { items: page, next: rows.length > query.limit && last ? `${last.at}~${last.id}` : null };
  }

  /** Who is owed a call back: the callers' indexes. */
  async owed(): Promise<string[]> {
    const open = and(eq(missedCall.fate, 'open'), isNotNull(missedCall.callerIndex));
    const rows = await this.#db.selectDistinct({ callerIndex: missedCall.callerIndex }).from(missedCall).where(open);
    return rows.flatMap(({ callerIndex }) => callerIndex ?? []);
  }

  async close(me: Person, id: string, reason: string): Promise<MissedCallView> {
    await this.#db.transaction(async (tx) => {
      const [closed] = await tx
        .update(missedCall)
        .set({ fate: 'closed', fateBy: me.account, fateReason: reason })
        .where(and(eq(missedCall.id, id), eq(missedCall.fate, 'open')))
        .returning();
      if (!closed)
        throw new Problem(
          (await tx.select().from(missedCall).where(eq(missedCall.id, id))).length > 0 ? 'missed-call.done' : 'missed-call.unknown',
        );
      await this.#audit.write(tx, me, { action: 'missed-call.closed', object: `missed-call:${id}`, details: { reason } });
      await tell(tx, this.#clock, [{ name: 'missed.changed', payload: { id } }]);
    });
    const [view] = await this.#select(eq(missedCall.id, id), 1);
    if (!view) throw new Problem('missed-call.unknown');
    return view;
  }

  async #select(where: ReturnType<typeof and>, limit: number): Promise<MissedCallView[]> {
    const rows = await this.#db
      .select({ missed: missedCall, call, voicemail: recording.id })
      .from(missedCall)
      .innerJoin(call, eq(call.id, missedCall.callId))
      .leftJoin(recording, and(eq(recording.callId, missedCall.callId), eq(recording.leg, 'voicemail'), ne(recording.state, 'lost')))
      .where(where)
      .orderBy(desc(missedCall.at), desc(missedCall.id))
      .limit(limit);
    return rows.map(({ missed, call: row, voicemail }) => ({
      id: missed.id,
      callId: missed.callId,
      at: missed.at.toISOString(),
      caller: mask(row).caller,
      why: missed.why,
      fate: missed.fate,
      fateBy: missed.fateBy,
      voicemail: voicemail ? `/api/recordings/${voicemail}` : null,
    }));
  }
}
