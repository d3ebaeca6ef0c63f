import { type MessageChannelName, messageChannels } from '@hotline/contracts';
import { boolean, check, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { gateway, moment, oneOf } from './schema.ts';

/** A mailbox, a number at a carrier, an official account: where messages come in and go out. */
export const account = gateway.table(
  'account',
  {
    id: text('id').primaryKey(),
    version: integer('version').notNull().default(1),
    kind: text('kind').$type<MessageChannelName>().notNull(),
    name: text('name').notNull(),
    /** Checked by the channel's own schema; nothing in it is secret. */
    settings: jsonb('settings').$type<Readonly<Record<string, unknown>>>().notNull(),
    /** Sealed JSON, written and never read back. */
    secretsSealed: text('secrets_sealed'),
    active: boolean('active').notNull().default(true),
    /** At a carrier or WeChat of the simulator's: it gives way to the first real account of its kind, and its texts confirm nobody. */
    simulated: boolean('simulated').notNull().default(false),
    /** How far the channel has read at its peer (a mailbox: UIDVALIDITY and UID). */
    readUpTo: jsonb('read_up_to').$type<Readonly<Record<string, unknown>>>(),
  },
  () => [check('account_kind', oneOf('kind', Object.keys(messageChannels)))],
);
export type AccountRow = typeof account.$inferSelect;

/** How an account fares, written as it changes: the administrator's page, and the alarm of a silent mailbox. */
export const accountState = gateway.table('account_state', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => account.id),
  connectedSince: moment('connected_since'),
  lastInAt: moment('last_in_at'),
  lastOutAt: moment('last_out_at'),
  /** In the peer's words. */
  trouble: text('trouble'),
  troubleAt: moment('trouble_at'),
  /** Text of a QR code that lets the account in; gone when it is in. */
  scan: text('scan'),
});
export type AccountStateRow = typeof accountState.$inferSelect;

/** What a channel keeps until it is whole (parts of long texts); once done with only its key is left, for a day. */
export const held = gateway.table(
  'held',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => account.id),
    key: text('key').notNull(),
    at: moment('at').notNull(),
    sealed: text('sealed'),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.key] })],
);
