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
  'audit.read':       { zh: '查看审计', en: 'Read the audit' },
  'metrics.read':     { zh: '读取运行指标', en: 'Read metrics' },
} as const satisfies Record<string, Label>;

export type Permission = keyof typeof permissions;

const everybody = ['session.own', 'unit.read'] as const satisfies readonly Permission[];
const agent = [
  ...everybody,
  'call.answer',
  'call.place',
  'call.read',
  'board.read',
  'recording.listen',
  'caller.reveal',
  'missed-call.read',
] as const satisfies readonly Permission[];

/** The posts at the hotline. System, security and audit administrators are three people on purpose (GB/T 22239: separation of duties). */
// prettier-ignore
export const roles = {
  agent:      { zh: '坐席', en: 'Agent', may: agent },
  dispatcher: { zh: '派单员', en: 'Dispatcher', may: [...everybody, 'board.read'] },
  handler:    { zh: '承办人员', en: 'Department handler', may: everybody },
  head:       { zh: '承办单位负责人', en: 'Head of a department', may: everybody },
  callback:   { zh: '回访员', en: 'Callback agent', may: agent },
  supervisor: { zh: '班长', en: 'Supervisor', may: [...agent, 'call.read-all', 'staff.read', 'queue.read', 'metrics.read'] },
  knowledge:  { zh: '知识员', en: 'Knowledge editor', may: everybody },
  admin:      { zh: '系统管理员', en: 'System administrator', may: [...everybody, 'board.read', 'staff.read', 'staff.write', 'unit.write', 'queue.read', 'queue.write', 'metrics.read'] },
  security:   { zh: '安全管理员', en: 'Security administrator', may: [...everybody, 'staff.read', 'metrics.read'] },
  auditor:    { zh: '审计管理员', en: 'Audit administrator', may: [...everybody, 'audit.read'] },
} as const satisfies Record<string, Label & { may: readonly Permission[] }>;

export type Role = keyof typeof roles;
export const roleNames = Object.keys(roles) as Role[];

/** Everything that these posts together may do. */
export const permissionsOf = (held: readonly Role[]): ReadonlySet<Permission> => new Set(held.flatMap((role) => roles[role].may));
