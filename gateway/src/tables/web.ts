import { boolean, index, integer, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { account } from './account.ts';
import { gateway, moment } from './schema.ts';

/** A matter that came by the form: the number with which its writer looks it up, and what she gave beside her words. */
export const webReport = gateway.table(
  'web_report',
  {
    number: text('number').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => account.id),
    /** Of its message. */
    externalId: text('external_id').notNull(),
    at: moment('at').notNull(),
    confirmed: boolean('confirmed').notNull(),
    formSealed: text('form_sealed').notNull(),
  },
  (table) => [uniqueIndex('web_report_once').on(table.accountId, table.externalId)],
);
export type WebReportRow = typeof webReport.$inferSelect;

/** A photo that was handed in and belongs to no matter yet: as it is kept, without what the phone wrote into it. */
export const webPhoto = gateway.table(
  'web_photo',
  {
    id: text('id').primaryKey(),
    at: moment('at').notNull(),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
  },
  (table) => [index('web_photo_age').on(table.at)],
);

/** A code that was texted, as its keyed hash. */
export const webCode = gateway.table(
  'web_code',
  {
    phoneIndex: text('phone_index').notNull(),
    at: moment('at').notNull(),
    mac: text('mac').notNull(),
    tries: integer('tries').notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.phoneIndex, table.at] })],
);

/** Challenges that were answered: each is good once. */
export const webSpent = gateway.table(
  'web_spent',
  { challenge: text('challenge').primaryKey(), until: moment('until').notNull() },
  (table) => [index('web_spent_age').on(table.until)],
);
