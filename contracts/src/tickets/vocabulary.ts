import type { Label } from '../words/label.ts';

/** 诉求类型: what the citizen wants of us (row 78). */
// prettier-ignore
export const ticketTypes = {
  consult:  { zh: '咨询', en: 'Question' },
  help:     { zh: '求助', en: 'Request for help' },
  complain: { zh: '投诉', en: 'Complaint' },
  report:   { zh: '举报', en: 'Report of an offence' },
  suggest:  { zh: '建议', en: 'Suggestion' },
  opinion:  { zh: '意见', en: 'Opinion' },
} as const satisfies Record<string, Label>;
export type TicketType = keyof typeof ticketTypes;

/** 紧急程度 (DOMAIN 2.6). */
// prettier-ignore
export const urgencies = {
  normal:   { zh: '一般', en: 'Normal' },
  urgent:   { zh: '紧急', en: 'Urgent' },
  critical: { zh: '特急', en: 'Critical' },
} as const satisfies Record<string, Label>;
export type Urgency = keyof typeof urgencies;

/** How the matter reached us. `typed`: whoever types a matter may choose it; the others come with their message. */
// prettier-ignore
export const channels = {
  phone:   { typed: true,  zh: '电话',     en: 'Phone' },
  web:     { typed: false, zh: '网站',     en: 'Website' },
  mail:    { typed: false, zh: '邮件',     en: 'Mail' },
  sms:     { typed: false, zh: '短信',     en: 'Text message' },
  wechat:  { typed: false, zh: '微信',     en: 'WeChat' },
  fax:     { typed: false, zh: '传真',     en: 'Fax' },
  counter: { typed: true,  zh: '窗口来访', en: 'Counter' },
  letter:  { typed: true,  zh: '信件',     en: 'Letter' },
  media:   { typed: true,  zh: '媒体',     en: 'Media' },
  leader:  { typed: true,  zh: '领导批示', en: 'Leader’s instruction' },
  hotline: { typed: true,  zh: '其他热线', en: 'Another hotline' },
} as const satisfies Record<string, Label & { typed: boolean }>;
export type Channel = keyof typeof channels;

/** 进展告知: which steps of her matter the citizen wants to be told of. */
// prettier-ignore
export const tellings = {
  all:     { zh: '全部进展',     en: 'Every step' },
  outcome: { zh: '只告知受理和结果', en: 'Only that it was taken, and the outcome' },
  none:    { zh: '不告知',       en: 'Nothing' },
} as const satisfies Record<string, Label>;
export type Telling = keyof typeof tellings;

/** 不予受理: why we may refuse a matter, and where it belongs instead (DOMAIN 2.6, the typical list). */
// prettier-ignore
export const refusalReasons = {
  'not-government':  { zh: '不属于政府职责范围', en: 'Outside the government\'s duties',                 tells: { zh: '请向有关单位或组织反映', en: 'Please turn to the organisation concerned' } },
  emergency:         { zh: '应由110、119、120、122处置', en: 'For 110, 119, 120 or 122',                  tells: { zh: '紧急情况请立即拨打110、119、120或122', en: 'In an emergency call 110, 119, 120 or 122 at once' } },
  'other-body':      { zh: '属于党委、人大、政协、监察、法院、检察院或军队的事项', en: 'For party, congress, courts, procuratorate or army', tells: { zh: '请向相应机关反映', en: 'Please turn to that body' } },
  'legal-procedure': { zh: '应当通过诉讼、仲裁、行政复议、信息公开等程序解决', en: 'Needs a lawsuit, arbitration or review', tells: { zh: '请依法通过诉讼、仲裁、行政复议等途径解决', en: 'Please use the legal procedure' } },
  'in-procedure':    { zh: '已进入诉讼、仲裁、复议或信访程序', en: 'Already in a lawsuit, review or petition', tells: { zh: '请等待该程序的结果', en: 'Please await its result' } },
  secret:            { zh: '涉及国家秘密、商业秘密或个人隐私', en: 'Touches state or trade secrets or privacy', tells: { zh: '该事项不能通过热线受理', en: 'It cannot be taken by the hotline' } },
  'in-hand':         { zh: '同一事项正在办理,或已依法办结且无新的事实', en: 'In hand already, or lawfully closed without new facts', tells: { zh: '可凭原工单号和查询码查询进展', en: 'Look it up by number and code' } },
  abusive:           { zh: '违法、侮辱、骚扰,或没有实际诉求', en: 'Illegal, abusive, or no real matter', tells: { zh: '如有实际诉求,欢迎再次来电', en: 'Call again when there is a real matter' } },
  other:             { zh: '其他依法不予受理的情形', en: 'Another lawful reason', tells: { zh: '', en: '' } },
} as const satisfies Record<string, Label & { tells: Label }>;
export type RefusalReason = keyof typeof refusalReasons;

/** 退单: why a unit may give a ticket back (DOMAIN 2.4: with basis and proposed unit). */
// prettier-ignore
export const returnReasons = {
  'not-our-duty':  { zh: '不属于本单位职责', en: 'Not our duty' },
  'not-our-area':  { zh: '不属于本辖区', en: 'Not our area' },
  unclear:         { zh: '内容不清,无法办理', en: 'Too unclear to work on' },
  duplicate:       { zh: '重复工单', en: 'A duplicate' },
  other:           { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Label>;
export type ReturnReason = keyof typeof returnReasons;

/** ② 是否解决, as the citizen says it at the callback. */
// prettier-ignore
export const solvedAnswers = {
  yes:    { zh: '已解决', en: 'Solved' },
  partly: { zh: '部分解决', en: 'Partly' },
  no:     { zh: '未解决', en: 'Not solved' },
} as const satisfies Record<string, Label>;
export type Solved = keyof typeof solvedAnswers;

/** ③ 满意度: 4 is best. */
// prettier-ignore
export const satisfactions = {
  4: { zh: '满意', en: 'Satisfied' },
  3: { zh: '基本满意', en: 'Fairly satisfied' },
  2: { zh: '一般', en: 'So-so' },
  1: { zh: '不满意', en: 'Not satisfied' },
} as const satisfies Record<number, Label>;
export type Satisfaction = keyof typeof satisfactions;

/** How a ticket ended. */
// prettier-ignore
export const outcomes = {
  answered:  { zh: '直接答复', en: 'Answered directly' },
  refused:   { zh: '不予受理', en: 'Not accepted' },
  withdrawn: { zh: '已撤单', en: 'Withdrawn' },
  handled:   { zh: '办结', en: 'Handled' },
} as const satisfies Record<string, Label>;
export type Outcome = keyof typeof outcomes;
