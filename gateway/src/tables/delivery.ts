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
    /** What the peer calls it. */
    peerId: text('peer_id'),
  },
  (table) => [
    index('delivery_due')
      .on(table.nextTryAt)
      .where(sql`next_try_at is not null`),
    index('delivery_of_peer')
      .on(table.accountId, table.peerId)
      .where(sql`peer_id is not null`),
    check('delivery_state', oneOf('state', Object.keys(deliveryStates))),
    check('delivery_purpose', oneOf('purpose', Object.keys(purposes))),
  ],
);
export type DeliveryRow = typeof delivery.$inferSelect;

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
