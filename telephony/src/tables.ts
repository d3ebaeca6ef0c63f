import type {
  AgentState,
  CallEnder,
  CallState,
  Disposition,
  MissedFate,
  MissedReason,
  PauseReason,
  RecordingLeg,
  RecordingState,
} from '@hotline/contracts';
import { agentStateNames, callStateNames } from '@hotline/contracts';
import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgSchema, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';

export const telephony = pgSchema('telephony');
const moment = (name: string) => timestamp(name, { withTimezone: true });
/** The check constraint of a state column, made from the table of states. */
const oneOf = (column: string, names: readonly string[]) => sql.raw(`${column} in (${names.map((name) => `'${name}'`).join(', ')})`);

export const queue = telephony.table('queue', {
  code: text('code').primaryKey(),
  version: integer('version').notNull().default(1),
  name: text('name').notNull(),
  /** One desk rings so long; GB/T 33358 asks for a person within 15 s. */
  ringSeconds: integer('ring_seconds').notNull().default(15),
  maxWaitSeconds: integer('max_wait_seconds').notNull().default(60),
  voicemailSeconds: integer('voicemail_seconds').notNull().default(120),
  wrapUpReminderSeconds: integer('wrap_up_reminder_seconds').notNull().default(60),
  /** Whether both hear "工号 1001 为您服务" before the bridge. */
  announceAgent: boolean('announce_agent').notNull().default(true),
  /** Whether callers hear first that the call is recorded, and whether it is. Recording without the notice is refused. */
  announceRecording: boolean('announce_recording').notNull().default(true),
  record: boolean('record').notNull().default(true),
});

/** Which dialled number reaches which queue. */
export const serviceNumber = telephony.table('service_number', {
  number: text('number').primaryKey(),
  queue: text('queue')
    .notNull()
    .references(() => queue.code),
});

export const queueMember = telephony.table(
  'queue_member',
  {
    queue: text('queue')
      .notNull()
      .references(() => queue.code),
    account: text('account').notNull(),
  },
  (table) => [primaryKey({ columns: [table.queue, table.account] })],
);

export const call = telephony.table(
  'call',
  {
    id: text('id').primaryKey(),
    version: integer('version').notNull(),
    direction: text('direction').$type<'in' | 'out'>().notNull(),
    state: text('state').$type<CallState>().notNull(),
    queue: text('queue'),
    dialled: text('dialled').notNull(),
    /** The caller's number: sealed, found by its blind index, shown with stars. All three null when she withheld it. */
    callerSealed: text('caller_sealed'),
    callerIndex: text('caller_index'),
    callerMasked: text('caller_masked'),
    withheld: boolean('withheld').notNull(),
    /** The call that this one calls back. */
    callsBack: text('calls_back'),
    agent: text('agent'),
    held: boolean('held').notNull().default(false),
    queuedAt: moment('queued_at').notNull(),
    answeredAt: moment('answered_at'),
    endedAt: moment('ended_at'),
    endedBy: text('ended_by').$type<CallEnder>(),
    ticketId: text('ticket_id'),
    disposition: text('disposition').$type<Disposition>(),
    dispositionReason: text('disposition_reason'),
  },
  (table) => [
    index('call_newest').on(table.queuedAt, table.id),
    index('call_caller').on(table.callerIndex, table.queuedAt),
    index('call_agent').on(table.agent, table.queuedAt),
    index('call_ticket')
      .on(table.ticketId)
      .where(sql`ticket_id is not null`),
    index('call_live')
      .on(table.state)
      .where(sql`state <> 'ended'`),
    check('call_state', oneOf('state', callStateNames)),
  ],
);

export const leg = telephony.table(
  'leg',
  {
    /** The channel's id on the switch: ours, given at the start, so that reconcile finds it again. */
    channelId: text('channel_id').primaryKey(),
    callId: text('call_id')
      .notNull()
      .references(() => call.id),
    party: text('party').$type<'citizen' | 'agent'>().notNull(),
    agent: text('agent'),
    startedAt: moment('started_at').notNull(),
    answeredAt: moment('answered_at'),
    endedAt: moment('ended_at'),
    endedBecause: text('ended_because'),
  },
  (table) => [index('leg_call').on(table.callId)],
);

/** One stay of a call in a queue. */
export const queueEntry = telephony.table(
  'queue_entry',
  {
    id: text('id').primaryKey(),
    callId: text('call_id')
      .notNull()
      .references(() => call.id),
    queue: text('queue').notNull(),
    enteredAt: moment('entered_at').notNull(),
    leftAt: moment('left_at'),
    outcome: text('outcome').$type<'answered' | 'abandoned' | 'voicemail' | 'given-up' | 'switch-lost'>(),
  },
  (table) => [index('queue_entry_call').on(table.callId)],
);

export const agent = telephony.table(
  'agent',
  {
    account: text('account').primaryKey(),
    version: integer('version').notNull(),
    state: text('state').$type<AgentState>().notNull(),
    reason: text('reason').$type<PauseReason>(),
    since: moment('since').notNull(),
    /** Since when she has had no call: the longest idle is rung first. */
    idleSince: moment('idle_since').notNull(),
    callId: text('call_id'),
    pauseNext: text('pause_next').$type<PauseReason>(),
    phoneKind: text('phone_kind').$type<'browser' | 'sip'>(),
    phoneId: text('phone_id'),
    /** Sealed: whoever has it can take her calls. */
    phonePassword: text('phone_password'),
    phoneContact: text('phone_contact'),
  },
  () => [check('agent_state', oneOf('state', agentStateNames))],
);

export const recording = telephony.table(
  'recording',
  {
    id: text('id').primaryKey(),
    callId: text('call_id')
      .notNull()
      .references(() => call.id),
    leg: text('leg').$type<RecordingLeg>().notNull(),
    state: text('state').$type<RecordingState>().notNull(),
    startedAt: moment('started_at').notNull(),
    /** Where the switch writes; null once the file is in its place. */
    spoolPath: text('spool_path'),
    /** Below the recordings folder: YYYY/MM/DD/…. */
    path: text('path'),
    bytes: integer('bytes'),
    durationMs: integer('duration_ms'),
    sha256: text('sha256'),
  },
  (table) => [
    index('recording_call').on(table.callId),
    index('recording_writing')
      .on(table.state)
      .where(sql`state = 'writing'`),
  ],
);

export const missedCall = telephony.table(
  'missed_call',
  {
    id: text('id').primaryKey(),
    callId: text('call_id')
      .notNull()
      .references(() => call.id),
    at: moment('at').notNull(),
    why: text('why').$type<MissedReason>().notNull(),
    fate: text('fate').$type<MissedFate>().notNull(),
    fateBy: text('fate_by'),
    fateReason: text('fate_reason'),
    callerIndex: text('caller_index'),
  },
  (table) => [
    uniqueIndex('missed_call_call').on(table.callId),
    index('missed_call_at').on(table.at, table.id),
    index('missed_call_caller').on(table.callerIndex),
  ],
);

/** A web caller's phone for one call (DESIGN section 4): two minutes to begin it, 12345 the only number. */
export const guest = telephony.table('guest', {
  id: text('id').primaryKey(),
  issuedAt: moment('issued_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
  callId: text('call_id'),
});
