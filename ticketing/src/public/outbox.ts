import { Problem } from '@hotline/contracts';
import { type Db, type KeyRing, unseal } from '@hotline/platform';
import { and, desc, eq, sql } from 'drizzle-orm';
import { messageAbout } from '../notices/citizen-words.ts';
import { citizenMessage } from '../tables/desk.ts';

/** What citizens would have been texted. Only the demo shows it: the texts hold query codes. */
export class Outbox {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #demo: boolean;

  constructor(db: Db, ring: KeyRing, demo: boolean) {
    this.#db = db;
    this.#ring = ring;
    this.#demo = demo;
  }

  async list({ after, limit, ticketId }: { after?: string | undefined; limit: number; ticketId?: string | undefined }) {
    if (!this.#demo) throw new Problem('demo.only');
    const [, ms, id] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(after ?? '') ?? [];
    const older =
      ms === undefined || id === undefined
        ? undefined
        : sql`(${citizenMessage.at}, ${citizenMessage.id}) < (${new Date(Number(ms)).toISOString()}::timestamptz, ${id})`;
    const rows = await this.#db
      .select()
      .from(citizenMessage)
      .where(and(older, ticketId === undefined ? undefined : eq(citizenMessage.ticketId, ticketId)))
      .orderBy(desc(citizenMessage.at), desc(citizenMessage.id))
      .limit(limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        ticketId: row.ticketId,
        to: row.toMasked ?? '',
        text: unseal(this.#ring, messageAbout(row.id), row.textSealed),
      })),
      next: rows.length > limit && last ? `${last.at.getTime()}.${last.id}` : null,
    };
  }
}
