export const zh = {
  rail: '工作区',
  skip: '跳到主要内容',
  keys: '本页快捷键',
  closeKeys: '收起',
  noScreens: '您的岗位({role})现在还没有可用的工作区;工单功能上线后会出现在这里。如需其他权限,请联系系统管理员。',
} as const;
export const en = {
  rail: 'Workspaces',
  skip: 'Skip to the content',
  keys: 'Keys of this page',
  closeKeys: 'Close',
  noScreens: 'Your post ({role}) has no workspace yet; it appears here once tickets do. For other rights ask a system administrator.',
} satisfies Record<keyof typeof zh, string>;
