import type { Label } from '../words/label.ts';

/** What a person may do, by operation. Whether this object is hers is a second question, asked by the desks. */
// prettier-ignore
export const permissions = {
  'session.own':      { zh: '使用工作台', en: 'Use the desk' },
  'call.answer':      { zh: '接听电话', en: 'Answer calls' },
  'call.place':       { zh: '呼出电话', en: 'Call citizens' },
  'call.read':        { zh: '查看本人通话', en: 'See own calls' },
  'call.read-all':    { zh: '查看全部通话', en: 'See all calls' },
  'board.read':       { zh: '查看排队与坐席状态', en: 'See queue and agents' },
  'recording.listen': { zh: '听取录音', en: 'Listen to recordings' },
  'caller.reveal':    { zh: '查看来电号码', en: 'Reveal a caller\'s number' },
  'missed-call.read': { zh: '处理漏话', en: 'Work on missed calls' },
  'staff.read':       { zh: '查看人员', en: 'See people' },
  'staff.write':      { zh: '管理人员', en: 'Manage people' },
  'unit.read':        { zh: '查看单位', en: 'See units' },
  'unit.write':       { zh: '管理单位', en: 'Manage units' },
  'queue.read':       { zh: '查看队列与号码', en: 'See queues and numbers' },
  'queue.write':      { zh: '管理队列与号码', en: 'Manage queues and numbers' },
  'ticket.file':      { zh: '受理诉求', en: 'File tickets' },
  'ticket.read':      { zh: '查看有关工单', en: 'See tickets that concern one' },
  'ticket.read-all':  { zh: '查看全部工单', en: 'See all tickets' },
  'ticket.dispatch':  { zh: '派单', en: 'Dispatch tickets' },
  'ticket.handle':    { zh: '承办工单', en: 'Handle tickets of one\'s unit' },
  'ticket.call-back': { zh: '回访', en: 'Check tickets with citizens' },
  'ticket.supervise': { zh: '督办', en: 'Supervise tickets' },
  'ticket.rate':      { zh: '评价办理结果', en: 'Rate how a matter was handled (the citizen herself)' },
  'citizen.reveal':   { zh: '查看诉求人信息', en: 'Reveal a citizen\'s name and number' },
  'citizen.history':  { zh: '查看诉求人历史', en: 'See a citizen\'s earlier calls and tickets' },
  'category.write':   { zh: '管理分类', en: 'Manage categories' },
  'rule.read':        { zh: '查看时限规则', en: 'See deadline rules and calendar' },
  'rule.write':       { zh: '管理时限规则', en: 'Manage deadline rules and calendar' },
  'message.read':     { zh: '查看市民来信', en: 'Read what citizens wrote' },
  'message.answer':   { zh: '答复市民来信', en: 'Answer citizens in writing' },
  'account.read':     { zh: '查看渠道账号', en: 'See the accounts of the channels' },
  'account.write':    { zh: '管理渠道账号', en: 'Manage the accounts of the channels' },
  'audit.read':       { zh: '查看审计', en: 'Read the audit' },
  'metrics.read':     { zh: '读取运行指标', en: 'Read metrics' },
} as const satisfies Record<string, Label>;

export type Permission = keyof typeof permissions;

const everybody = ['session.own', 'unit.read'] as const satisfies readonly Permission[];
/** A department calls the citizen of its ticket by a click and never sees the number. */
const unit = [...everybody, 'ticket.read', 'ticket.handle', 'call.place'] as const satisfies readonly Permission[];
const agent = [
  ...everybody,
  'call.answer',
  'call.place',
  'call.read',
  'board.read',
  'recording.listen',
  'caller.reveal',
  'missed-call.read',
  'ticket.read',
  'ticket.read-all',
  'ticket.file',
  'citizen.reveal',
  'citizen.history',
  'message.read',
  'message.answer',
] as const satisfies readonly Permission[];

/** The posts at the hotline. System, security and audit administrators are three people on purpose (GB/T 22239: separation of duties). */
// prettier-ignore
export const roles = {
  agent:      { zh: '坐席', en: 'Agent', may: agent },
  dispatcher: { zh: '派单员', en: 'Dispatcher', may: [...everybody, 'board.read', 'ticket.read', 'ticket.read-all', 'ticket.dispatch', 'citizen.reveal', 'citizen.history', 'rule.read'] },
  handler:    { zh: '承办人员', en: 'Department handler', may: unit },
  head:       { zh: '承办单位负责人', en: 'Head of a department', may: unit },
  callback:   { zh: '回访员', en: 'Callback agent', may: [...agent, 'ticket.call-back'] },
  supervisor: { zh: '班长', en: 'Supervisor', may: [...agent, 'call.read-all', 'staff.read', 'queue.read', 'metrics.read', 'ticket.supervise', 'rule.read'] },
  knowledge:  { zh: '知识员', en: 'Knowledge editor', may: everybody },
  admin:      { zh: '系统管理员', en: 'System administrator', may: [...everybody, 'board.read', 'staff.read', 'staff.write', 'unit.write', 'queue.read', 'queue.write', 'metrics.read', 'ticket.read', 'category.write', 'rule.read', 'rule.write', 'account.read', 'account.write'] },
  security:   { zh: '安全管理员', en: 'Security administrator', may: [...everybody, 'staff.read', 'metrics.read'] },
  auditor:    { zh: '审计管理员', en: 'Audit administrator', may: [...everybody, 'audit.read'] },
} as const satisfies Record<string, Label & { may: readonly Permission[] }>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as Role[];

/** Everything that these posts together may do. */
export const permissionsOf = (held: readonly Role[]): ReadonlySet<Permission> => new Set(held.flatMap((role) => roles[role].may));
