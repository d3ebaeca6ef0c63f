import type { AuditBook, Clock, Db } from '@hotline/platform';
import { eq } from 'drizzle-orm';
import { SignInDesk, type SignInPorts } from './sign-in/sign-in-desk.ts';
import { sessionController } from './sign-in/session.controller.ts';
import { StaffDesk } from './staff/staff-desk.ts';
import { staffController } from './staff/staff.controller.ts';
import { staff } from './tables.ts';
import { UnitDesk } from './units/unit-desk.ts';
import { unitsController } from './units/units.controller.ts';

export interface PeopleNeeds {
  readonly db: Db;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly demo: boolean;
  readonly ports: SignInPorts;
}

/** An agent as telephony must know her: what is read out to the caller, and whether she may still work. */
export interface KnownAgent {
  readonly account: string;
  readonly number: string;
  readonly name: string;
}

export function assemblePeople({ db, clock, audit, demo, ports }: PeopleNeeds) {
  const signIn = new SignInDesk(db, clock, audit, ports, demo);
  return {
    doorkeeper: signIn,
    sweep: () => signIn.sweep(),
    controllers: [
      sessionController(signIn),
      staffController(new StaffDesk(db, clock, audit, signIn)),
      unitsController(new UnitDesk(db, audit)),
    ],
    /** Everybody with a 工号 who is active. */
    knownAgents: async (): Promise<KnownAgent[]> => {
      const rows = await db
        .select({ account: staff.account, number: staff.number, name: staff.name })
        .from(staff)
        .where(eq(staff.active, true));
      return rows.flatMap(({ account, number, name }) => (number ? [{ account, number, name }] : []));
    },
  };
}
