import { sql } from 'drizzle-orm';
import { bigint, bigserial, boolean, customType, index, integer, jsonb, pgSchema, text, timestamp } from 'drizzle-orm/pg-core';

export const platform = pgSchema('platform');

const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });

/** What happened, written in the transaction of the change. Readers follow (xid, id): serials alone have gaps that fill later. */
export const event = platform.table(
  'event',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    xid: xid8('xid').notNull(),
    name: text('name').notNull(),
    payload: jsonb('payload').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
  },
  (table) => [index('event_order').on(table.xid, table.id)],
);

/** How far each named reader has come. */
export const eventCursor = platform.table('event_cursor', {
  reader: text('reader').primaryKey(),
  xid: xid8('xid').notNull(),
  id: bigint('id', { mode: 'number' }).notNull(),
});

/** Every write, who, when, from where. `mac` is made with the audit key at the write; the sealer chains macs in batches. */
export const audit = platform.table(
  'audit',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    xid: xid8('xid').notNull(),
    at: timestamp('at', { withTimezone: true }).notNull(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    object: text('object').notNull(),
    requestId: text('request_id'),
    address: text('address'),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    mac: text('mac').notNull(),
    keyId: text('key_id').notNull(),
    sealed: boolean('sealed').notNull().default(false),
  },
  (table) => [
    index('audit_unsealed')
      .on(table.xid, table.id)
      .where(sql`not sealed`),
    index('audit_at').on(table.at),
  ],
);

/** One link of the chain: the lines it covers, in order, and the hash over them and the link before. */
export const auditSeal = platform.table('audit_seal', {
  id: integer('id').primaryKey(),
  lines: bigint('lines', { mode: 'number' }).array().notNull(),
  hash: text('hash').notNull(),
  at: timestamp('at', { withTimezone: true }).notNull(),
});

/** The latest moment the data has seen: HOTLINE_CLOCK_START never runs before it. */
export const clockSeen = platform.table('clock_seen', {
  one: integer('one').primaryKey(),
  at: timestamp('at', { withTimezone: true }).notNull(),
});
