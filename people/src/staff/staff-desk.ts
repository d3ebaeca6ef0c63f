import { Problem, type Role, type StaffView } from '@hotline/contracts';
import { type AuditBook, type Clock, type Db, hashPassword, isTaken, type Person, tell } from '@hotline/platform';
import { and, asc, eq, gt, ilike, or } from 'drizzle-orm';
import { staff, unit, wrongTries } from '../tables.ts';
import type { SignInDesk } from '../sign-in/sign-in-desk.ts';

type Row = typeof staff.$inferSelect;
interface StaffSettings {
  name: string;
  number: string | null;
  unit: string;
  roles: Role[];
  active: boolean;
}

/** The people of the hotline: who works here, in which unit, in which posts. */
export class StaffDesk {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #audit: AuditBook;
  readonly #signIn: SignInDesk;

  constructor(db: Db, clock: Clock, audit: AuditBook, signIn: SignInDesk) {
    this.#db = db;
    this.#clock = clock;
    this.#audit = audit;
    this.#signIn = signIn;
  }

  async list(query: {
    after?: string | undefined;
    limit: number;
    q?: string | undefined;
  }): Promise<{ items: StaffView[]; next: string | null }> {
    const like = query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : undefined;
    const rows = await this.#db
      .select({ staff, lockedUntil: wrongTries.lockedUntil })
      .from(staff)
      .leftJoin(wrongTries, eq(wrongTries.account, staff.account))
      .where(
        and(
          query.after ? gt(staff.account, query.after) : undefined,
          like ? or(ilike(staff.account, like), ilike(staff.name, like), ilike(staff.number, like)) : undefined,
        ),
      )
      .orderBy(asc(staff.account))
      .limit(query.limit + 1);
    const page = rows.slice(0, query.limit);
    return {
      items: page.map((row) => viewOf(row.staff, this.#stillLocked(row.lockedUntil))),
      next: rows.length > query.limit ? (page.at(-1)?.staff.account ?? null) : null,
    };
  }

  async add(me: Person, body: StaffSettings & { account: string; password: string }): Promise<StaffView> {
    await this.#needUnit(body.unit);
    const { password, ...rest } = body;
    const passwordHash = await hashPassword(password);
    const row = await this.#orTaken(() =>
      this.#db.transaction(async (tx) => {
        const [made] = await tx
          .insert(staff)
          .values({ ...rest, passwordHash })
          .returning();
        await this.#audit.write(tx, me, { action: 'staff.add', object: `account:${body.account}`, details: { ...rest } });
        return made;
      }),
    );
    if (!row) throw new Problem('staff.account-taken');
    return viewOf(row, null);
  }

  async change(me: Person, account: string, version: number, body: StaffSettings): Promise<StaffView> {
    await this.#needUnit(body.unit);
    const before = await this.#find(account);
    const ownRights = me.account === account && (!body.active || [...before.roles].sort().join() !== [...body.roles].sort().join());
    if (ownRights) throw new Problem('staff.not-yourself');
    const row = await this.#orTaken(() =>
      this.#db.transaction(async (tx) => {
        const [changed] = await tx
          .update(staff)
          .set({ ...body, version: version + 1 })
          .where(and(eq(staff.account, account), eq(staff.version, version)))
          .returning();
        if (!changed) throw new Problem('version.stale', { version: before.version });
        await this.#audit.write(tx, me, {
          action: 'staff.change',
          object: `account:${account}`,
          details: { before: settingsOf(before), after: body },
        });
        await tell(tx, this.#clock, [{ name: 'rights.changed', payload: { account } }]);
        return changed;
      }),
    );
    if (body.active) this.#signIn.forget(account);
    else await this.#signIn.endSessions(account);
    return viewOf(row, null);
  }

  async setPassword(me: Person, account: string, password: string): Promise<void> {
    await this.#find(account);
    const passwordHash = await hashPassword(password);
    await this.#db.transaction(async (tx) => {
      await tx.update(staff).set({ passwordHash }).where(eq(staff.account, account));
      await tx.delete(wrongTries).where(eq(wrongTries.account, account));
      await this.#audit.write(tx, me, { action: 'staff.password', object: `account:${account}` });
    });
    await this.#signIn.endSessions(account);
  }

  async #find(account: string): Promise<Row> {
    const [row] = await this.#db.select().from(staff).where(eq(staff.account, account));
    if (!row) throw new Problem('staff.unknown');
    return row;
  }

  async #needUnit(code: string): Promise<void> {
    const [row] = await this.#db.select({ code: unit.code }).from(unit).where(eq(unit.code, code));
    if (!row) throw new Problem('unit.unknown');
  }

  async #orTaken<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isTaken(error)) throw new Problem('staff.account-taken');
      throw error;
    }
  }

  #stillLocked = (until: Date | null): Date | null => (until && until > this.#clock.now() ? until : null);
}

const settingsOf = ({ name, number, unit: unitCode, roles, active }: Row): StaffSettings => ({
  name,
  number,
  unit: unitCode,
  roles,
  active,
});

const viewOf = (row: Row, lockedUntil: Date | null): StaffView => ({
  account: row.account,
  version: row.version,
  ...settingsOf(row),
  lockedUntil: lockedUntil?.toISOString() ?? null,
});
