export const zh = {
  rail: '工作区',
  skip: '跳到主要内容',
  keys: '本页快捷键',
  closeKeys: '收起',
  noScreens: '您的岗位({role})现在还没有可用的工作区。如需其他权限,请联系系统管理员。',
  noRight: '您没有“{right}”的权限,或刚刚被收回。需要时请向系统管理员申请;您输入过的内容都还保存着。',
  goBack: '去我的工作区',
} as const;
export const en = {
  rail: 'Workspaces',
  skip: 'Skip to the content',
  keys: 'Keys of this page',
  closeKeys: 'Close',
  noScreens: 'Your post ({role}) has no workspace yet. For other rights ask a system administrator.',
  noRight: 'You lack the right “{right}”, or it was just withdrawn. A system administrator can give it; what you typed is kept.',
  goBack: 'To my workspace',
} satisfies Record<keyof typeof zh, string>;
