import type { Permission } from '../http/permissions.ts';
import type { Label } from '../words/label.ts';
import type { FormName } from './forms.ts';

/** 一号受理、分类处置、单位承办、限时办结、跟踪督办、复核回访、办结归档: the seven steps a citizen reads (row 95). */
// prettier-ignore
export const stages = {
  accept:    { zh: '受理', en: 'Accepted' },
  classify:  { zh: '派单', en: 'Dispatched' },
  handle:    { zh: '承办', en: 'In hand' },
  reply:     { zh: '办结', en: 'Replied' },
  supervise: { zh: '督办', en: 'Checked' },
  callback:  { zh: '回访', en: 'Called back' },
  archive:   { zh: '归档', en: 'Archived' },
} as const satisfies Record<string, Label>;
export type Stage = keyof typeof stages;

/** Where a ticket is. Lateness is no state. `stage`: the last of the seven steps that it has reached. */
// prettier-ignore
export const ticketStates = {
  received:      { zh: '待派单',   en: 'To dispatch',   stage: 'accept',    open: true },
  assigned:      { zh: '待签收',   en: 'To sign',       stage: 'classify',  open: true },
  returned:      { zh: '退单待审', en: 'Returned',      stage: 'classify',  open: true },
  handling:      { zh: '办理中',   en: 'In hand',       stage: 'handle',    open: true },
  replied:       { zh: '待回访',   en: 'To call back',  stage: 'supervise', open: true },
  'called-back': { zh: '已回访',   en: 'Called back',   stage: 'callback',  open: true },
  closed:        { zh: '已办结',   en: 'Closed',        stage: 'archive',   open: false },
  archived:      { zh: '已归档',   en: 'Archived',      stage: 'archive',   open: false },
} as const satisfies Record<string, Label & { stage: Stage; open: boolean }>;
export type TicketState = keyof typeof ticketStates;
export const ticketStateNames = Object.keys(ticketStates) as TicketState[];

/** What a person is to a ticket. `needs`: the right without which nobody is that; the rest is in ticketing/src/lifecycle/relations.ts. */
// prettier-ignore
export const relations = {
  intake:     { zh: '受理坐席', en: 'An agent who takes matters', needs: 'ticket.file' },
  owner:      { zh: '首问责任人', en: 'The agent whose ticket it is', needs: 'ticket.file' },
  dispatcher: { zh: '派单员',   en: 'A dispatcher', needs: 'ticket.dispatch' },
  handler:    { zh: '承办单位', en: 'Somebody of the lead unit', needs: 'ticket.handle' },
  callback:   { zh: '回访员',   en: 'A callback agent', needs: 'ticket.call-back' },
  supervisor: { zh: '班长',     en: 'A supervisor', needs: 'ticket.supervise' },
  /** She herself, who answers the callback question by message; no role of the house has the right. */
  citizen:    { zh: '诉求人',   en: 'The citizen', needs: 'ticket.rate' },
} as const satisfies Record<string, Label & { needs: Permission }>;
export type Relation = keyof typeof relations;

/** What must hold besides state and relation; each answers with the problem the person reads (ticketing/src/lifecycle/guards.ts). */
export type TicketGuard =
  'always' | 'not-hers-already' | 'unit-takes-tickets' | 'may-return' | 'answers-fit' | 'may-redo' | 'not-rated-yet';
/** What else a step writes in the ticket's row (ticketing/src/lifecycle/sets.ts). */
export type TicketSet =
  | 'owner'
  | 'unit'
  | 'signed'
  | 'one-return'
  | 'reply'
  | 'one-try'
  | 'rating'
  | 'own-rating'
  | 'one-redo'
  | 'answered'
  | 'refused'
  | 'withdrawn'
  | 'handled'
  | 'archived';
/** Whom a step tells (ticketing/src/notices/effects.ts). Everybody who sees the ticket gets a frame in any case. */
export type TicketEffect = 'tell-dispatchers' | 'tell-unit' | 'tell-callback' | 'tell-owner' | 'tell-supervisors' | 'tell-citizen';
/** When a step leaves the ticket where it is after all. */
export type StayWord = 'tries-are-left';

export interface TicketStep extends Label {
  /** Empty: the step that makes a ticket. */
  readonly from: readonly TicketState[];
  /** Absent: the state stays. */
  readonly to?: TicketState;
  readonly unless?: StayWord;
  readonly by: readonly Relation[];
  readonly asks: FormName;
  readonly guard: TicketGuard;
  readonly sets: readonly TicketSet[];
  readonly effects: readonly TicketEffect[];
}

/**
 * Each way a ticket can move (DESIGN sections 3 and 11). Buttons, forms, the transitions API, the permission matrix, notices,
 * docs/lifecycle.md and the tests are made from it; nothing about a step is written anywhere else.
 */
// prettier-ignore
export const ticketLifecycle = {
  file:        { from: [],                       to: 'received',    by: ['intake'],                 asks: 'NothingForm',  guard: 'always',             sets: [],             effects: ['tell-dispatchers', 'tell-citizen'], zh: '受理', en: 'File' },
  take:        { from: ['received'],                                by: ['intake', 'dispatcher'],   asks: 'NothingForm',  guard: 'not-hers-already',   sets: ['owner'],      effects: [], zh: '接手', en: 'Take' },
  answer:      { from: ['received'],             to: 'closed',      by: ['owner', 'dispatcher'],    asks: 'AnswerForm',   guard: 'always',             sets: ['answered'],   effects: ['tell-citizen'], zh: '直接答复', en: 'Answer' },
  refuse:      { from: ['received'],             to: 'closed',      by: ['owner', 'dispatcher'],    asks: 'RefuseForm',   guard: 'always',             sets: ['refused'],    effects: ['tell-citizen'], zh: '不予受理', en: 'Refuse' },
  dispatch:    { from: ['received', 'returned'], to: 'assigned',    by: ['owner', 'dispatcher'],    asks: 'DispatchForm', guard: 'unit-takes-tickets', sets: ['unit'],       effects: ['tell-unit', 'tell-citizen'], zh: '派单', en: 'Dispatch' },
  sign:        { from: ['assigned'],             to: 'handling',    by: ['handler'],                asks: 'NothingForm',  guard: 'always',             sets: ['signed'],     effects: [], zh: '签收', en: 'Sign' },
  return:      { from: ['assigned'],             to: 'returned',    by: ['handler'],                asks: 'ReturnForm',   guard: 'may-return',         sets: ['one-return'], effects: ['tell-dispatchers'], zh: '退单', en: 'Return' },
  progress:    { from: ['handling'],                                by: ['handler'],                asks: 'ProgressForm', guard: 'always',             sets: [],             effects: ['tell-owner'], zh: '反馈进展', en: 'Report progress' },
  reply:       { from: ['handling'],             to: 'replied',     by: ['handler'],                asks: 'ReplyForm',    guard: 'always',             sets: ['reply'],      effects: ['tell-callback', 'tell-citizen'], zh: '回复', en: 'Reply' },
  'call-back': { from: ['replied'],              to: 'called-back', by: ['callback'],               asks: 'CallBackForm', guard: 'answers-fit',        sets: ['one-try', 'rating'], effects: ['tell-citizen'], unless: 'tries-are-left', zh: '回访', en: 'Call back' },
  rate:        { from: ['called-back', 'closed'],                   by: ['citizen'],                asks: 'RateForm',     guard: 'not-rated-yet',      sets: ['own-rating'], effects: ['tell-callback'], zh: '群众评价', en: 'Rate' },
  redo:        { from: ['called-back'],          to: 'handling',    by: ['callback', 'supervisor'], asks: 'NoteForm',     guard: 'may-redo',           sets: ['one-redo'],   effects: ['tell-unit', 'tell-citizen'], zh: '重办', en: 'Redo' },
  close:       { from: ['called-back'],          to: 'closed',      by: ['callback', 'supervisor'], asks: 'NothingForm',  guard: 'always',             sets: ['handled'],    effects: ['tell-citizen'], zh: '办结', en: 'Close' },
  archive:     { from: ['closed'],               to: 'archived',    by: ['callback', 'dispatcher', 'supervisor'], asks: 'NothingForm', guard: 'always', sets: ['archived'],   effects: [], zh: '归档', en: 'Archive' },
  withdraw:    { from: ['received', 'assigned', 'returned', 'handling', 'replied', 'called-back'], to: 'closed', by: ['intake'], asks: 'NoteForm', guard: 'always', sets: ['withdrawn'], effects: ['tell-unit', 'tell-citizen'], zh: '撤单', en: 'Withdraw' },
} as const satisfies Record<string, TicketStep>;
export type TicketEvent = keyof typeof ticketLifecycle;
/** What may be asked of a ticket that exists. */
export type TicketMove = Exclude<TicketEvent, 'file'>;
export const ticketEventNames = Object.keys(ticketLifecycle) as TicketEvent[];
export const ticketMoveNames = ticketEventNames.filter((event): event is TicketMove => event !== 'file');

/** A clock runs while its ticket is in one of these states: leaving them stops it, so nobody can forget to. */
export interface TicketClock extends Label {
  readonly runsIn: readonly TicketState[];
  /** Steps that stop it though the state stays. */
  readonly stoppedBy: readonly TicketEvent[];
  /** Whom its signals tell: 预警 · 黄牌 · 红牌 (rows 60–61). */
  readonly tells: readonly TicketEffect[];
}

/** The handling clock starts at the first dispatch and runs on through a return: commentary on "flying" tickets, DOMAIN 2.4. */
// prettier-ignore
export const ticketClocks = {
  dispatch: { runsIn: ['received', 'returned'],             stoppedBy: [],           tells: ['tell-dispatchers'], zh: '派单时限', en: 'Dispatch' },
  sign:     { runsIn: ['assigned'],                         stoppedBy: [],           tells: ['tell-unit'],        zh: '签收时限', en: 'Sign' },
  contact:  { runsIn: ['handling'],                         stoppedBy: ['progress'], tells: ['tell-unit'],        zh: '首次反馈时限', en: 'First feedback' },
  handle:   { runsIn: ['assigned', 'returned', 'handling'], stoppedBy: [],           tells: ['tell-unit'],        zh: '办理时限', en: 'Handle' },
} as const satisfies Record<string, TicketClock>;
export type ClockKind = keyof typeof ticketClocks;
export const clockKinds = Object.keys(ticketClocks) as ClockKind[];

/** 预警、黄牌、红牌 (row 60): near, at the limit, over it. */
// prettier-ignore
export const signals = {
  warning: { zh: '预警', en: 'Warning',     alsoTells: [] },
  yellow:  { zh: '黄牌', en: 'Yellow card', alsoTells: [] },
  red:     { zh: '红牌', en: 'Red card',    alsoTells: ['tell-supervisors'] },
} as const satisfies Record<string, Label & { alsoTells: readonly TicketEffect[] }>;
export type Signal = keyof typeof signals;
export const signalNames = Object.keys(signals) as Signal[];
