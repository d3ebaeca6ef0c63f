import { randomBytes } from 'node:crypto';
import type { Role } from '@hotline/contracts';
import { type AuditBook, type Db, hashPassword, hotlineItself, initialsOf } from '@hotline/platform';
import { sql } from 'drizzle-orm';
import { staff, unit } from './tables.ts';

export const DEMO_PASSWORD = 'Hotline-12345';

// prettier-ignore
const demoUnits = [
  { code: 'city',          name: '商丘市人民政府',            parent: null },
  { code: 'hotline',       name: '市12345政务服务便民热线中心', parent: 'city' },
  { code: 'water-bureau',  name: '市水务局',                  parent: 'city' },
  { code: 'urban-bureau',  name: '市城管局',                  parent: 'city' },
] as const;

interface DemoPerson {
  account: string;
  name: string;
  number?: string;
  unit: (typeof demoUnits)[number]['code'];
  roles: Role[];
}

/** DESIGN section 11 promises these accounts. The names are plainly made up. */
// prettier-ignore
export const demoPeople: readonly DemoPerson[] = [
  { account: 'agent1',     name: '李静',   number: '1001', unit: 'hotline',      roles: ['agent'] },
  { account: 'agent2',     name: '周敏',   number: '1002', unit: 'hotline',      roles: ['agent'] },
  { account: 'agent3',     name: '孙倩',   number: '1003', unit: 'hotline',      roles: ['agent'] },
  { account: 'agent4',     name: '吴昊',   number: '1004', unit: 'hotline',      roles: ['agent'] },
  { account: 'agent5',     name: '郑𠮷',   number: '1005', unit: 'hotline',      roles: ['agent'] },
  { account: 'agent6',     name: '冯龘',   number: '1006', unit: 'hotline',      roles: ['agent'] },
  { account: 'dispatch1',  name: '陈思远', unit: 'hotline',      roles: ['dispatcher'] },
  { account: 'water1',     name: '刘河',   unit: 'water-bureau', roles: ['handler'] },
  { account: 'water-head', name: '高源',   unit: 'water-bureau', roles: ['head'] },
  { account: 'urban1',     name: '马路',   unit: 'urban-bureau', roles: ['handler'] },
  { account: 'callback1',  name: '何悦',   number: '2001', unit: 'hotline',      roles: ['callback'] },
  { account: 'super1',     name: '林峰',   number: '3001', unit: 'hotline',      roles: ['supervisor'] },
  { account: 'knowledge1', name: '许文',   unit: 'hotline',      roles: ['knowledge'] },
  { account: 'admin1',     name: '赵系统', unit: 'hotline',      roles: ['admin'] },
  { account: 'security1',  name: '钱安全', unit: 'hotline',      roles: ['security'] },
  { account: 'audit1',     name: '孔审计', unit: 'hotline',      roles: ['auditor'] },
];

/** The first people of a house that has none: the demo's, or one administrator whose password is told once. Returns that password. */
export async function firstPeople(db: Db, audit: AuditBook, demo: boolean): Promise<string | undefined> {
  const { rows } = await db.execute<{ n: number }>(sql`select count(*)::int as n from people.staff`);
  if ((rows[0]?.n ?? 0) > 0) return undefined;
  if (demo) return void (await seedDemo(db, audit));
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  await db.transaction(async (tx) => {
    await tx.insert(unit).values([demoUnits[0], demoUnits[1]]).onConflictDoNothing();
    await tx.insert(staff).values({ account: 'admin', name: '系统管理员', unit: 'hotline', roles: ['admin'], passwordHash });
    await audit.write(tx, hotlineItself, { action: 'staff.add', object: 'account:admin', details: { first: true } });
  });
  return password;
}

async function seedDemo(db: Db, audit: AuditBook): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await db.transaction(async (tx) => {
    await tx
      .insert(unit)
      .values([...demoUnits])
      .onConflictDoNothing();
    await tx
      .insert(staff)
      .values(demoPeople.map((person) => ({ number: null, ...person, passwordHash, demo: true })))
      .onConflictDoNothing();
    await audit.write(tx, hotlineItself, { action: 'demo.seed', object: 'people', details: { people: demoPeople.length } });
  });
}

/** More demo agents (`npm run seed -- --agents N`): agent7…, 工号 from 1007, the demo password. Returns their accounts. */
export async function seedAgents(db: Db, audit: AuditBook, upTo: number): Promise<string[]> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const made = Array.from({ length: Math.max(0, upTo - 6) }, (_, index) => index + 7).map((n) => ({
    account: `agent${n}`,
    name: `坐席${n}`,
    number: String(1000 + n),
    unit: 'hotline',
    roles: ['agent'] satisfies Role[],
    passwordHash,
    demo: true,
  }));
  if (made.length === 0) return [];
  await db.transaction(async (tx) => {
    for (let at = 0; at < made.length; at += 500)
      await tx
        .insert(staff)
        .values(made.slice(at, at + 500))
        .onConflictDoNothing();
    await audit.write(tx, hotlineItself, { action: 'demo.seed', object: 'agents', details: { upTo } });
  });
  return made.map(({ account }) => account);
}

/** PostgreSQL takes 65,535 values a statement. */
const ROWS = 2_000;

/** The units of a city. What stands there already gets its level, duties and initials, and keeps its name. */
export async function firstUnits(
  db: Db,
  units: readonly { code: string; name: string; parent: string | null; level: number; region?: string; duties: readonly string[] }[],
): Promise<void> {
  const rows = units.map(({ code, name, parent, level, region, duties }) => ({
    code,
    name,
    parent,
    level,
    region: region ?? null,
    duties: [...duties],
    initials: initialsOf(name),
    // The city itself leads nothing; the hotline's centre leads what concerns the hotline.
    takesTickets: parent !== null,
  }));
  await db.transaction(async (tx) => {
    for (let at = 0; at < rows.length; at += ROWS)
      await tx
        .insert(unit)
        .values(rows.slice(at, at + ROWS))
        .onConflictDoUpdate({
          target: unit.code,
          set: {
            level: sql`excluded.level`,
            duties: sql`excluded.duties`,
            initials: sql`excluded.initials`,
            takesTickets: sql`excluded.takes_tickets`,
          },
        });
  });
}

/** One demo handler for each unit, with the demo password: `h-education-bureau`. Those who are there stay as they are. */
export async function firstHandlers(db: Db, handlers: readonly { account: string; name: string; unit: string }[]): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const roles: Role[] = ['handler'];
  for (let at = 0; at < handlers.length; at += ROWS)
    await db
      .insert(staff)
      .values(handlers.slice(at, at + ROWS).map((one) => ({ ...one, number: null, roles, passwordHash, demo: true })))
      .onConflictDoNothing();
}
