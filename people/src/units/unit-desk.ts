import { Problem, type UnitView } from '@hotline/contracts';
import { type AuditBook, type Db, initialsOf, isTaken, type Person } from '@hotline/platform';
import { and, eq } from 'drizzle-orm';
import { unit } from '../tables.ts';
import type { UnitRow, UnitTree } from './unit-tree.ts';

interface UnitSettings {
  name: string;
  parent: string | null;
  duties: string[];
  takesTickets: boolean;
}

/** 市、县(区)、乡镇(街道)、社区(村): nothing lies below a community. */
const DEEPEST = 4;

/** The tree of units: city, counties and districts, townships, communities, and departments beside them (row 1). */
export class UnitDesk {
  readonly #db: Db;
  readonly #audit: AuditBook;
  readonly #tree: UnitTree;

  constructor(db: Db, audit: AuditBook, tree: UnitTree) {
    this.#db = db;
    this.#audit = audit;
    this.#tree = tree;
  }

  list({ q, parent }: { q?: string | undefined; parent?: string | undefined }): { items: UnitView[] } {
    const found = q ? this.#tree.find(q) : this.#tree.all();
    return { items: found.filter((row) => parent === undefined || row.parent === parent) };
  }

  async add(me: Person, { code, ...settings }: UnitSettings & { code: string }): Promise<UnitView> {
    const level = this.#levelBelow(settings.parent);
    try {
      return await this.#db.transaction(async (tx) => {
        const [row] = await tx
          .insert(unit)
          .values({ code, level, initials: initialsOf(settings.name), ...settings })
          .returning();
        await this.#audit.write(tx, me, { action: 'unit.add', object: `unit:${code}`, details: { code, ...settings } });
        return row as UnitRow;
      });
    } catch (error) {
      if (isTaken(error)) throw new Problem('unit.code-taken');
      throw error;
    } finally {
      await this.#tree.load();
    }
  }

  async change(me: Person, code: string, version: number, body: UnitSettings): Promise<UnitView> {
    const before = this.#find(code);
    // A unit cannot lie below itself.
    if (body.parent !== null && this.#tree.below(code).includes(body.parent)) throw new Problem('unit.in-use');
    const level = body.parent === before.parent ? before.level : this.#levelBelow(body.parent);
    if (level + this.#depthBelow(before) > DEEPEST) throw new Problem('unit.too-deep');
    const row = await this.#db.transaction(async (tx) => {
      const [changed] = await tx
        .update(unit)
        .set({ ...body, level, initials: initialsOf(body.name), version: version + 1 })
        .where(and(eq(unit.code, code), eq(unit.version, version)))
        .returning();
      if (!changed) throw new Problem('version.stale', { version: before.version });
      await this.#audit.write(tx, me, { action: 'unit.change', object: `unit:${code}`, details: { before, after: body } });
      return changed;
    });
    await this.#tree.load();
    return row;
  }

  #levelBelow(parent: string | null): number {
    const level = parent === null ? 1 : this.#find(parent).level + 1;
    if (level > DEEPEST) throw new Problem('unit.too-deep');
    return level;
  }

  #depthBelow({ code, level }: UnitRow): number {
    return Math.max(0, ...this.#tree.below(code).map((one) => (this.#tree.get(one)?.level ?? level) - level));
  }

  #find(code: string): UnitRow {
    const row = this.#tree.get(code);
    if (!row) throw new Problem('unit.unknown');
    return row;
  }
}
