import { z } from 'zod';
import { keysOf, RecordingView } from '../calls/operations.ts';
import { route } from '../http/route.ts';
import { MapPoint } from '../map/operations.ts';
import { CitizenOf } from '../messages/contacts.ts';
import { messageChannels } from '../messages/vocabulary.ts';
import { Account, Id, Moment, PageQuery, pageOf, plainText, Reason, typedText, Version } from '../words/scalars.ts';
import { receiptStates } from '../messages/vocabulary.ts';
import { forms, type FormName } from './forms.ts';
import { signals, stages, ticketClocks, ticketLifecycle, ticketMoveNames, type TicketMove, ticketStates } from './lifecycle.ts';
import { sourceProblems } from './sources.ts';
import { channels, outcomes, refusalReasons, satisfactions, solvedAnswers, tellings, ticketTypes, urgencies } from './vocabulary.ts';

export const UnitCode = z.string().regex(/^[a-z0-9-]{2,40}$/);
export const CategoryCode = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** A statistical code of the country, 4 (city) to 12 (village) digits, or one of our own where it has none. */
export const RegionCode = z.string().regex(/^[a-z0-9-]{2,20}$/);
/** A day in the city: `2026-02-25`. */
export const CityDay = z.iso.date();
export const TITLE_LENGTH = 120;
export const BODY_LENGTH = 10_000;

const ContactIn = z.strictObject({
  name: typedText(60).optional(),
  phone: typedText(40).optional(),
  /** 公民身份号码; the check digit must be right (row 69). */
  idNumber: typedText(24).optional(),
});
/** `point`: what she marked on the map. */
const PlaceIn = z.strictObject({ text: typedText(200), regionCode: RegionCode.optional(), point: MapPoint.optional() });

/** 五要素 beside title and body: 时间, 人物, 诉求; place and matter stand on their own (DOMAIN 2.6). */
const elements = { when: typedText(200).optional(), who: typedText(200).optional(), demand: typedText(1_000).optional() };

const sourceWords = {
  unknown: '此来源没有这一项 / not asked of this source',
  missing: '必填 / needed',
  'too-long': '过长 / too long',
  'no-day': '日期应为 2026-02-25 的形式 / a day such as 2026-02-25',
} as const;

/** What makes a ticket. Without `contact.phone` a `callId` gives the caller's number. */
export const TicketFiling = z
  .strictObject({
    type: keysOf(ticketTypes),
    category: CategoryCode,
    title: typedText(TITLE_LENGTH).min(1),
    body: typedText(BODY_LENGTH).min(1),
    contact: ContactIn.default({}),
    place: PlaceIn,
    ...elements,
    urgency: keysOf(urgencies).default('normal'),
    channel: keysOf(channels).default('phone'),
    /** What its source asks (`sourceFields`): days as `2026-02-25`. */
    source: z.partialRecord(z.string().regex(/^[a-zA-Z]{1,30}$/), typedText(4_000)).default({}),
    /** 保密: units see neither name nor number, not even with stars. */
    confidential: z.boolean().default(false),
    /** Which steps she wants to be told of. */
    tells: keysOf(tellings).default('all'),
    callId: Id.optional(),
    /** What she wrote and the hotline answers: the words of each step go back that way. */
    conversationId: Id.optional(),
    /** The draft that this was typed in; it is done with. */
    draftId: Id.optional(),
  })
  .superRefine(({ channel, source }, context) => {
    for (const [field, wrong] of Object.entries(sourceProblems(channel, source as Record<string, string>)))
      context.addIssue({ code: 'custom', path: ['source', field], message: sourceWords[wrong] });
  });
export type TicketFiling = z.output<typeof TicketFiling>;

export const ContactView = z
  .object({ name: z.string().nullable(), phone: z.string().nullable(), idNumber: z.string().nullable(), confidential: z.boolean() })
  .meta({ id: 'Contact' });

export const ClockView = z
  .object({
    kind: keysOf(ticketClocks),
    startedAt: Moment,
    stoppedAt: Moment.optional(),
    dueOn: CityDay.optional(),
    dueAt: Moment,
    /** Why this deadline, in Chinese; `whyEn` says the same in English. */
    why: z.string(),
    whyEn: z.string(),
    /** Counted over a year whose holidays are not published yet. */
    provisional: z.boolean(),
    signals: z.array(z.object({ kind: keysOf(signals), at: Moment })),
  })
  .meta({ id: 'Clock' });
export type ClockView = z.output<typeof ClockView>;

const summary = {
  id: Id,
  number: z.string(),
  version: Version,
  state: keysOf(ticketStates),
  type: keysOf(ticketTypes),
  urgency: keysOf(urgencies),
  category: z.string(),
  title: z.string(),
  contact: ContactView,
  place: z.object({ text: z.string(), regionCode: z.string().optional(), point: MapPoint.optional() }),
  unit: z.string().nullable(),
  unitName: z.string().nullable(),
  owner: Account.nullable(),
  /** Who answers for it (首问责任人): the owner, before there is one whoever filed it. */
  ownerName: z.string().nullable(),
  filedAt: Moment,
  /** How often callback has tried to reach her. */
  tries: z.int(),
  /** What is due next: its clock and moment. */
  due: z.object({ kind: keysOf(ticketClocks), at: Moment, signal: keysOf(signals).nullable() }).nullable(),
};
export const TicketRow = z.object(summary).meta({ id: 'TicketRow' });
export type TicketRow = z.output<typeof TicketRow>;

export const TicketView = z
  .object({
    ...summary,
    body: z.string(),
    when: z.string().nullable(),
    who: z.string().nullable(),
    demand: z.string().nullable(),
    channel: keysOf(channels),
    source: z.record(z.string(), z.string()),
    tells: keysOf(tellings),
    stage: keysOf(stages),
    callId: Id.nullable(),
    filedBy: Account,
    returns: z.int(),
    redos: z.int(),
    answer: z.string().nullable(),
    publicAnswer: z.string().nullable(),
    /** The three questions of the reply: 是否属实, 是否联系, 是否解决. */
    reply: z.object({ facts: z.boolean(), contacted: z.boolean(), solved: z.boolean() }).nullable(),
    callback: z
      .object({
        tries: z.int(),
        contacted: z.boolean(),
        solved: keysOf(solvedAnswers).nullable(),
        satisfied: z
          .int()
          .min(1)
          .max(Math.max(...Object.keys(satisfactions).map(Number)))
          .nullable(),
      })
      .nullable(),
    outcome: keysOf(outcomes).nullable(),
    refusal: keysOf(refusalReasons).nullable(),
    closedAt: Moment.nullable(),
    can: z.array(z.object({ event: z.enum(ticketMoveNames as [TicketMove, ...TicketMove[]]), form: keysOf(forms) })),
    clocks: z.array(ClockView),
  })
  .meta({ id: 'Ticket' });
export type TicketView = z.output<typeof TicketView>;

/** `{event, …form}`: one branch for each step of the lifecycle, its fields those of the form that the step asks. */
const moveBody = <E extends TicketMove>(event: E) =>
  (forms[ticketLifecycle[event].asks] as z.ZodObject).extend({ event: z.literal(event) }) as z.ZodObject<
    { event: z.ZodLiteral<E> },
    z.core.$loose
  >;
export const TicketMoveBody = z.discriminatedUnion('event', ticketMoveNames.map(moveBody) as never) as unknown as z.ZodType<
  { event: TicketMove } & Record<string, unknown>
>;
export const formOfMove = (event: TicketMove): FormName => ticketLifecycle[event].asks;

export const timelineKinds = ['step', 'call', 'recording', 'signal', 'told', 'message', 'clock'] as const;
export const TimelineItem = z
  .object({
    at: Moment,
    kind: z.enum(timelineKinds),
    /** An account, or `hotline`, or `citizen`. */
    actor: z.string(),
    /** Her name; null for the hotline itself. Departments may not look accounts up. */
    actorName: z.string().nullable(),
    summary: z.string(),
    summaryEn: z.string(),
    /** What was written at the step: note, answer, reason. */
    text: z.string().nullable(),
    ref: z.string().nullable(),
    recordings: z.array(RecordingView).optional(),
  })
  .meta({ id: 'TimelineItem' });
export type TimelineItem = z.output<typeof TimelineItem>;

const oneTicket = z.object({ id: plainText(64).min(1) });
/** What a list is narrowed by; every filter stands in the address. */
export const TicketQuery = PageQuery.extend({
  state: keysOf(ticketStates).optional(),
  unit: UnitCode.optional(),
  q: plainText(200).optional(),
  type: keysOf(ticketTypes).optional(),
  category: CategoryCode.optional(),
  mine: z.boolean().optional(),
  /** `today`: some clock that runs is due today; `over`: overdue. */
  due: z.enum(['today', 'over']).optional(),
  open: z.boolean().optional(),
  sort: z.enum(['newest', 'due']).default('newest'),
});
export type TicketQuery = z.output<typeof TicketQuery>;

/** No pile is counted further: this number means so many or more. */
export const COUNTED_TO = 1_000;
const Counted = z.int().min(0).max(COUNTED_TO);
export const TicketCounts = z
  .object({
    /** What is archived waits for nobody and is not counted. */
    byState: z.record(keysOf(ticketStates), Counted),
    dueToday: Counted,
    over: Counted,
    mine: Counted,
  })
  .meta({ id: 'TicketCounts' });
export type TicketCounts = z.output<typeof TicketCounts>;

// prettier-ignore
export const tickets = {
  file:     route({ method: 'POST', path: '/tickets', permission: 'ticket.file', summary: 'File a ticket; the query code is told this once', status: 201, etag: true, body: TicketFiling, reply: TicketView.extend({ queryCode: z.string() }), problems: ['category.unknown', 'region.unknown',
      'region.elsewhere', 'ticket.contact-wrong', 'call.unknown', 'call.not-yours', 'conversation.unknown', 'conversation.has-ticket', 'draft.unknown'] }),
  list:     route({ method: 'GET', path: '/tickets', permission: 'ticket.read', summary: 'Tickets that I may see, newest first or by what is due', query: TicketQuery, reply: pageOf(TicketRow) }),
  counts:   route({ method: 'GET', path: '/tickets/counts', permission: 'ticket.read', summary: 'How many tickets wait for whom', reply: TicketCounts }),
  read:     route({ method: 'GET', path: '/tickets/:id', permission: 'ticket.read', summary: 'One ticket by id or number, and what I may do with it', params: oneTicket, etag: true, reply: TicketView, problems: ['ticket.unknown'] }),
  move:     route({ method: 'POST', path: '/tickets/:id/events', permission: 'ticket.read', summary: 'One step of the lifecycle', params: oneTicket, ifMatch: 'by-desk', etag: true, body: TicketMoveBody, reply: TicketView, problems: ['ticket.unknown', 'ticket.not-yours', 'ticket.wrong-state', 'ticket.yours-already', 'ticket.unit-unfit', 'ticket.returned-before', 'ticket.return-too-late', 'ticket.redone-enough', 'ticket.rated-already', 'ticket.answers-unfit', 'version.missing', 'version.stale'] }),
  timeline: route({ method: 'GET', path: '/tickets/:id/timeline', permission: 'ticket.read', summary: 'Everything that happened to a ticket: steps, calls with recordings, signals, words to the citizen', params: oneTicket, reply: z.object({ items: z.array(TimelineItem) }), problems: ['ticket.unknown'] }),
  reveal:   route({ method: 'POST', path: '/tickets/:id/contact/reveal', permission: 'citizen.reveal', summary: 'See name, number and id, with a reason that is kept', params: oneTicket, body: z.object({ reason: Reason }), reply: z.object({ name: z.string().nullable(), phone: z.string().nullable(), idNumber: z.string().nullable() }), problems: ['ticket.unknown'] }),
};

/** What a draft holds: whatever fields a form has, as they were typed. Kept sealed: they may hold names and numbers. */
const DraftFields = z.record(
  z.string().regex(/^[a-zA-Z.]{1,40}$/),
  z.union([plainText(BODY_LENGTH * 2), z.boolean(), z.number(), z.null()]),
);
export const DraftView = z
  .object({
    id: Id,
    version: Version,
    /** `intake`, or the step of a ticket that the form belongs to. */
    form: z.enum(['intake', ...ticketMoveNames] as ['intake', ...TicketMove[]]),
    ticketId: Id.nullable(),
    callId: Id.nullable(),
    fields: DraftFields,
    savedAt: Moment,
    /** In which tab it was saved last. */
    savedIn: z.string(),
  })
  .meta({ id: 'Draft' });
export type DraftView = z.output<typeof DraftView>;

// prettier-ignore
export const drafts = {
  list: route({ method: 'GET', path: '/drafts', permission: 'ticket.read', summary: 'What I have not finished, last typed first', reply: z.object({ items: z.array(DraftView) }) }),
  open: route({ method: 'POST', path: '/drafts', permission: 'ticket.read', summary: 'Begin a draft', status: 201, etag: true, body: z.strictObject({ form: DraftView.shape.form, ticketId: Id.optional(), callId: Id.optional(), fields: DraftFields.default({}), tab: plainText(64) }), reply: DraftView, problems: ['ticket.unknown', 'draft.too-many'] }),
  save: route({ method: 'PUT', path: '/drafts/:id', permission: 'ticket.read', summary: 'Keep what was typed; a stale version answers with what the other browser wrote', params: z.object({ id: Id }), ifMatch: true, etag: true, body: z.strictObject({ fields: DraftFields, tab: plainText(64) }), reply: DraftView, problems: ['draft.unknown', 'version.missing', 'version.stale'] }),
  read: route({ method: 'GET', path: '/drafts/:id', permission: 'ticket.read', summary: 'A draft of mine', params: z.object({ id: Id }), etag: true, reply: DraftView, problems: ['draft.unknown'] }),
  drop: route({ method: 'DELETE', path: '/drafts/:id', permission: 'ticket.read', summary: 'Throw a draft away', params: z.object({ id: Id }), reply: 'nothing', problems: ['draft.unknown'] }),
};

export const CategoryView = z
  .object({
    code: CategoryCode,
    version: Version,
    name: z.string(),
    parent: z.string().nullable(),
    initials: z.string(),
    active: z.boolean(),
  })
  .meta({ id: 'Category' });
export type CategoryView = z.output<typeof CategoryView>;

// prettier-ignore
export const categories = {
  list:    route({ method: 'GET', path: '/categories', permission: 'ticket.read', summary: 'Categories; `q` finds by name, code or pinyin initials', query: z.object({ q: plainText(60).optional(), withdrawn: z.boolean().optional() }), reply: z.object({ items: z.array(CategoryView) }) }),
  units:   route({ method: 'GET', path: '/categories/:code/units', permission: 'ticket.read', summary: 'Whose matter this is: the units to dispatch to, best first', params: z.object({ code: CategoryCode }), query: z.object({ region: RegionCode.optional() }), reply: z.object({ items: z.array(z.object({ code: UnitCode, name: z.string(), basis: z.string() })) }), problems: ['category.unknown'] }),
  add:     route({ method: 'POST', path: '/categories', permission: 'category.write', summary: 'Add a category', status: 201, body: z.strictObject({ code: CategoryCode, name: typedText(40).min(1), parent: CategoryCode.nullable() }), reply: CategoryView, problems: ['category.code-taken', 'category.unknown'] }),
  change:  route({ method: 'PUT', path: '/categories/:code', permission: 'category.write', summary: 'Rename or withdraw a category', params: z.object({ code: CategoryCode }), ifMatch: true, etag: true, body: z.strictObject({ name: typedText(40).min(1), active: z.boolean() }), reply: CategoryView, problems: ['category.unknown', 'version.missing', 'version.stale'] }),
};

export const RegionView = z
  .object({
    code: RegionCode,
    level: z.int().min(1).max(4),
    name: z.string(),
    parent: z.string().nullable(),
    /** Told to the citizen: matters of this place are not ours. */
    elsewhere: z.string().nullable(),
  })
  .meta({ id: 'Region' });
export type RegionView = z.output<typeof RegionView>;
// prettier-ignore
export const regions = {
  list: route({ method: 'GET', path: '/regions', permission: 'ticket.read', summary: 'Places below one, or found by name or pinyin initials', query: z.object({ parent: RegionCode.optional(), q: plainText(60).optional() }), reply: z.object({ items: z.array(RegionView) }) }),
};

/** One line of what happened between a citizen and the hotline. */
export const CitizenItem = z
  .object({
    kind: z.enum(['call', 'ticket', 'message']),
    at: Moment,
    id: Id,
    summary: z.string(),
    summaryEn: z.string(),
    state: z.string(),
    agent: Account.nullable(),
    recordings: z.array(RecordingView).optional(),
    number: z.string().optional(),
    /** Of a message: where it stands, and how it begins for whoever may read messages. */
    conversationId: Id.optional(),
    channel: keysOf(messageChannels).optional(),
    words: z.string().optional(),
  })
  .meta({ id: 'CitizenItem' });
export type CitizenItem = z.output<typeof CitizenItem>;
// prettier-ignore
export const citizens = {
  history: route({ method: 'GET', path: '/citizens/history', permission: 'citizen.history', summary: 'Calls, messages of all channels and tickets of the citizen behind a call, a ticket or a conversation, newest first', query: CitizenOf.extend({ after: plainText(200).optional(), limit: z.int().min(1).max(100).default(30) }), reply: pageOf(CitizenItem).extend({ callsLast30Days: z.int(), openTickets: z.int() }), problems: ['call.unknown', 'ticket.unknown', 'conversation.unknown'] }),
};

export const NoticeView = z
  .object({
    id: Id,
    at: Moment,
    /** What it is about: a ticket with its number, or a conversation of the inbox. */
    ticketId: Id.nullable(),
    number: z.string().nullable(),
    conversationId: Id.nullable(),
    kind: z.string(),
    words: z.string(),
    wordsEn: z.string(),
    read: z.boolean(),
  })
  .meta({ id: 'Notice' });
export type NoticeView = z.output<typeof NoticeView>;
// prettier-ignore
export const notices = {
  list: route({ method: 'GET', path: '/notices', permission: 'ticket.read', summary: 'Messages to me and my unit, newest first', query: PageQuery.extend({ unread: z.boolean().optional() }), reply: pageOf(NoticeView).extend({ unread: z.int() }) }),
  read: route({ method: 'POST', path: '/notices/read', permission: 'ticket.read', summary: 'Mark as read, up to this one', body: z.strictObject({ upTo: Id }), reply: 'nothing' }),
};

// prettier-ignore
export const publicTickets = {
  read: route({ method: 'GET', path: '/public/tickets/:number', permission: 'public', perMinute: 60, summary: 'A citizen looks up her matter by number and query code', params: z.object({ number: plainText(20) }), query: z.object({ code: plainText(20) }), reply: z.object({ number: z.string(), state: keysOf({ ...ticketStates, ...receiptStates }), stage: keysOf(stages), filedAt: Moment, due: z.object({ at: Moment }).nullable(), outcome: keysOf(outcomes).nullable(), publicAnswer: z.string().optional(), said: z.array(z.object({ at: Moment, text: z.string() })), canAdd: z.boolean(), satisfied: z.int().min(1).max(4).nullable(), canRate: z.boolean() }), problems: ['ticket.unknown'] }),
  rate: route({ method: 'POST', path: '/public/tickets/:number/rating', permission: 'public', perMinute: 20, summary: 'She says once whether she is satisfied with what was done', params: z.object({ number: plainText(20) }), body: forms.RateForm.extend({ code: plainText(20) }), reply: 'nothing', problems: ['ticket.unknown', 'ticket.wrong-state', 'ticket.rated-already', 'ticket.nothing-to-rate'] }),
};

// prettier-ignore
export const demo = {
  outbox: route({ method: 'GET', path: '/demo/outbox', permission: 'session.own', summary: 'What citizens would have been texted (demo only)', query: PageQuery.extend({ ticketId: Id.optional() }), reply: pageOf(z.object({ id: Id, at: Moment, ticketId: Id, to: z.string(), text: z.string() })), problems: ['demo.only'] }),
};
