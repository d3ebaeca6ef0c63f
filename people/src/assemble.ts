import { permissionsOf } from '@hotline/contracts';
import type { AuditBook, Clock, Db, Log } from '@hotline/platform';
import { eq } from 'drizzle-orm';
import { SignInDesk, type SignInPorts } from './sign-in/sign-in-desk.ts';
import { sessionController } from './sign-in/session.controller.ts';
import { StaffDesk } from './staff/staff-desk.ts';
import { Colleagues } from './staff/colleagues.ts';
import { staffController } from './staff/staff.controller.ts';
import { staff } from './tables.ts';
import { UnitDesk } from './units/unit-desk.ts';
import { UnitTree } from './units/unit-tree.ts';
import { unitsController } from './units/units.controller.ts';

export interface PeopleNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: AuditBook;
  readonly demo: boolean;
  readonly ports: SignInPorts;
}

/** An agent as telephony must know her: what is read out to the caller, and whether she may still work. */
export interface KnownAgent {
  readonly account: string;
  readonly number: string;
  readonly name: string;
  /** Whether citizens' calls may ring her phone; a department's people call out only. */
  readonly takesCalls: boolean;
}

export function assemblePeople({ db, clock, log, audit, demo, ports }: PeopleNeeds) {
  const tree = new UnitTree(db, log);
  const names = new Map<string, string>();
  const signIn = new SignInDesk(db, clock, audit, ports, demo);
  return {
    doorkeeper: signIn,
    sweep: () => signIn.sweep(),
    units: tree,
    colleagues: new Colleagues(db, demo),
    nameOf: (account: string): string | undefined => names.get(account),
    /** Reads what is kept in memory; again now and then, because a seed writes beside us. */
    load: async (): Promise<void> => {
      await tree.reload();
      for (const row of await db.select({ account: staff.account, name: staff.name }).from(staff)) names.set(row.account, row.name);
    },
    controllers: [
      sessionController(signIn),
      staffController(new StaffDesk(db, clock, audit, signIn)),
      unitsController(new UnitDesk(db, audit, tree)),
    ],
    /** Everybody with a 工号 who is active. */
    knownAgents: async (): Promise<KnownAgent[]> => {
      const rows = await db
        .select({ account: staff.account, number: staff.number, name: staff.name, roles: staff.roles })
        .from(staff)
        .where(eq(staff.active, true));
      return rows.flatMap(({ account, number, name, roles }) => {
        const may = permissionsOf(roles);
        const takesCalls = may.has('call.answer') && number !== null;
        return takesCalls || may.has('call.place') ? [{ account, number: number ?? '000', name, takesCalls }] : [];
      });
    },
  };
}
