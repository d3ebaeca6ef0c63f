import type { Label } from '../words/label.ts';

/** Where a call is. `waiting` covers the notice of recording, the queue and the voicemail: nobody is rung. */
// prettier-ignore
export const callStates = {
  waiting: { zh: '等待接听', en: 'Waiting',  live: true },
  ringing: { zh: '振铃',     en: 'Ringing',  live: true },
  talking: { zh: '通话中',   en: 'Talking',  live: true },
  wrapUp:  { zh: '话后整理', en: 'Wrap-up',  live: true },
  ended:   { zh: '已结束',   en: 'Ended',    live: false },
} as const satisfies Record<string, Label & { live: boolean }>;
export type CallState = keyof typeof callStates;
export const callStateNames = Object.keys(callStates) as CallState[];

/** Who or what makes a step happen. */
export type CallMover = 'citizen' | 'agent' | 'hotline' | 'switch';
/** What else a step writes in the call's row; each word is defined once in telephony/src/board/rules.ts. */
export type CallSet = 'agent' | 'no-agent' | 'answered' | 'ended' | 'disposition';
/** What a step tells the rest of the house. */
export type CallEffect = 'tell-desks' | 'tell-board' | 'keep-recording' | 'count-missed' | 'settle-missed';

export interface CallStep extends Label {
  readonly from: readonly CallState[];
  readonly to: CallState;
  readonly by: CallMover;
  readonly sets: readonly CallSet[];
  readonly effects: readonly CallEffect[];
}

/** Each way a call can move. A step that is not a row here does not exist; docs/calls.md and the check constraint are made from it. */
// prettier-ignore
export const callLifecycle = {
  arrive:       { from: [],                     to: 'waiting', by: 'citizen', sets: [],              effects: ['tell-board'], zh: '来电', en: 'Call in' },
  place:        { from: [],                     to: 'ringing', by: 'agent',   sets: ['agent'],       effects: ['tell-desks', 'tell-board'], zh: '呼出', en: 'Call out' },
  offer:        { from: ['waiting'],            to: 'ringing', by: 'hotline', sets: ['agent'],       effects: ['tell-desks', 'tell-board'], zh: '振铃坐席', en: 'Ring a desk' },
  'pass-on':    { from: ['ringing'],            to: 'waiting', by: 'hotline', sets: ['no-agent'],    effects: ['tell-desks', 'tell-board'], zh: '未接,转下一坐席', en: 'Unanswered; next desk' },
  bridge:       { from: ['ringing'],            to: 'talking', by: 'switch',  sets: ['answered'],    effects: ['tell-desks', 'tell-board', 'settle-missed'], zh: '接通', en: 'Connected' },
  transfer:     { from: ['talking'],            to: 'ringing', by: 'agent',   sets: ['agent'],       effects: ['tell-desks', 'tell-board'], zh: '转接', en: 'Transfer' },
  requeue:      { from: ['talking'],            to: 'waiting', by: 'switch',  sets: ['no-agent'],    effects: ['tell-desks', 'tell-board'], zh: '坐席掉线,重新排队', en: 'Desk lost; back to the queue' },
  abandon:      { from: ['waiting', 'ringing'], to: 'ended',   by: 'citizen', sets: ['ended'],       effects: ['tell-desks', 'tell-board', 'count-missed', 'keep-recording'], zh: '未接通挂断', en: 'Hung up unanswered' },
  'give-up':    { from: ['waiting', 'ringing'], to: 'ended',   by: 'hotline', sets: ['ended'],       effects: ['tell-desks', 'tell-board', 'count-missed', 'keep-recording'], zh: '未能接通', en: 'Not connected' },
  'hang-up':    { from: ['talking'],            to: 'wrapUp',  by: 'citizen', sets: ['ended'],       effects: ['tell-desks', 'tell-board', 'keep-recording'], zh: '挂机', en: 'Hung up' },
  dispose:      { from: ['wrapUp'],             to: 'ended',   by: 'agent',   sets: ['disposition'], effects: ['tell-desks', 'tell-board'], zh: '登记处理结果', en: 'Disposition' },
  'switch-lost':{ from: ['waiting', 'ringing', 'talking'], to: 'ended', by: 'switch', sets: ['ended'], effects: ['tell-desks', 'tell-board', 'count-missed', 'keep-recording'], zh: '线路中断', en: 'Switch lost' },
} as const satisfies Record<string, CallStep>;
export type CallEvent = keyof typeof callLifecycle;

// prettier-ignore
export const callEnders = {
  citizen:       { zh: '市民挂机', en: 'Citizen' },
  agent:         { zh: '坐席挂机', en: 'Agent' },
  hotline:       { zh: '系统结束', en: 'Hotline' },
  'switch-lost': { zh: '线路中断', en: 'Switch lost' },
} as const satisfies Record<string, Label>;
export type CallEnder = keyof typeof callEnders;

/** How a call was dealt with; the agent must choose one before she is ready again (话后处理). */
// prettier-ignore
export const dispositions = {
  ticket:          { zh: '形成工单', en: 'Ticket',            asksReason: false },
  'direct-answer': { zh: '直接答复', en: 'Answered directly', asksReason: false },
  transfer:        { zh: '已转接',   en: 'Transferred',       asksReason: false },
  'no-ticket':     { zh: '不形成工单', en: 'No ticket',       asksReason: true },
} as const satisfies Record<string, Label & { asksReason: boolean }>;
export type Disposition = keyof typeof dispositions;

// prettier-ignore
export const missedReasons = {
  abandoned:  { zh: '排队中挂断', en: 'Hung up in the queue' },
  'no-agent': { zh: '无人接听',   en: 'No agent' },
  timeout:    { zh: '等待超时',   en: 'Waited too long' },
  voicemail:  { zh: '已留言',     en: 'Left a message' },
  away:       { zh: '系统中断',   en: 'System was away' },
} as const satisfies Record<string, Label>;
export type MissedReason = keyof typeof missedReasons;

// prettier-ignore
export const missedFates = {
  open:            { zh: '待回拨',   en: 'To call back' },
  'called-back':   { zh: '已回拨',   en: 'Called back' },
  'reached-again': { zh: '已再次来电', en: 'Called again and reached us' },
  closed:          { zh: '已关闭',   en: 'Closed' },
} as const satisfies Record<string, Label>;
export type MissedFate = keyof typeof missedFates;

// prettier-ignore
export const recordingStates = {
  writing:  { zh: '录制中',   en: 'Being written' },
  complete: { zh: '完整',     en: 'Complete' },
  repaired: { zh: '已修复',   en: 'Repaired' },
  lost:     { zh: '已丢失',   en: 'Lost' },
} as const satisfies Record<string, Label>;
export type RecordingState = keyof typeof recordingStates;

// prettier-ignore
export const recordingLegs = {
  citizen:   { zh: '市民', en: 'Citizen' },
  agent:     { zh: '坐席', en: 'Agent' },
  mix:       { zh: '双方', en: 'Both' },
  voicemail: { zh: '留言', en: 'Voicemail' },
} as const satisfies Record<string, Label>;
export type RecordingLeg = keyof typeof recordingLegs;
