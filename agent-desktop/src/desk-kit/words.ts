export const zh = {
  offline: '与服务器的连接中断,正在重连;通话不受影响',
  broken: '没有取到数据',
  brokenSafe: '您正在进行的通话和已输入的内容不受影响',
  requestId: '请求编号',
  again: '再试一次',
  close: '关闭提示',
  fresh: '{n} 条更新',
  loading: '正在载入',
  more: '更早的记录',
} as const;
export const en = {
  offline: 'Connection lost; reconnecting. Calls go on',
  broken: 'The data did not arrive',
  brokenSafe: 'Your call and what you typed are safe',
  requestId: 'Request id',
  again: 'Try again',
  close: 'Close this notice',
  fresh: '{n} new',
  loading: 'Loading',
  more: 'Earlier',
} satisfies Record<keyof typeof zh, string>;
