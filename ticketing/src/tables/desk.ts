import type { LimitRule, TicketEvent, TicketMove } from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import { boolean, check, date, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment, ticketing } from './schema.ts';

/** In-app messages, addressed to a unit, to whoever has a right, or to a person: `unit:water-bureau`, `right:ticket.dispatch`, `person:agent1`. */
export const notice = ticketing.table(
  'notice',
  {
    id: text('id').primaryKey(),
    audience: text('audience').notNull(),
    at: moment('at').notNull(),
    /** What it is about: a ticket, or a conversation of the inbox. */
    ticketId: text('ticket_id'),
    conversationId: text('conversation_id'),
    /** A step of the lifecycle, `clock.signal` (`handle.red`), or of a conversation `channel.signal` (`sms.red`) and `channel.passed`. */
    kind: text('kind').notNull(),
    /** What makes it one: the same step or signal never tells an audience twice. */
    onceBy: text('once_by').notNull(),
  },
  (table) => [
    index('notice_of').on(table.audience, table.at, table.id),
    uniqueIndex('notice_once').on(table.onceBy),
    check('notice_about', sql`num_nonnulls(ticket_id, conversation_id) = 1`),
  ],
);

/** How far each person has read. */
export const noticeRead = ticketing.table('notice_read', {
  account: text('account').primaryKey(),
  upToAt: moment('up_to_at').notNull(),
  upToId: text('up_to_id').notNull(),
});

/** What a citizen is to be told; the gateway delivers it, the demo shows it. Text and number are sealed: it holds the query code. */
export const citizenMessage = ticketing.table(
  'citizen_message',
  {
    id: text('id').primaryKey(),
    ticketId: text('ticket_id').notNull(),
    at: moment('at').notNull(),
    event: text('event').$type<TicketEvent>().notNull(),
    toMasked: text('to_masked'),
    textSealed: text('text_sealed').notNull(),
  },
  (table) => [index('citizen_message_newest').on(table.at, table.id), index('citizen_message_of').on(table.ticketId, table.at)],
);

/** What somebody has typed and not finished. Sealed: names and numbers may stand in it. */
export const draft = ticketing.table(
  'draft',
  {
    id: text('id').primaryKey(),
    account: text('account').notNull(),
    version: integer('version').notNull(),
    form: text('form').$type<'intake' | TicketMove>().notNull(),
    ticketId: text('ticket_id'),
    callId: text('call_id'),
    fieldsSealed: text('fields_sealed').notNull(),
    savedAt: moment('saved_at').notNull(),
    savedIn: text('saved_in').notNull(),
    /** The ticket that was filed from it: filing it again gives the same one. */
    filedAs: text('filed_as'),
  },
  (table) => [
    index('draft_of')
      .on(table.account, table.savedAt)
      .where(sql`filed_as is null`),
  ],
);

/** Every version that was saved, so that nobody's words are lost when two browsers write one draft. */
export const draftVersion = ticketing.table(
  'draft_version',
  {
    draftId: text('draft_id').notNull(),
    version: integer('version').notNull(),
    fieldsSealed: text('fields_sealed').notNull(),
    savedAt: moment('saved_at').notNull(),
    savedIn: text('saved_in').notNull(),
  },
  (table) => [primaryKey({ columns: [table.draftId, table.version] })],
);

export const category = ticketing.table('category', {
  code: text('code').primaryKey(),
  version: integer('version').notNull().default(1),
  name: text('name').notNull(),
  parent: text('parent'),
  initials: text('initials').notNull(),
  active: boolean('active').notNull().default(true),
  /** How often it is asked for: the first of equals in a search. */
  weight: integer('weight').notNull().default(0),
});

/** Where something happened: city, county, township, community (row 1). */
export const region = ticketing.table(
  'region',
  {
    code: text('code').primaryKey(),
    level: integer('level').notNull(),
    name: text('name').notNull(),
    parent: text('parent'),
    initials: text('initials').notNull(),
    /** What a citizen is told whose matter lies there, though it is not ours: a county that the province administers. */
    elsewhere: text('elsewhere'),
  },
  (table) => [index('region_below').on(table.parent)],
);

/** 派单目录: whose matter a category is, in a region or (null) anywhere (row 15). */
export const duty = ticketing.table(
  'duty',
  {
    category: text('category').notNull(),
    region: text('region').notNull().default(''),
    unit: text('unit').notNull(),
    basis: text('basis').notNull(),
  },
  (table) => [primaryKey({ columns: [table.category, table.region] })],
);

/** Deadline rules, one row a version; a ticket keeps the version it was filed under. */
export const ruleSet = ticketing.table('rule_set', {
  version: integer('version').primaryKey(),
  name: text('name').notNull(),
  source: text('source').notNull(),
  from: date('from_on', { mode: 'string' }).notNull(),
  by: text('by').notNull(),
  at: moment('at').notNull(),
  dayEndsAtHour: integer('day_ends_at_hour').notNull(),
  rules: jsonb('rules').$type<LimitRule[]>().notNull(),
});

/** A year of the working calendar that an administrator imported; it goes before the one that is shipped. */
export const calendarYear = ticketing.table('calendar_year', {
  year: integer('year').primaryKey(),
  version: integer('version').notNull(),
  source: text('source').notNull(),
  days: jsonb('days').$type<{ date: string; name: string; off: boolean }[]>().notNull(),
  by: text('by').notNull(),
  at: moment('at').notNull(),
});

/** Wrong query codes for a number within an hour. */
export const queryTry = ticketing.table(
  'query_try',
  {
    number: text('number').notNull(),
    hour: moment('hour').notNull(),
    wrong: integer('wrong').notNull(),
  },
  (table) => [primaryKey({ columns: [table.number, table.hour] })],
);
