import { z } from 'zod';
import { permissions, roles } from '../http/permissions.ts';
import { route } from '../http/route.ts';
import { Account, Moment, PageQuery, pageOf, plainText, StaffNumber, typedText, Version } from '../words/scalars.ts';
import { keysOf } from '../calls/operations.ts';

export const Me = z
  .object({
    account: Account,
    name: z.string(),
    number: StaffNumber.nullable(),
    unit: z.string(),
    unitName: z.string(),
    roles: z.array(keysOf(roles)),
    permissions: z.array(keysOf(permissions)),
  })
  .meta({ id: 'Me' });
export type Me = z.output<typeof Me>;

// prettier-ignore
export const session = {
  open: route({ method: 'POST', path: '/session', permission: 'public', perMinute: 600, summary: 'Sign in', body: z.object({ account: plainText(64), password: plainText(200) }), reply: z.object({ token: z.string(), user: Me }), problems: ['session.wrong', 'session.locked'] }),
  read: route({ method: 'GET', path: '/session', permission: 'session.own', summary: 'Who am I', reply: Me }),
  close: route({ method: 'DELETE', path: '/session', permission: 'session.own', summary: 'Sign out', reply: 'nothing', problems: ['session.in-call'] }),
};

export const StaffView = z
  .object({
    account: Account,
    version: Version,
    name: z.string(),
    number: StaffNumber.nullable(),
    unit: z.string(),
    roles: z.array(keysOf(roles)),
    active: z.boolean(),
    lockedUntil: Moment.nullable(),
  })
  .meta({ id: 'Staff' });
export type StaffView = z.output<typeof StaffView>;
const StaffSettings = z.object({
  name: typedText(60).min(1),
  number: StaffNumber.nullable(),
  unit: plainText(40),
  roles: z.array(keysOf(roles)).min(1).max(10),
  active: z.boolean(),
});
/** NIST SP 800-63B: length is what counts; at least twelve. */
const Password = plainText(200).min(12);

// prettier-ignore
export const staff = {
  list: route({ method: 'GET', path: '/staff', permission: 'staff.read', summary: 'People', query: PageQuery.extend({ q: typedText(60).optional() }), reply: pageOf(StaffView) }),
  add: route({ method: 'POST', path: '/staff', permission: 'staff.write', summary: 'Add a person', status: 201, body: StaffSettings.extend({ account: Account, password: Password }), reply: StaffView, problems: ['staff.account-taken', 'unit.unknown'] }),
  change: route({ method: 'PUT', path: '/staff/:account', permission: 'staff.write', summary: 'Change a person', params: z.object({ account: Account }), ifMatch: true, etag: true, body: StaffSettings, reply: StaffView, problems: ['staff.unknown', 'staff.account-taken', 'staff.not-yourself', 'unit.unknown', 'version.missing', 'version.stale'] }),
  setPassword: route({ method: 'PUT', path: '/staff/:account/password', permission: 'staff.write', summary: 'Give a person a new password; her sessions end', params: z.object({ account: Account }), body: z.object({ password: Password }), reply: 'nothing', problems: ['staff.unknown'] }),
};

export const UnitView = z
  .object({
    code: z.string(),
    version: Version,
    name: z.string(),
    parent: z.string().nullable(),
    level: z.int().min(1).max(4),
    duties: z.array(z.string()),
    takesTickets: z.boolean(),
  })
  .meta({ id: 'Unit' });
export type UnitView = z.output<typeof UnitView>;
const UnitCode = z.string().regex(/^[a-z0-9-]{2,40}$/);
const UnitSettings = {
  name: typedText(60).min(1),
  parent: UnitCode.nullable(),
  duties: z.array(typedText(40).min(1)).max(20).default([]),
  takesTickets: z.boolean().default(true),
};

// prettier-ignore
export const units = {
  list: route({ method: 'GET', path: '/units', permission: 'unit.read', summary: 'Units of the four-level tree; `q` finds by name, duty or pinyin initials', query: z.object({ q: plainText(60).optional(), parent: UnitCode.optional() }), reply: z.object({ items: z.array(UnitView) }) }),
  add: route({ method: 'POST', path: '/units', permission: 'unit.write', summary: 'Add a unit', status: 201, body: z.object({ code: UnitCode, ...UnitSettings }), reply: UnitView, problems: ['unit.code-taken', 'unit.unknown', 'unit.too-deep'] }),
  change: route({ method: 'PUT', path: '/units/:code', permission: 'unit.write', summary: 'Rename or move a unit', params: z.object({ code: UnitCode }), ifMatch: true, etag: true, body: z.object(UnitSettings), reply: UnitView, problems: ['unit.unknown', 'version.missing', 'version.stale', 'unit.in-use', 'unit.too-deep'] }),
};

export const AuditLine = z
  .object({
    id: z.string(),
    at: Moment,
    actor: z.string(),
    action: z.string(),
    object: z.string(),
    requestId: z.string().nullable(),
    address: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    sealed: z.boolean(),
  })
  .meta({ id: 'AuditLine' });

// prettier-ignore
export const audit = {
  list: route({ method: 'GET', path: '/audit', permission: 'audit.read', summary: 'Audit lines, newest first', query: PageQuery.extend({ actor: typedText(64).optional(), action: typedText(64).optional() }), reply: pageOf(AuditLine) }),
  verify: route({ method: 'POST', path: '/audit/verify', permission: 'audit.read', summary: 'Check the whole chain', reply: z.object({ ok: z.boolean(), sealed: z.int(), unsealed: z.int(), broken: z.array(z.object({ table: z.string(), id: z.string() })) }) }),
};
