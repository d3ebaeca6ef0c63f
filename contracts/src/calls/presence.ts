import type { Label } from '../words/label.ts';

/** Whether an agent can take a call. */
// prettier-ignore
export const agentStates = {
  offline: { zh: '离线',     en: 'Offline',  counts: 'offline' },
  paused:  { zh: '小休',     en: 'Paused',   counts: 'paused' },
  ready:   { zh: '就绪',     en: 'Ready',    counts: 'ready' },
  ringing: { zh: '振铃',     en: 'Ringing',  counts: 'busy' },
  talking: { zh: '通话中',   en: 'Talking',  counts: 'busy' },
  wrapUp:  { zh: '话后整理', en: 'Wrap-up',  counts: 'wrapUp' },
} as const satisfies Record<string, Label & { counts: 'ready' | 'busy' | 'wrapUp' | 'paused' | 'offline' }>;
export type AgentState = keyof typeof agentStates;
export const agentStateNames = Object.keys(agentStates) as AgentState[];

/** Why an agent is paused. `chosen: false` are set by the hotline, never by her. */
// prettier-ignore
export const pauseReasons = {
  break:         { zh: '休息',     en: 'Break',        chosen: true },
  meal:          { zh: '用餐',     en: 'Meal',         chosen: true },
  training:      { zh: '培训',     en: 'Training',     chosen: true },
  meeting:       { zh: '会议',     en: 'Meeting',      chosen: true },
  paperwork:     { zh: '案头工作', en: 'Paperwork',    chosen: true },
  'just-signed-in': { zh: '刚登录', en: 'Just signed in', chosen: false },
  'missed-ring': { zh: '振铃未接', en: 'Missed ring',  chosen: false },
  'phone-lost':  { zh: '话机断开', en: 'Phone lost',   chosen: false },
} as const satisfies Record<string, Label & { chosen: boolean }>;
export type PauseReason = keyof typeof pauseReasons;

export interface PresenceStep extends Label {
  readonly from: readonly AgentState[];
  readonly to: AgentState;
  readonly by: 'agent' | 'hotline';
}

/** Each way an agent's state can move. */
// prettier-ignore
export const presence = {
  connect:       { from: ['offline'],                     to: 'paused',  by: 'agent',   zh: '连接电话', en: 'Connect a phone' },
  'be-ready':    { from: ['paused', 'ready'],             to: 'ready',   by: 'agent',   zh: '就绪',     en: 'Ready' },
  pause:         { from: ['ready', 'paused'],             to: 'paused',  by: 'agent',   zh: '小休',     en: 'Pause' },
  ring:          { from: ['ready', 'paused'],             to: 'ringing', by: 'hotline', zh: '振铃',     en: 'Ring' },
  'miss-ring':   { from: ['ringing'],                     to: 'paused',  by: 'hotline', zh: '振铃未接', en: 'Missed ring' },
  'ring-over':   { from: ['ringing'],                     to: 'ready',   by: 'hotline', zh: '停止振铃', en: 'Ring over' },
  'ring-over-and-pause': { from: ['ringing'],             to: 'paused',  by: 'hotline', zh: '停止振铃后小休', en: 'Ring over, then pause' },
  talk:          { from: ['ringing'],                     to: 'talking', by: 'hotline', zh: '接通',     en: 'Connected' },
  'wrap-up':     { from: ['talking'],                     to: 'wrapUp',  by: 'hotline', zh: '话后整理', en: 'Wrap-up' },
  dispose:       { from: ['wrapUp'],                      to: 'ready',   by: 'agent',   zh: '登记处理结果', en: 'Disposition' },
  'dispose-and-pause': { from: ['wrapUp'],                to: 'paused',  by: 'agent',   zh: '登记后小休', en: 'Disposition, then pause' },
  lost:          { from: ['ringing', 'talking'],          to: 'ready',   by: 'hotline', zh: '线路中断', en: 'Switch lost' },
  'phone-lost':  { from: ['ready', 'paused'],             to: 'paused',  by: 'hotline', zh: '话机断开', en: 'Phone lost' },
  leave:         { from: ['ready', 'paused', 'wrapUp'],   to: 'offline', by: 'agent',   zh: '签退',     en: 'Sign off' },
} as const satisfies Record<string, PresenceStep>;
export type PresenceEvent = keyof typeof presence;
