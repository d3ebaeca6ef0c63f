import { type Becoming, Problem, type QuarantineView } from '@hotline/contracts';
import { type AuditBook, behindCursor, type Clock, cursorAt, type Database, type Person, tell } from '@hotline/platform';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { channelOf } from '../channels.ts';
import type { FileStore } from '../intake/file-store.ts';
import type { IntakeDesk } from '../intake/intake-desk.ts';
import { account } from '../tables/account.ts';
import { quarantine, type QuarantineRow } from '../tables/message.ts';

export interface QuarantineNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly files: FileStore;
  readonly intake: IntakeDesk;
}

/** What stands apart: looked through by the administrator, who lets it be read again once the cause is mended. */
export class QuarantineDesk {
  readonly #need: QuarantineNeeds;

  constructor(need: QuarantineNeeds) {
    this.#need = need;
  }

  async list({ after, limit }: { after?: string | undefined; limit: number }): Promise<{ items: QuarantineView[]; next: string | null }> {
    const older = behindCursor(after, quarantine.at, quarantine.id, 'newest');
    const rows = await this.#need.database.db
      .select()
      .from(quarantine)
      .where(and(isNull(quarantine.outcome), older))
      .orderBy(desc(quarantine.at), desc(quarantine.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(viewOf), next: rows.length > limit && last ? cursorAt(last.at, last.id) : null };
  }

  /** Reads it again, by today's reader and today's rules. Throws `quarantine.still` when it would only stand apart again. */
  async again(me: Person, id: string): Promise<{ became: Becoming; messageId: string | null }> {
    const { database, files, intake } = this.#need;
    const row = await this.#open(id);
    const [of] = await database.db.select().from(account).where(eq(account.id, row.accountId));
    if (!of) throw new Problem('quarantine.unknown');
    const arrival = await channelOf(of.kind).read(row.accountId, await files.read(row.sha256));
    if ('reason' in arrival.read) throw new Problem('quarantine.still', { reason: arrival.read.reason });
    const taken = await intake.takeAnew({ ...arrival, externalId: row.externalId });
    if (taken === 'known') throw new Problem('quarantine.still', { reason: row.reason });
    await this.#settle(me, row, 'read', { action: 'quarantine.again', details: { became: taken.became } });
    return { became: taken.became, messageId: taken.became === 'quarantine' ? null : taken.id };
  }

  async drop(me: Person, id: string, reason: string): Promise<void> {
    const row = await this.#open(id);
    await this.#settle(me, row, 'dropped', { action: 'quarantine.drop', details: { reason } });
  }

  async #open(id: string): Promise<QuarantineRow> {
    const [row] = await this.#need.database.db
      .select()
      .from(quarantine)
      .where(and(eq(quarantine.id, id), isNull(quarantine.outcome)));
    if (!row) throw new Problem('quarantine.unknown');
    return row;
  }

  async #settle(
    me: Person,
    { id }: QuarantineRow,
    outcome: 'read' | 'dropped',
    deed: { readonly action: string; readonly details: Readonly<Record<string, unknown>> },
  ): Promise<void> {
    const { database, clock, audit } = this.#need;
    await database.db.transaction(async (tx) => {
      const settled = await tx
        .update(quarantine)
        .set({ outcome, version: sql`${quarantine.version} + 1` })
        .where(and(eq(quarantine.id, id), isNull(quarantine.outcome)))
        .returning({ id: quarantine.id });
      if (settled.length === 0) throw new Problem('quarantine.unknown');
      await audit.write(tx, me, { ...deed, object: `quarantine:${id}` });
      await tell(tx, clock, [{ name: 'quarantine.changed', payload: { id } }]);
    });
  }
}

const viewOf = ({ id, version, accountId, at, reason, detail, bytes }: QuarantineRow): QuarantineView => ({
  id,
  version,
  accountId,
  at: at.toISOString(),
  reason,
  detail,
  bytes,
});
