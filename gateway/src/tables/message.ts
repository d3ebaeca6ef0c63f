import {
  type Becoming,
  becomings,
  type MessageChannelName,
  type PictureType,
  type QuarantineReason,
  quarantineReasons,
  type Signal,
  signalNames,
  type ConversationEnd,
  conversationEnds,
} from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { account } from './account.ts';
import { gateway, moment, oneOf } from './schema.ts';

/** Somebody who writes to us, by one address. The address is sealed like a caller's number; equal ones meet by the index. */
export const contact = gateway.table(
  'contact',
  {
    id: text('id').primaryKey(),
    kind: text('kind').$type<MessageChannelName>().notNull(),
    addressSealed: text('address_sealed').notNull(),
    addressIndex: text('address_index').notNull(),
    addressMasked: text('address_masked').notNull(),
    nameSealed: text('name_sealed'),
    nameMasked: text('name_masked'),
    /** Since when she wants no notices of progress on this channel. */
    optedOutAt: moment('opted_out_at'),
    /** Counts what is joined to it and parted from it. */
    version: integer('version').notNull().default(1),
  },
  (table) => [uniqueIndex('contact_address').on(table.kind, table.addressIndex)],
);
export type ContactRow = typeof contact.$inferSelect;

/** Somebody has said that two contacts are one citizen. Nothing else is written for it, so parting them gives each back what it had. `one` sorts before `other`. */
export const contactJoin = gateway.table(
  'contact_join',
  {
    id: text('id').primaryKey(),
    one: text('one')
      .notNull()
      .references(() => contact.id),
    other: text('other')
      .notNull()
      .references(() => contact.id),
    joinedAt: moment('joined_at').notNull(),
    joinedBy: text('joined_by').notNull(),
    reason: text('reason').notNull(),
    partedAt: moment('parted_at'),
    partedBy: text('parted_by'),
    partReason: text('part_reason'),
  },
  (table) => [
    uniqueIndex('contact_join_pair')
      .on(table.one, table.other)
      .where(sql`parted_at is null`),
    index('contact_join_other')
      .on(table.other)
      .where(sql`parted_at is null`),
    check('contact_join_two', sql`one collate "C" < other collate "C"`),
    check('contact_join_parted', sql`num_nonnulls(parted_at, parted_by, part_reason) in (0, 3)`),
  ],
);
export type ContactJoinRow = typeof contactJoin.$inferSelect;

/** What one contact and the hotline wrote to each other about one matter. */
export const conversation = gateway.table(
  'conversation',
  {
    id: text('id').primaryKey(),
    version: integer('version').notNull().default(1),
    accountId: text('account_id')
      .notNull()
      .references(() => account.id),
    contactId: text('contact_id')
      .notNull()
      .references(() => contact.id),
    ticketId: text('ticket_id'),
    /** Since when a message of hers waits for a person; null: nothing waits. */
    waitsSince: moment('waits_since'),
    /** Until when somebody must have dealt with it; set and cleared with `waitsSince`. */
    dueAt: moment('due_at'),
    /** Its other moments and the signal that is next: the clock of the deadlines engine, counted by `waiting.ts`. */
    warnAt: moment('warn_at'),
    redAt: moment('red_at'),
    nextSignal: text('next_signal').$type<Signal>(),
    nextDueAt: moment('next_due_at'),
    /** Who deals with it, while it waits. */
    heldBy: text('held_by'),
    /** How it ended the last time, when nobody answered. */
    endedAs: text('ended_as').$type<ConversationEnd>(),
    lastAt: moment('last_at').notNull(),
    /** A test by the administrator: no matter of anybody's until somebody answers it. */
    isTest: boolean('is_test').notNull().default(false),
  },
  (table) => [
    index('conversation_waiting')
      .on(table.dueAt, table.id)
      .where(sql`due_at is not null`),
    index('conversation_newest').on(table.lastAt, table.id),
    index('conversation_of').on(table.contactId, table.lastAt),
    index('conversation_about')
      .on(table.ticketId)
      .where(sql`ticket_id is not null`),
    check(
      'conversation_ended_as',
      sql.raw(
        `ended_as is null or ended_as in (${Object.keys(conversationEnds)
          .map((name) => `'${name}'`)
          .join(', ')})`,
      ),
    ),
    check('conversation_held', sql`held_by is null or waits_since is not null`),
    index('conversation_next_due')
      .on(table.nextDueAt)
      .where(sql`next_due_at is not null`),
    index('conversation_in_hand')
      .on(table.heldBy)
      .where(sql`held_by is not null`),
    check('conversation_due', sql`num_nonnulls(waits_since, due_at, warn_at, red_at) in (0, 4)`),
    check('conversation_next', sql`num_nonnulls(next_signal, next_due_at) in (0, 2) and (next_signal is null or waits_since is not null)`),
  ],
);
export type ConversationRow = typeof conversation.$inferSelect;

/** 预警 · 黄牌 · 红牌 of a conversation that waited: each exists once for a wait, whatever dies meanwhile. */
export const signal = gateway.table(
  'signal',
  {
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversation.id),
    /** Since when she waited then. */
    startedAt: moment('started_at').notNull(),
    kind: text('kind').$type<Signal>().notNull(),
    /** When it fell due; `writtenAt` is when the sweep found it. */
    at: moment('at').notNull(),
    writtenAt: moment('written_at').notNull(),
    /** Who had it in hand. */
    heldBy: text('held_by'),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.startedAt, table.kind] }),
    check('signal_kind', oneOf('kind', signalNames)),
  ],
);

/** One message, in or out. Text and subject are sealed: people write names, numbers and illnesses into them. */
export const message = gateway.table(
  'message',
  {
    id: text('id').primaryKey(),
    conversationId: text('conversation_id')
      .notNull()
      .references(() => conversation.id),
    accountId: text('account_id')
      .notNull()
      .references(() => account.id),
    direction: text('direction').$type<'in' | 'out'>().notNull(),
    /** What makes it one at its peer: the same message that comes again is the same row. */
    externalId: text('external_id').notNull(),
    at: moment('at').notNull(),
    becomes: text('becomes').$type<Becoming>(),
    automatic: boolean('automatic').notNull().default(false),
    subjectSealed: text('subject_sealed'),
    /** What she wrote, and what she quoted below it. */
    textSealed: text('text_sealed').notNull(),
    quotedSealed: text('quoted_sealed'),
    /** Indexes of the ids that tie it to others (a mail's Message-ID, In-Reply-To, References): an id may hold an address. */
    threads: text('threads').array().notNull().default([]),
    /** The same ids, its own first, as its peer has them: an answer names them. */
    threadsSealed: text('threads_sealed'),
    ticketId: text('ticket_id'),
    /** Who wrote it at the hotline; null for one that came in or that the hotline itself sent. */
    by: text('by'),
  },
  (table) => [
    uniqueIndex('message_once').on(table.accountId, table.direction, table.externalId),
    index('message_of').on(table.conversationId, table.at, table.id),
    index('message_threads').using('gin', table.threads),
    check('message_direction', oneOf('direction', ['in', 'out'])),
    check(
      'message_becomes',
      sql.raw(
        `becomes is null or ${Object.keys(becomings)
          .map((name) => `becomes = '${name}'`)
          .join(' or ')}`,
      ),
    ),
  ],
);
export type MessageRow = typeof message.$inferSelect;

/** A file that came with a message, stored by its hash. */
export const attachment = gateway.table(
  'attachment',
  {
    messageId: text('message_id')
      .notNull()
      .references(() => message.id),
    place: integer('place').notNull(),
    nameSealed: text('name_sealed').notNull(),
    claimedType: text('claimed_type').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    inline: boolean('inline').notNull(),
    /** What picture it is by its bytes; null: none, or one that nobody should open. */
    picture: text('picture').$type<PictureType>(),
  },
  (table) => [primaryKey({ columns: [table.messageId, table.place] }), index('attachment_bytes').on(table.sha256)],
);
export type AttachmentRow = typeof attachment.$inferSelect;

/** What could not become a message: its raw bytes lie among the files, by their hash. */
export const quarantine = gateway.table(
  'quarantine',
  {
    id: text('id').primaryKey(),
    version: integer('version').notNull().default(1),
    accountId: text('account_id')
      .notNull()
      .references(() => account.id),
    externalId: text('external_id').notNull(),
    at: moment('at').notNull(),
    reason: text('reason').$type<QuarantineReason>().notNull(),
    detail: text('detail').notNull(),
    bytes: integer('bytes').notNull(),
    sha256: text('sha256').notNull(),
    /** The message that it became when somebody tried again; `dropped` by a person. */
    outcome: text('outcome').$type<'read' | 'dropped'>(),
  },
  (table) => [
    uniqueIndex('quarantine_once').on(table.accountId, table.externalId),
    index('quarantine_open')
      .on(table.at, table.id)
      .where(sql`outcome is null`),
    check('quarantine_reason', oneOf('reason', Object.keys(quarantineReasons))),
  ],
);
export type QuarantineRow = typeof quarantine.$inferSelect;
