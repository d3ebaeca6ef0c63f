import type { Role } from '@hotline/contracts';
import { boolean, index, integer, pgSchema, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';

export const people = pgSchema('people');
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** A node of the four-level tree: city, county, township, community (row 1). */
export const unit = people.table('unit', {
  code: text('code').primaryKey(),
  version: integer('version').notNull().default(1),
  name: text('name').notNull(),
  parent: text('parent'),
  /** 1 city and its departments, 2 county, 3 street or township, 4 community. */
  level: integer('level').notNull().default(1),
  /** The area it governs; departments have none of their own. */
  region: text('region'),
  /** 职责, in short phrases: a dispatcher finds a unit by them. */
  duties: text('duties').array().notNull().default([]),
  initials: text('initials').notNull().default(''),
  takesTickets: boolean('takes_tickets').notNull().default(true),
});

export const staff = people.table(
  'staff',
  {
    account: text('account').primaryKey(),
    version: integer('version').notNull().default(1),
    name: text('name').notNull(),
    number: text('number'),
    unit: text('unit')
      .notNull()
      .references(() => unit.code),
    roles: text('roles').array().$type<Role[]>().notNull(),
    passwordHash: text('password_hash').notNull(),
    active: boolean('active').notNull().default(true),
    /** Made by the demo; refused when HOTLINE_DEMO=0. */
    demo: boolean('demo').notNull().default(false),
  },
  (table) => [uniqueIndex('staff_number').on(table.number)],
);

export const session = people.table(
  'session',
  {
    tokenHash: text('token_hash').primaryKey(),
    account: text('account')
      .notNull()
      .references(() => staff.account),
    openedAt: moment('opened_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    address: text('address').notNull(),
  },
  (table) => [index('session_account').on(table.account)],
);

/** Wrong tries by the name that was typed, whether or not such an account exists: the answer must not tell. */
export const wrongTries = people.table('wrong_tries', {
  account: text('account').primaryKey(),
  count: integer('count').notNull(),
  firstAt: moment('first_at').notNull(),
  lockedUntil: moment('locked_until'),
});
