import {
  type Channel,
  type ClockKind,
  clockKinds,
  type Outcome,
  type Point,
  type RefusalReason,
  type Signal,
  signalNames,
  type Solved,
  type Telling,
  tellings,
  type TicketEvent,
  ticketEventNames,
  type TicketState,
  ticketStateNames,
  type TicketType,
  type Urgency,
} from '@hotline/contracts';
import type { Limit } from '@hotline/platform';
import { sql } from 'drizzle-orm';
import { bigserial, boolean, check, date, index, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment, oneOf, ticketing, xid8 } from './schema.ts';

/**
 * A ticket (工单). Whatever a step may write is covered by the mac of its last log line; a deferred trigger (migrations/0001) refuses a change
 * without a log line of the same version. `dueAt` and `dueKind` only repeat what the clocks say, for lists.
 */
export const ticket = ticketing.table(
  'ticket',
  {
    id: text('id').primaryKey(),
    number: text('number').notNull(),
    version: integer('version').notNull(),
    state: text('state').$type<TicketState>().notNull(),
    type: text('type').$type<TicketType>().notNull(),
    urgency: text('urgency').$type<Urgency>().notNull(),
    category: text('category').notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    /** What its source asks (contracts `sourceFields`); {}: nothing. */
    source: jsonb('source').$type<Readonly<Record<string, string>>>().notNull().default({}),
    title: text('title').notNull(),
    body: text('body').notNull(),
    occurred: text('occurred'),
    involved: text('involved'),
    demand: text('demand'),
    place: text('place').notNull(),
    region: text('region'),
    /** What she marked on the map, WGS-84; seen by whoever sees the place. */
    point: jsonb('point').$type<Point>(),
    /** Sealed with the ticket's id; the masks are what anybody may see, the indexes find them again. */
    nameSealed: text('name_sealed'),
    nameIndex: text('name_index'),
    nameMasked: text('name_masked'),
    phoneSealed: text('phone_sealed'),
    phoneIndex: text('phone_index'),
    phoneMasked: text('phone_masked'),
    idSealed: text('id_sealed'),
    idIndex: text('id_index'),
    idMasked: text('id_masked'),
    confidential: boolean('confidential').notNull().default(false),
    /** Which steps she wants to be told of. */
    tells: text('tells').$type<Telling>().notNull().default('all'),
    callId: text('call_id'),
    /** The conversation that it was filed from. */
    conversationId: text('conversation_id'),
    filedBy: text('filed_by').notNull(),
    filedAt: moment('filed_at').notNull(),
    owner: text('owner'),
    unit: text('unit'),
    assignedAt: moment('assigned_at'),
    signedBy: text('signed_by'),
    signedAt: moment('signed_at'),
    /** Units that gave it back, one entry each time. */
    returnedBy: text('returned_by').array().notNull().default([]),
    redos: integer('redos').notNull().default(0),
    answer: text('answer'),
    publicAnswer: text('public_answer'),
    factsRight: boolean('facts_right'),
    unitContacted: boolean('unit_contacted'),
    unitSolved: boolean('unit_solved'),
    repliedAt: moment('replied_at'),
    tries: integer('tries').notNull().default(0),
    firstTryAt: moment('first_try_at'),
    contacted: boolean('contacted'),
    solved: text('solved').$type<Solved>(),
    satisfied: integer('satisfied'),
    outcome: text('outcome').$type<Outcome>(),
    refusal: text('refusal').$type<RefusalReason>(),
    closedAt: moment('closed_at'),
    archivedAt: moment('archived_at'),
    /** The rules that were in force when it was filed (row 96). */
    ruleSet: integer('rule_set').notNull(),
    dueAt: moment('due_at'),
    dueKind: text('due_kind').$type<ClockKind>(),
    /** The mac of its last log line. */
    logMac: text('log_mac').notNull(),
    /** What the search finds it by: no number, name or id of a person. */
    words: text('words').array().notNull().default([]),
  },
  (table) => [
    check('ticket_state', oneOf('state', ticketStateNames)),
    check('ticket_tells', oneOf('tells', Object.keys(tellings))),
    uniqueIndex('ticket_number').on(table.number),
    index('ticket_newest').on(table.filedAt, table.id),
    index('ticket_of_unit').on(table.unit, table.filedAt, table.id),
    index('ticket_in_state').on(table.state, table.filedAt, table.id),
    index('ticket_due')
      .on(table.dueAt, table.id)
      .where(sql`due_at is not null`),
    index('ticket_due_in_state')
      .on(table.state, table.dueAt, table.id)
      .where(sql`due_at is not null`),
    index('ticket_due_of_unit')
      .on(table.unit, table.dueAt, table.id)
      .where(sql`due_at is not null`),
    // What stands open is counted by every desk, all day.
    index('ticket_open')
      .on(table.state, table.unit)
      .where(sql`state <> 'archived'`),
    index('ticket_open_of_unit')
      .on(table.unit, table.state)
      .where(sql`state <> 'archived'`),
    index('ticket_mine').on(sql`coalesce(owner, filed_by)`, table.filedAt, table.id),
    index('ticket_mine_open')
      .on(sql`coalesce(owner, filed_by)`)
      .where(sql`closed_at is null`),
    index('ticket_by_phone')
      .on(table.phoneIndex, table.filedAt)
      .where(sql`phone_index is not null`),
    index('ticket_filed_from')
      .on(table.conversationId, table.filedAt)
      .where(sql`conversation_id is not null`),
    index('ticket_by_name')
      .on(table.nameIndex, table.filedAt)
      .where(sql`name_index is not null`),
    index('ticket_by_id')
      .on(table.idIndex, table.filedAt)
      .where(sql`id_index is not null`),
    index('ticket_words').using('gin', table.words),
  ],
);
export type TicketRow = typeof ticket.$inferSelect;

/** One line for each step, never changed. `mac` covers the line, the line before it and, by `rowMac`, the ticket's row after the step. */
export const ticketLog = ticketing.table(
  'ticket_log',
  {
    ticketId: text('ticket_id').notNull(),
    version: integer('version').notNull(),
    at: moment('at').notNull(),
    event: text('event').$type<TicketEvent>().notNull(),
    actor: text('actor').notNull(),
    /** The unit of the actor at that time. */
    actorUnit: text('actor_unit').notNull(),
    fromState: text('from_state').$type<TicketState>(),
    toState: text('to_state').$type<TicketState>().notNull(),
    /** What the form said, without its note or answer. */
    form: jsonb('form').$type<Record<string, unknown>>().notNull(),
    /** The long text of the form: note or answer. */
    note: text('note'),
    /** Of the ticket's row after the step. */
    rowMac: text('row_mac').notNull(),
    mac: text('mac').notNull(),
    keyId: text('key_id').notNull(),
    xid: xid8('xid')
      .notNull()
      .default(sql`pg_current_xact_id()`),
  },
  (table) => [
    primaryKey({ columns: [table.ticketId, table.version] }),
    check('ticket_log_event', oneOf('event', ticketEventNames)),
    check('ticket_log_to', oneOf('to_state', ticketStateNames)),
  ],
);
export type LogRow = typeof ticketLog.$inferSelect;

/** One run of a clock. `nextDueAt` is when its next signal falls due; the sweep reads only that. */
export const clock = ticketing.table(
  'clock',
  {
    id: text('id').primaryKey(),
    ticketId: text('ticket_id').notNull(),
    kind: text('kind').$type<ClockKind>().notNull(),
    /** Told with its signals: the unit it ran for. */
    unit: text('unit'),
    amount: integer('amount').notNull(),
    span: text('span').$type<Limit['unit']>().notNull(),
    graceHours: integer('grace_hours').notNull(),
    dayEndsAtHour: integer('day_ends_at_hour').notNull(),
    startedAt: moment('started_at').notNull(),
    stoppedAt: moment('stopped_at'),
    dueOn: date('due_on', { mode: 'string' }),
    dueAt: moment('due_at').notNull(),
    warnAt: moment('warn_at').notNull(),
    yellowAt: moment('yellow_at').notNull(),
    redAt: moment('red_at').notNull(),
    provisional: boolean('provisional').notNull(),
    /** Why this deadline, as it was counted. */
    why: text('why').notNull(),
    whyEn: text('why_en').notNull(),
    nextDueAt: moment('next_due_at'),
    nextSignal: text('next_signal').$type<Signal>(),
  },
  (table) => [
    check('clock_kind', oneOf('kind', clockKinds)),
    index('clock_of_ticket').on(table.ticketId, table.startedAt),
    index('clock_next_due')
      .on(table.nextDueAt)
      .where(sql`next_due_at is not null`),
    // One run of a kind at a time.
    uniqueIndex('clock_running')
      .on(table.ticketId, table.kind)
      .where(sql`stopped_at is null`),
  ],
);
export type ClockRow = typeof clock.$inferSelect;

/** Append-only: what moved a clock, who, why. The due moment is a pure function of these lines, the limit and the calendar. */
export const clockLedger = ticketing.table(
  'clock_ledger',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    clockId: text('clock_id').notNull(),
    at: moment('at').notNull(),
    kind: text('kind').$type<'start' | 'pause' | 'resume' | 'extend' | 'recompute' | 'stop'>().notNull(),
    by: text('by').notNull(),
    why: text('why').notNull(),
    approvedBy: text('approved_by'),
    addAmount: integer('add_amount'),
    addSpan: text('add_span').$type<Limit['unit']>(),
  },
  (table) => [index('clock_ledger_of').on(table.clockId, table.id)],
);
export type LedgerRow = typeof clockLedger.$inferInsert;

/** 预警 · 黄牌 · 红牌: each exists once for a run of a clock, whatever dies meanwhile. */
export const signal = ticketing.table(
  'signal',
  {
    clockId: text('clock_id').notNull(),
    kind: text('kind').$type<Signal>().notNull(),
    ticketId: text('ticket_id').notNull(),
    /** When it fell due; `writtenAt` is when the sweep found it. */
    at: moment('at').notNull(),
    writtenAt: moment('written_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.clockId, table.kind] }),
    check('signal_kind', oneOf('kind', signalNames)),
    index('signal_of_ticket').on(table.ticketId, table.at),
  ],
);
