import { type Becoming, Problem, type QuarantineView } from '@hotline/contracts';
import { type AuditBook, type Database, type Person, tell, type Clock } from '@hotline/platform';
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
    const [, ms, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(after ?? '') ?? [];
    const older =
      ms === undefined || id === undefined
        ? undefined
        : sql`(${quarantine.at}, ${quarantine.id}) < (${new Date(Number(ms)).toISOString()}::timestamptz, ${id})`;
    const rows = await this.#need.database.db
      .select()
      .from(quarantine)
      .where(and(isNull(quarantine.outcome), older))
      .orderBy(desc(quarantine.at), desc(quarantine.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { items: page.map(viewOf), next: rows.length > limit && last ? `${last.at.getTime()}.${last.id}` : null };
  }

  /** Reads it again, by today's reader and today's rules. Throws `quarantine.still` when it would only stand apart again. */
  async again(me: Person, id: string): Promise<{ became: Becoming; messageId: string | null }> {
    const { database, audit, files, intake } = this.#need;
    const row = await this.#open(id);
    const [of] = await database.db.select().from(account).where(eq(account.id, row.accountId));
    if (!of) throw new Problem('quarantine.unknown');
    const arrival = await channelOf(of.kind).read(row.accountId, await files.read(row.sha256));
    if ('reason' in arrival.read) throw new Problem('quarantine.still', { reason: arrival.read.reason });
    const taken = await intake.takeAnew({ ...arrival, externalId: row.externalId });
    if (taken === 'known') throw new Problem('quarantine.still', { reason: row.reason });
    await this.#settle(me, row, 'read');
    await audit.write(database.db, me, { action: 'quarantine.again', object: `quarantine:${id}`, details: { became: taken.became } });
    return { became: taken.became, messageId: taken.became === 'quarantine' ? null : taken.id };
  }

  async drop(me: Person, id: string, reason: string): Promise<void> {
    const row = await this.#open(id);
    await this.#settle(me, row, 'dropped');
    await this.#need.audit.write(this.#need.database.db, me, {
      action: 'quarantine.drop',
      object: `quarantine:${id}`,
      details: { reason },
    });
  }

  async #open(id: string): Promise<QuarantineRow> {
    const [row] = await this.#need.database.db
      .select()
      .from(quarantine)
      .where(and(eq(quarantine.id, id), isNull(quarantine.outcome)));
    if (!row) throw new Problem('quarantine.unknown');
    return row;
  }

  async #settle(_: Person, { id }: QuarantineRow, outcome: 'read' | 'dropped'): Promise<void> {
    const { database, clock } = this.#need;
    await database.db.transaction(async (tx) => {
      await tx
        .update(quarantine)
        .set({ outcome, version: sql`${quarantine.version} + 1` })
        .where(eq(quarantine.id, id));
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
