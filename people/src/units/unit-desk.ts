import { Problem, type UnitView } from '@hotline/contracts';
import { type AuditBook, type Db, isTaken, type Person } from '@hotline/platform';
import { and, asc, eq } from 'drizzle-orm';
import { unit } from '../tables.ts';

interface UnitSettings {
  name: string;
  parent: string | null;
}

/** The tree of units: city, counties and districts, departments (row 1). */
export class UnitDesk {
  readonly #db: Db;
  readonly #audit: AuditBook;

  constructor(db: Db, audit: AuditBook) {
    this.#db = db;
    this.#audit = audit;
  }

  async list(): Promise<{ items: UnitView[] }> {
    return { items: await this.#db.select().from(unit).orderBy(asc(unit.code)) };
  }

  async add(me: Person, body: UnitSettings & { code: string }): Promise<UnitView> {
    if (body.parent) await this.#find(body.parent);
    try {
      return await this.#db.transaction(async (tx) => {
        const [row] = await tx.insert(unit).values(body).returning();
        await this.#audit.write(tx, me, { action: 'unit.add', object: `unit:${body.code}`, details: { ...body } });
        return row as UnitView;
      });
    } catch (error) {
      if (isTaken(error)) throw new Problem('unit.code-taken');
      throw error;
    }
  }

  async change(me: Person, code: string, version: number, body: UnitSettings): Promise<UnitView> {
    const before = await this.#find(code);
    await this.#refuseCircle(code, body.parent);
    return this.#db.transaction(async (tx) => {
      const [row] = await tx
        .update(unit)
        .set({ ...body, version: version + 1 })
        .where(and(eq(unit.code, code), eq(unit.version, version)))
        .returning();
      if (!row) throw new Problem('version.stale', { version: before.version });
      await this.#audit.write(tx, me, { action: 'unit.change', object: `unit:${code}`, details: { before, after: body } });
      return row;
    });
  }

  /** A unit cannot lie below itself. */
  async #refuseCircle(code: string, parent: string | null): Promise<void> {
    for (let at = parent; at !== null; at = (await this.#find(at)).parent) if (at === code) throw new Problem('unit.in-use');
  }

  async #find(code: string): Promise<UnitView> {
    const [row] = await this.#db.select().from(unit).where(eq(unit.code, code));
    if (!row) throw new Problem('unit.unknown');
    return row;
  }
}
