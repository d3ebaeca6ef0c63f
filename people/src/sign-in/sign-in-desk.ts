import { type Me, permissionsOf, Problem } from '@hotline/contracts';
import {
  type Actor,
  type AuditBook,
  type Clock,
  type Db,
  type Doorkeeper,
  isDatabaseAway,
  newToken,
  passwordFits,
  type Person,
  tokenHash,
} from '@hotline/platform';
import { and, eq, gt, lt, ne } from 'drizzle-orm';
import { session, staff, unit, wrongTries } from '../tables.ts';
import { afterWrongTry, isLocked, SESSION_MS } from './rules.ts';

/** What sign-in asks of its neighbours. */
export interface SignInPorts {
  /** A session never ends in a call. */
  isInCall(account: string): boolean;
  /** Her phone and her presence go with her last session. */
  signedOut(account: string): Promise<void>;
  /** Her pages must ask again who they are. */
  rightsChanged(account: string): void;
}

interface Remembered {
  readonly person: Person;
  readonly expiresAt: Date;
  readonly readAt: number;
}
/** For so long a session is not read again from the database: revoking a right takes at most this long over HTTP, sockets end at once. */
const REMEMBER_MS = 2_000;
/** With the database away, sessions stay good for so long: an agent in a call can still hold and hang up. */
const REMEMBER_AWAY_MS = 15 * 60_000;

/** Signs people in and out and knows who is behind a token. */
export class SignInDesk implements Doorkeeper {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #audit: AuditBook;
  readonly #ports: SignInPorts;
  readonly #demo: boolean;
  readonly #remembered = new Map<string, Remembered>();

  constructor(db: Db, clock: Clock, audit: AuditBook, ports: SignInPorts, demo: boolean) {
    this.#db = db;
    this.#clock = clock;
    this.#audit = audit;
    this.#ports = ports;
    this.#demo = demo;
  }

  /** Opens a session. Throws `session.wrong` or `session.locked`, alike for accounts that exist and for those that do not. */
  async open(
    account: string,
    password: string,
    from: { requestId: string; address: string },
  ): Promise<{ token: string; user: Me; expiresAt: Date }> {
    const name = account.normalize('NFKC').trim().toLowerCase();
    const actor: Actor = { account: name.replace(/[^\w-]/g, '?').slice(0, 64), ...from };
    const now = this.#clock.now();
    const [tries] = await this.#db.select().from(wrongTries).where(eq(wrongTries.account, name));
    if (isLocked(tries, now)) {
      await this.#audit.write(this.#db, actor, {
        action: 'session.refused',
        object: `account:${actor.account}`,
        details: { because: 'locked' },
      });
      throw new Problem('session.locked');
    }
    const [row] = await this.#db.select().from(staff).where(eq(staff.account, name));
    const admitted = row && row.active && (this.#demo || !row.demo) ? row : undefined;
    if (!(await passwordFits(password, admitted?.passwordHash)) || !admitted) return this.#refuse(name, actor, now);
    const token = newToken();
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    await this.#db.transaction(async (tx) => {
      await tx.delete(wrongTries).where(eq(wrongTries.account, name));
      await tx.insert(session).values({ tokenHash: tokenHash(token), account: name, openedAt: now, expiresAt, address: from.address });
      await this.#audit.write(tx, actor, { action: 'session.open', object: `account:${name}` });
    });
    const person = await this.who(token, from);
    if (!person) throw new Problem('session.wrong');
    return { token, user: meOf(person), expiresAt };
  }

  async close(me: Person, token: string): Promise<void> {
    if (this.#ports.isInCall(me.account)) throw new Problem('session.in-call');
    await this.#db.transaction(async (tx) => {
      await tx.delete(session).where(eq(session.tokenHash, tokenHash(token)));
      await this.#audit.write(tx, me, { action: 'session.close', object: `account:${me.account}` });
    });
    this.#remembered.delete(tokenHash(token));
    if (!(await this.#isSignedIn(me.account, this.#clock.now()))) await this.#ports.signedOut(me.account);
  }

  async who(token: string, from: { requestId: string; address: string }): Promise<Person | undefined> {
    const hash = tokenHash(token);
    const now = this.#clock.now();
    const known = this.#remembered.get(hash);
    if (known && now.getTime() - known.readAt < REMEMBER_MS) return { ...known.person, ...from };
    try {
      const read = await this.#read(hash, now);
      if (!read) {
        this.#remembered.delete(hash);
        return undefined;
      }
      this.#remembered.set(hash, read);
      return { ...read.person, ...from };
    } catch (error) {
      if (known && isDatabaseAway(error) && now.getTime() - known.readAt < REMEMBER_AWAY_MS) return { ...known.person, ...from };
      throw error;
    }
  }

  /** Ends every session of a person (a new password, a lost right); `except` keeps one. */
  async endSessions(account: string, except = ''): Promise<void> {
    await this.#db.delete(session).where(and(eq(session.account, account), ne(session.tokenHash, except)));
    this.forget(account);
  }

  /** What is remembered of a person's rights is read again at her next request. */
  forget(account: string): void {
    for (const [hash, { person }] of this.#remembered) if (person.account === account) this.#remembered.delete(hash);
    this.#ports.rightsChanged(account);
  }

  async #refuse(name: string, actor: Actor, now: Date): Promise<never> {
    const locked = await this.#db.transaction(async (tx) => {
      // Locked for update: ten wrong tries at once must count as ten.
      await tx.insert(wrongTries).values({ account: name, count: 0, firstAt: now, lockedUntil: null }).onConflictDoNothing();
      const [tries] = await tx.select().from(wrongTries).where(eq(wrongTries.account, name)).for('update');
      const next = afterWrongTry(tries && tries.count > 0 ? tries : undefined, now);
      await tx.update(wrongTries).set(next).where(eq(wrongTries.account, name));
      await this.#audit.write(tx, actor, {
        action: next.lockedUntil ? 'session.locked' : 'session.refused',
        object: `account:${actor.account}`,
        details: { tries: next.count },
      });
      return next.lockedUntil;
    });
    throw new Problem(locked ? 'session.locked' : 'session.wrong');
  }

  async #read(hash: string, now: Date): Promise<Remembered | undefined> {
    const [row] = await this.#db
      .select({ session, staff, unitName: unit.name })
      .from(session)
      .innerJoin(staff, eq(staff.account, session.account))
      .innerJoin(unit, eq(unit.code, staff.unit))
      .where(eq(session.tokenHash, hash));
    if (!row || !row.staff.active || (row.staff.demo && !this.#demo)) return undefined;
    if (row.session.expiresAt <= now && !this.#ports.isInCall(row.staff.account)) return undefined;
    // Used again: the shift begins anew, written at most once in a tenth of it.
    if (row.session.expiresAt.getTime() - now.getTime() < SESSION_MS * 0.9) {
      await this.#db
        .update(session)
        .set({ expiresAt: new Date(now.getTime() + SESSION_MS) })
        .where(eq(session.tokenHash, hash));
    }
    const { account, name, number, roles } = row.staff;
    return {
      person: { account, name, number, unit: row.staff.unit, unitName: row.unitName, roles, permissions: permissionsOf(roles) },
      expiresAt: row.session.expiresAt,
      readAt: now.getTime(),
    };
  }

  /** Ends what has run out. Whose last session ended is not at work any more: her phone goes too. */
  async sweep(): Promise<void> {
    const now = this.#clock.now();
    const over = await this.#db
      .select({ hash: session.tokenHash, account: session.account })
      .from(session)
      .where(lt(session.expiresAt, now));
    for (const { hash, account } of over) {
      if (this.#ports.isInCall(account)) continue;
      await this.#db.delete(session).where(eq(session.tokenHash, hash));
      this.#remembered.delete(hash);
      if (!(await this.#isSignedIn(account, now))) await this.#ports.signedOut(account);
    }
  }

  async #isSignedIn(account: string, now: Date): Promise<boolean> {
    const rows = await this.#db
      .select({ hash: session.tokenHash })
      .from(session)
      .where(and(eq(session.account, account), gt(session.expiresAt, now)))
      .limit(1);
    return rows.length > 0;
  }
}

export const meOf = (person: Person): Me => ({
  account: person.account,
  name: person.name,
  number: person.number,
  unit: person.unit,
  unitName: person.unitName,
  roles: [...person.roles],
  permissions: [...person.permissions],
});
