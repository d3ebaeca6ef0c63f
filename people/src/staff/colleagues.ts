import { type Permission, type Role, roleNames, roles } from '@hotline/contracts';
import type { Db } from '@hotline/platform';
import { and, arrayOverlaps, asc, eq, ilike, ne, or, type SQL } from 'drizzle-orm';
import { staff } from '../tables.ts';

/** Somebody of the house as her colleagues call her. */
export interface Colleague {
  readonly account: string;
  readonly name: string;
  readonly number: string | null;
}

interface Search {
  /** Part of an account, a name or a 工号. */
  readonly q?: string | undefined;
  readonly limit: number;
  /** Never this one. */
  readonly without: string;
}

const postsWith = (permission: Permission): Role[] =>
  roleNames.filter((role) => (roles[role].may as readonly Permission[]).includes(permission));

/** Those who have a right and may sign in now, whether or not they are here: a telephone switch that is away hides nobody. */
export class Colleagues {
  readonly #db: Db;
  readonly #demo: boolean;

  constructor(db: Db, demo: boolean) {
    this.#db = db;
    this.#demo = demo;
  }

  /** By 工号, then account. */
  find(permission: Permission, { q, limit, without }: Search): Promise<Colleague[]> {
    const like = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : undefined;
    return this.#db
      .select({ account: staff.account, name: staff.name, number: staff.number })
      .from(staff)
      .where(
        and(
          this.#has(permission),
          ne(staff.account, without),
          like ? or(ilike(staff.account, like), ilike(staff.name, like), ilike(staff.number, like)) : undefined,
        ),
      )
      .orderBy(asc(staff.number), asc(staff.account))
      .limit(limit);
  }

  async may(permission: Permission, account: string): Promise<boolean> {
    const found = await this.#db
      .select({ account: staff.account })
      .from(staff)
      .where(and(this.#has(permission), eq(staff.account, account)));
    return found.length > 0;
  }

  #has(permission: Permission): SQL | undefined {
    return and(eq(staff.active, true), this.#demo ? undefined : eq(staff.demo, false), arrayOverlaps(staff.roles, postsWith(permission)));
  }
}
