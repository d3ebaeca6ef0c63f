export const zh = {
  paper: '传真原页',
  page: '第 {page} / {of} 页',
  earlier: '上一页',
  later: '下一页',
  larger: '放大',
  smaller: '缩小',
  turn: '旋转',
  pageOf: '传真第 {page} 页',
} as const;
export const en = {
  paper: 'Pages of the fax',
  page: 'Page {page} of {of}',
  earlier: 'Page before',
  later: 'Next page',
  larger: 'Larger',
  smaller: 'Smaller',
  turn: 'Turn',
  pageOf: 'Page {page} of the fax',
} satisfies Record<keyof typeof zh, string>;
