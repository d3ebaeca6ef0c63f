import { randomUUID } from 'node:crypto';
import { type DraftView, Problem } from '@hotline/contracts';
import { type Clock, type Db, type KeyRing, type Person, seal, tell, type Tx, unseal } from '@hotline/platform';
import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { draft, draftVersion } from '../tables/desk.ts';

type DraftRow = typeof draft.$inferSelect;
type Fields = DraftView['fields'];

/** Enough for a bad day; more is a program that runs wild. */
const MOST_DRAFTS = 100;
/** What a draft was, version by version, is of use while its ticket is fresh. */
const KEPT_MS = 7 * 86_400_000;

const about = (id: string): string => `draft:${id}`;

/** What people have typed and not finished, kept on the server every few seconds. A person's drafts are hers alone. */
export class DraftDesk {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #time: Clock;

  constructor(db: Db, ring: KeyRing, time: Clock) {
    this.#db = db;
    this.#ring = ring;
    this.#time = time;
  }

  async list(me: Person): Promise<{ items: DraftView[] }> {
    const rows = await this.#db
      .select()
      .from(draft)
      .where(and(eq(draft.account, me.account), isNull(draft.filedAs)))
      .orderBy(desc(draft.savedAt))
      .limit(MOST_DRAFTS);
    return { items: rows.map((row) => this.#present(row)) };
  }

  async open(
    me: Person,
    body: { form: DraftView['form']; ticketId?: string | undefined; callId?: string | undefined; fields: Fields; tab: string },
  ): Promise<DraftView> {
    const id = randomUUID();
    const row: DraftRow = {
      id,
      account: me.account,
      version: 1,
      form: body.form,
      ticketId: body.ticketId ?? null,
      callId: body.callId ?? null,
      fieldsSealed: this.#seal(id, body.fields),
      savedAt: this.#time.now(),
      savedIn: body.tab,
      filedAs: null,
    };
    await this.#db.transaction(async (tx) => {
      const [count] = await tx
        .select({ n: sql<number>`count(*)::int` })
        .from(draft)
        .where(and(eq(draft.account, me.account), isNull(draft.filedAs)));
      if ((count?.n ?? 0) >= MOST_DRAFTS) throw new Problem('draft.too-many');
      await tx.insert(draft).values(row);
      await this.#keep(tx, row);
    });
    return this.#present(row);
  }

  async read(me: Person, id: string): Promise<DraftView> {
    return this.#present(await this.#find(me, id));
  }

  /** Throws `version.stale` with the draft as the other browser left it: the page shows both and loses neither. */
  async save(me: Person, id: string, seen: number, body: { fields: Fields; tab: string }): Promise<DraftView> {
    const row = await this.#db.transaction(async (tx) => {
      const [saved] = await tx
        .update(draft)
        .set({ fieldsSealed: this.#seal(id, body.fields), savedAt: this.#time.now(), savedIn: body.tab, version: seen + 1 })
        .where(and(eq(draft.id, id), eq(draft.account, me.account), eq(draft.version, seen), isNull(draft.filedAs)))
        .returning();
      if (!saved) return undefined;
      await this.#keep(tx, saved);
      return saved;
    });
    if (row) return this.#present(row);
    throw new Problem('version.stale', { version: (await this.#find(me, id)).version });
  }

  async drop(me: Person, id: string): Promise<void> {
    await this.#find(me, id);
    await this.#db.transaction(async (tx) => {
      await tx.delete(draft).where(and(eq(draft.id, id), eq(draft.account, me.account)));
      await tx.delete(draftVersion).where(eq(draftVersion.draftId, id));
    });
  }

  /** The ticket that a draft became, if it did. Throws `draft.unknown` for a draft that is not hers. */
  async filedAs(me: Person, id: string): Promise<string | undefined> {
    const [row] = await this.#db
      .select({ filedAs: draft.filedAs })
      .from(draft)
      .where(and(eq(draft.id, id), eq(draft.account, me.account)));
    if (!row) throw new Problem('draft.unknown');
    return row.filedAs ?? undefined;
  }

  /** Turns a draft into a ticket, in the ticket's transaction. Returns the other ticket when it was turned into one already. */
  async consume(tx: Tx, me: Person, id: string, ticketId: string): Promise<string | undefined> {
    const mine = and(eq(draft.id, id), eq(draft.account, me.account));
    const { rowCount } = await tx
      .update(draft)
      .set({ filedAs: ticketId })
      .where(and(mine, isNull(draft.filedAs)));
    if (rowCount === 1) return undefined;
    const [row] = await tx.select({ filedAs: draft.filedAs }).from(draft).where(mine);
    if (!row) throw new Problem('draft.unknown');
    return row.filedAs ?? undefined;
  }

  /** Drafts that became tickets are forgotten after a while. */
  async sweep(): Promise<void> {
    const old = new Date(this.#time.now().getTime() - KEPT_MS);
    await this.#db.delete(draftVersion).where(lt(draftVersion.savedAt, old));
    await this.#db.delete(draft).where(and(lt(draft.savedAt, old), sql`${draft.filedAs} is not null`));
  }

  async #keep(tx: Tx, row: DraftRow): Promise<void> {
    const { id, version, fieldsSealed, savedAt, savedIn, account } = row;
    await tx.insert(draftVersion).values({ draftId: id, version, fieldsSealed, savedAt, savedIn });
    await tell(tx, this.#time, [{ name: 'draft.saved', payload: { id, version, account, tab: savedIn } }]);
  }

  async #find(me: Person, id: string): Promise<DraftRow> {
    const [row] = await this.#db
      .select()
      .from(draft)
      .where(and(eq(draft.id, id), eq(draft.account, me.account), isNull(draft.filedAs)));
    if (!row) throw new Problem('draft.unknown');
    return row;
  }

  #seal(id: string, fields: Fields): string {
    return seal(this.#ring, about(id), JSON.stringify(fields));
  }

  #present(row: DraftRow): DraftView {
    const fields = JSON.parse(unseal(this.#ring, about(row.id), row.fieldsSealed)) as Fields;
    return {
      id: row.id,
      version: row.version,
      form: row.form,
      ticketId: row.ticketId,
      callId: row.callId,
      fields,
      savedAt: row.savedAt.toISOString(),
      savedIn: row.savedIn,
    };
  }
}
