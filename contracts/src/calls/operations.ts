import { z } from 'zod';
import { route } from '../http/route.ts';
import { Account, Id, Moment, PageQuery, pageOf, plainText, Reason, StaffNumber, typedText, Version } from '../words/scalars.ts';
import { callEnders, callStates, dispositions, missedFates, missedReasons, recordingLegs, recordingStates } from './lifecycle.ts';
import { agentStates, pauseReasons } from './presence.ts';

/** The keys of a table as a zod enum. */
export const keysOf = <T extends Record<string, unknown>>(table: T) =>
  z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);

export const RecordingView = z
  .object({
    id: Id,
    leg: keysOf(recordingLegs),
    url: z.string(),
    durationMs: z.int().nullable(),
    sha256: z.string().nullable(),
    state: keysOf(recordingStates),
  })
  .meta({ id: 'Recording' });

export const LegView = z
  .object({
    party: z.enum(['citizen', 'agent']),
    agent: Account.optional(),
    channelId: z.string(),
    startedAt: Moment,
    answeredAt: Moment.nullable(),
    endedAt: Moment.nullable(),
  })
  .meta({ id: 'Leg' });

/** A caller as anybody may see her: stars in the middle, or 匿名. */
export const CallerView = z.object({ masked: z.string(), withheld: z.boolean() }).meta({ id: 'Caller' });

export const CallView = z
  .object({
    id: Id,
    version: Version,
    direction: z.enum(['in', 'out']),
    caller: CallerView,
    state: keysOf(callStates),
    held: z.boolean(),
    queue: z.string().nullable(),
    queuedAt: Moment,
    answeredAt: Moment.nullable(),
    endedAt: Moment.nullable(),
    endedBy: keysOf(callEnders).nullable(),
    agent: Account.nullable(),
    ticketId: Id.nullable(),
    disposition: z.object({ kind: keysOf(dispositions), reason: z.string().nullable() }).nullable(),
    legs: z.array(LegView),
    recordings: z.array(RecordingView),
  })
  .meta({ id: 'Call' });
export type CallView = z.output<typeof CallView>;

export const AgentView = z
  .object({
    account: Account,
    number: StaffNumber,
    name: z.string(),
    state: keysOf(agentStates),
    reason: keysOf(pauseReasons).nullable(),
    since: Moment,
    phone: z.enum(['browser', 'sip']).nullable(),
    callId: Id.nullable(),
    /** A pause asked for in a call or in wrap-up; it begins when she is free. */
    pauseNext: keysOf(pauseReasons).nullable(),
  })
  .meta({ id: 'Agent' });
export type AgentView = z.output<typeof AgentView>;

export const PhoneCredentials = z
  .object({
    sipUri: z.string(),
    username: z.string(),
    password: z.string(),
    wsUrl: z.string(),
    expiresAt: Moment,
  })
  .meta({ id: 'PhoneCredentials' });
export type PhoneCredentials = z.output<typeof PhoneCredentials>;

export const MissedCallView = z
  .object({
    id: Id,
    callId: Id,
    at: Moment,
    caller: CallerView,
    why: keysOf(missedReasons),
    fate: keysOf(missedFates),
    fateBy: Account.nullable(),
    voicemail: z.string().nullable(),
  })
  .meta({ id: 'MissedCall' });
export type MissedCallView = z.output<typeof MissedCallView>;

/** The queue as the right column of the desk shows it. */
export const BoardView = z
  .object({
    waiting: z.int(),
    longestWaitSince: Moment.nullable(),
    ringing: z.int(),
    talking: z.int(),
    agents: z.object({ ready: z.int(), busy: z.int(), wrapUp: z.int(), paused: z.int(), offline: z.int() }),
    answeredToday: z.int(),
    missedOpen: z.int(),
  })
  .meta({ id: 'Board' });
export type BoardView = z.output<typeof BoardView>;

const oneCall = z.object({ id: Id });
const chosenPauses = Object.entries(pauseReasons).flatMap(([reason, row]) => (row.chosen ? [reason] : []));

// prettier-ignore
export const calls = {
  list: route({ method: 'GET', path: '/calls', permission: 'call.read', summary: 'Calls, newest first', query: PageQuery.extend({ from: typedText(40).optional(), state: keysOf(callStates).optional(), mine: z.boolean().optional() }), reply: pageOf(CallView) }),
  read: route({ method: 'GET', path: '/calls/:id', permission: 'call.read', summary: 'One call with its legs and recordings', params: oneCall, etag: true, reply: CallView, problems: ['call.unknown'] }),
  history: route({ method: 'GET', path: '/calls/:id/history', permission: 'call.read', summary: 'Earlier calls of the same caller', params: oneCall, reply: z.object({ items: z.array(CallView), last30Days: z.int() }), problems: ['call.unknown'] }),
  place: route({ method: 'POST', path: '/calls', permission: 'call.place', summary: 'Call a citizen: the agent\'s phone rings first', status: 201, body: z.union([z.strictObject({ callId: Id }), z.strictObject({ ticketId: Id })]), reply: CallView, problems: ['call.unknown', 'ticket.unknown', 'ticket.no-number', 'call.number-withheld', 'agent.no-phone', 'agent.busy', 'switch.away'] }),
  hold: route({ method: 'POST', path: '/calls/:id/hold', permission: 'call.place', summary: 'Hold: the citizen hears music', params: oneCall, reply: CallView, problems: ['call.unknown', 'call.not-yours', 'call.wrong-state', 'switch.away'] }),
  unhold: route({ method: 'POST', path: '/calls/:id/unhold', permission: 'call.place', summary: 'Back to the citizen', params: oneCall, reply: CallView, problems: ['call.unknown', 'call.not-yours', 'call.wrong-state', 'switch.away'] }),
  transfer: route({ method: 'POST', path: '/calls/:id/transfer', permission: 'call.answer', summary: 'Blind transfer to another agent', params: oneCall, body: z.object({ agent: Account }), reply: CallView, problems: ['call.unknown', 'call.not-yours', 'call.wrong-state', 'agent.unknown', 'agent.not-ready', 'switch.away'] }),
  hangUp: route({ method: 'POST', path: '/calls/:id/hangup', permission: 'call.place', summary: 'Hang up', params: oneCall, reply: CallView, problems: ['call.unknown', 'call.not-yours', 'call.wrong-state', 'switch.away'] }),
  dispose: route({ method: 'POST', path: '/calls/:id/disposition', permission: 'call.place', summary: 'Say how the call was dealt with; ends wrap-up', params: oneCall, body: z.object({ kind: keysOf(dispositions), ticketId: Id.optional(), reason: typedText(500).optional() }), reply: CallView, problems: ['call.unknown', 'call.not-yours', 'call.wrong-state', 'ticket.unknown', 'call.ticket-needed'] }),
  reveal: route({ method: 'POST', path: '/calls/:id/caller/reveal', permission: 'caller.reveal', summary: 'See the caller\'s number, with a reason that is kept', params: oneCall, body: z.object({ reason: Reason }), reply: z.object({ phone: z.string() }), problems: ['call.unknown', 'caller.sealed'] }),
};

// prettier-ignore
export const agents = {
  list: route({ method: 'GET', path: '/agents', permission: 'board.read', summary: 'Agents and their states', reply: z.object({ items: z.array(AgentView) }) }),
  me: route({ method: 'GET', path: '/agents/me', permission: 'call.place', summary: 'My own state and the call I am in', reply: z.object({ agent: AgentView, call: CallView.nullable(), wrapUpReminderSeconds: z.int() }) }),
  setState: route({ method: 'PUT', path: '/agents/me/state', permission: 'call.answer', summary: 'Ready or paused', body: z.object({ state: z.enum(['ready', 'paused']), reason: z.enum(chosenPauses as ['break', ...string[]]).optional() }), reply: AgentView, problems: ['agent.no-phone', 'agent.busy'] }),
  setPhone: route({ method: 'PUT', path: '/agents/me/phone', permission: 'call.place', summary: 'Connect a phone: credentials for a browser or SIP phone, or a SIP address that we dial', body: z.object({ kind: z.enum(['browser', 'sip']), contact: z.string().regex(/^sip:[\w.-]+@[\w.-]+(:\d{1,5})?$/, 'sip:user@host:port').max(200).optional() }), reply: PhoneCredentials, problems: ['agent.busy', 'switch.away'] }),
};

// prettier-ignore
export const missedCalls = {
  list: route({ method: 'GET', path: '/missed-calls', permission: 'missed-call.read', summary: 'Missed calls (漏话)', query: PageQuery.extend({ fate: keysOf(missedFates).optional() }), reply: pageOf(MissedCallView) }),
  close: route({ method: 'POST', path: '/missed-calls/:id/close', permission: 'missed-call.read', summary: 'Close without calling back', params: oneCall, body: z.object({ reason: typedText(200).min(2) }), reply: MissedCallView, problems: ['missed-call.unknown', 'missed-call.done'] }),
};

// prettier-ignore
export const board = {
  read: route({ method: 'GET', path: '/board', permission: 'board.read', summary: 'Queue and agents in numbers', reply: BoardView }),
};

// prettier-ignore
export const recordings = {
  listen: route({ method: 'GET', path: '/recordings/:id', permission: 'recording.listen', summary: 'Listen to a recording (Range)', params: oneCall, reply: 'file', problems: ['recording.unknown', 'recording.not-there', 'recording.range'] }),
};

export const QueueView = z
  .object({
    code: z.string(),
    name: z.string(),
    version: Version,
    ringSeconds: z.int().min(5).max(120),
    maxWaitSeconds: z.int().min(10).max(3600),
    voicemailSeconds: z.int().min(10).max(600),
    wrapUpReminderSeconds: z.int().min(10).max(3600),
    announceAgent: z.boolean(),
    announceRecording: z.boolean(),
    record: z.boolean(),
    members: z.array(Account),
    numbers: z.array(z.string()),
  })
  .meta({ id: 'Queue' });
export type QueueView = z.output<typeof QueueView>;
/** What may be changed of a queue. */
export const QueueSettings = QueueView.pick({
  ringSeconds: true,
  maxWaitSeconds: true,
  voicemailSeconds: true,
  wrapUpReminderSeconds: true,
  announceAgent: true,
}).extend({
  announceRecording: z.boolean().default(true),
  record: z.boolean().default(true),
  name: typedText(60).min(1),
  members: z.array(Account).max(5000),
});

export type QueueSettings = z.output<typeof QueueSettings>;

// prettier-ignore
export const queues = {
  list: route({ method: 'GET', path: '/queues', permission: 'queue.read', summary: 'Queues, their rules and members', reply: z.object({ items: z.array(QueueView) }) }),
  change: route({ method: 'PUT', path: '/queues/:code', permission: 'queue.write', summary: 'Change a queue', params: z.object({ code: plainText(40) }), ifMatch: true, etag: true, body: QueueSettings, reply: QueueView, problems: ['queue.unknown', 'version.missing', 'version.stale', 'agent.unknown'] }),
  addNumber: route({ method: 'POST', path: '/queues/:code/numbers', permission: 'queue.write', summary: 'Let a number reach this queue', params: z.object({ code: plainText(40) }), body: z.object({ number: z.string().regex(/^\d{3,20}$/) }), reply: QueueView, problems: ['queue.unknown', 'number.taken'] }),
  removeNumber: route({ method: 'DELETE', path: '/queues/:code/numbers/:number', permission: 'queue.write', summary: 'Take a number away', params: z.object({ code: plainText(40), number: plainText(20) }), reply: QueueView, problems: ['queue.unknown', 'number.unknown'] }),
};

// prettier-ignore
export const publicCalls = {
  place: route({ method: 'POST', path: '/public/calls', permission: 'public', perMinute: 6, status: 201, summary: 'A guest\'s phone for one call to 12345 within two minutes', reply: PhoneCredentials, problems: ['switch.away'] }),
  state: route({ method: 'GET', path: '/public/calls/:id', permission: 'public', perMinute: 120, summary: 'How the call of this one-call phone stands', params: oneCall, reply: z.object({ state: z.enum(['connecting', 'waiting', 'talking', 'ended']) }) }),
  wait: route({ method: 'GET', path: '/public/wait', permission: 'public', perMinute: 60, summary: 'How long a caller waits now', reply: z.object({ waiting: z.int(), expectedSeconds: z.int().nullable(), open: z.boolean() }) }),
};
