import { AuditOutlined, CustomerServiceOutlined, FundOutlined, SettingOutlined } from '@ant-design/icons';
import type { Label, Me, Permission } from '@hotline/contracts';
import { type ComponentType, lazy, type ReactNode } from 'react';
import { BoardPage } from './desk/board-page.tsx';
import { DeskPage } from './desk/desk-page.tsx';

export interface Screen extends Label {
  readonly permission: Permission;
  /** Not shown to those who may do this: their own desk already has it. */
  readonly unless?: Permission;
  readonly icon: ReactNode;
  readonly page: ComponentType;
}

/** The map: path behind # → screen → who may enter. The first one that she may enter is where she begins. */
// prettier-ignore
export const screens = {
  desk:  { zh: '话务', en: 'Calls', permission: 'call.answer', icon: <CustomerServiceOutlined aria-hidden />, page: DeskPage },
  board: { zh: '看板', en: 'Board', permission: 'board.read', unless: 'call.answer', icon: <FundOutlined aria-hidden />, page: BoardPage },
  admin: { zh: '管理', en: 'Admin', permission: 'staff.read', icon: <SettingOutlined aria-hidden />, page: lazy(() => import('./admin/admin-page.tsx')) },
  audit: { zh: '审计', en: 'Audit', permission: 'audit.read', icon: <AuditOutlined aria-hidden />, page: lazy(() => import('./audit/audit-page.tsx')) },
} as const satisfies Record<string, Screen>;

export const screensOf = (me: Me): [string, Screen][] =>
  Object.entries<Screen>(screens).filter(
    ([, { permission, unless }]) => me.permissions.includes(permission) && !(unless && me.permissions.includes(unless)),
  );
