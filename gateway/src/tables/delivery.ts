import { type DeliveryState, deliveryStates, type Purpose, purposes } from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { account } from './account.ts';
import { message } from './message.ts';
import { gateway, moment, oneOf } from './schema.ts';

/** How an outgoing message fares. */
export const delivery = gateway.table(
  'delivery',
  {
    messageId: text('message_id')
      .primaryKey()
      .references(() => message.id),
    accountId: text('account_id')
      .notNull()
      .references(() => account.id),
    purpose: text('purpose').$type<Purpose>().notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    tries: integer('tries').notNull().default(0),
    /** When it is tried next; while it is being sent, when another worker may take it for dead. */
    nextTryAt: moment('next_try_at'),
  },
  (table) => [
    index('delivery_due')
      .on(table.nextTryAt)
      .where(sql`next_try_at is not null`),
    index('delivery_tests')
      .on(table.accountId)
      .where(sql`purpose = 'test'`),
    check('delivery_state', oneOf('state', Object.keys(deliveryStates))),
    check('delivery_purpose', oneOf('purpose', Object.keys(purposes))),
  ],
);
export type DeliveryRow = typeof delivery.$inferSelect;

/** What the peer took of it: one part, or several of a long text. Reports name a part by what the peer calls it. */
export const deliveryPart = gateway.table(
  'delivery_part',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => message.id),
    part: integer('part').notNull(),
    accountId: text('account_id').notNull(),
    peerId: text('peer_id').notNull(),
    state: text('state').$type<DeliveryState>().notNull().default('sent'),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.part] }), index('delivery_part_of_peer').on(table.accountId, table.peerId)],
);

/** Its history, line by line, with the peer's words. */
export const deliveryStep = gateway.table(
  'delivery_step',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => message.id),
    step: integer('step').notNull(),
    at: moment('at').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    words: text('words').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.step] })],
);
