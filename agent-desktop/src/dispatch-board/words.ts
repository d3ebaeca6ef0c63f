export const zh = {
  title: '派单',
  tabs: '派单工作列表',
  received: '待派单',
  returned: '退单待审',
  noneReceived: '没有待派单的工单;新工单会自动出现在这里',
  noneReturned: '没有被退回的工单',
  choose: '从左侧选一张工单,或按 J;按 D 查找承办单位',
} as const;
export const en = {
  title: 'Dispatch',
  tabs: 'Lists',
  received: 'To dispatch',
  returned: 'Returned',
  noneReceived: 'Nothing to dispatch; new tickets appear here by themselves',
  noneReturned: 'Nothing was returned',
  choose: 'Choose a ticket, or press J; D finds the unit',
} satisfies Record<keyof typeof zh, string>;
