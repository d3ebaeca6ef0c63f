import {
  AuditOutlined,
  CustomerServiceOutlined,
  FundOutlined,
  InboxOutlined,
  MessageOutlined,
  PhoneOutlined,
  ProfileOutlined,
  SendOutlined,
  SettingOutlined,
  SolutionOutlined,
} from '@ant-design/icons';
import type { Label, Me, Permission } from '@hotline/contracts';
import { type ComponentType, lazy, type ReactNode } from 'react';
import { BoardPage } from './desk/board-page.tsx';
import { DeskPage } from './desk/desk-page.tsx';
import { InboxBadge } from './inbox/inbox-badge.tsx';
import { isDemo } from './frame/is-demo.ts';

export interface Screen extends Label {
  readonly permission: Permission;
  /** Stands in the rail only for who may do this too; by its address it opens for all who may enter. */
  readonly rail?: Permission;
  /** Not shown to those who may do this: their own desk already has it. */
  readonly unless?: Permission;
  /** Only where the server says that this is a demo. */
  readonly demo?: true;
  readonly icon: ReactNode;
  /** What waits there, beside its name in the rail. */
  readonly badge?: ComponentType;
  readonly page: ComponentType;
}

/** The map: path behind # → screen → who may enter. The first one that she may enter is where she begins. */
// prettier-ignore
export const screens = {
  desk:     { zh: '话务', en: 'Calls', permission: 'call.answer', icon: <CustomerServiceOutlined aria-hidden />, page: DeskPage },
  dispatch: { zh: '派单', en: 'Dispatch', permission: 'ticket.dispatch', icon: <SendOutlined aria-hidden />, page: lazy(() => import('./dispatch-board/dispatch-page.tsx')) },
  handle:   { zh: '承办', en: 'Our tickets', permission: 'ticket.handle', icon: <SolutionOutlined aria-hidden />, page: lazy(() => import('./department/department-page.tsx')) },
  callback: { zh: '回访', en: 'Callback', permission: 'ticket.call-back', icon: <PhoneOutlined aria-hidden />, page: lazy(() => import('./callback/callback-page.tsx')) },
  inbox:    { zh: '来信', en: 'Messages', permission: 'message.read', icon: <InboxOutlined aria-hidden />, badge: InboxBadge, page: lazy(() => import('./inbox/inbox-page.tsx')) },
  tickets:  { zh: '工单', en: 'Tickets', permission: 'ticket.read', rail: 'ticket.read-all', icon: <ProfileOutlined aria-hidden />, page: lazy(() => import('./ticket-list/tickets-page.tsx')) },
  board:    { zh: '看板', en: 'Board', permission: 'board.read', unless: 'call.answer', icon: <FundOutlined aria-hidden />, page: BoardPage },
  admin:    { zh: '管理', en: 'Admin', permission: 'staff.read', icon: <SettingOutlined aria-hidden />, page: lazy(() => import('./admin/admin-page.tsx')) },
  audit:    { zh: '审计', en: 'Audit', permission: 'audit.read', icon: <AuditOutlined aria-hidden />, page: lazy(() => import('./audit/audit-page.tsx')) },
  outbox:   { zh: '告知', en: 'Told', permission: 'ticket.read-all', demo: true, icon: <MessageOutlined aria-hidden />, page: lazy(() => import('./outbox/outbox-page.tsx')) },
} as const satisfies Record<string, Screen>;

/** Where this person may go. */
export const screensOf = (me: Me): [string, Screen][] =>
  Object.entries<Screen>(screens).filter(
    ([, { permission, unless, demo }]) =>
      me.permissions.includes(permission) && !(unless && me.permissions.includes(unless)) && !(demo && !isDemo()),
  );
export const railOf = (me: Me): [string, Screen][] =>
  screensOf(me).filter(([, { rail }]) => rail === undefined || me.permissions.includes(rail));

/** A screen that exists, though perhaps not for her. */
export const screenNamed = (name: string): Screen | undefined => new Map(Object.entries<Screen>(screens)).get(name);

/** Where a ticket opens for this person: a department's opens in its own workspace. */
export const ticketPathOf =
  (me: Me) =>
  (ticket: string): string =>
    `${me.permissions.includes('ticket.read-all') ? 'tickets' : 'handle'}/${ticket}`;
