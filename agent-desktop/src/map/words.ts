export const zh = {
  copy: '复制坐标(WGS-84)',
  copied: '已复制',
  show: '看地图',
  picture: '地图,红圈处为诉求人标出的地点',
  nearer: '放大地图',
  farther: '缩小地图',
  away: '地图暂时显示不出来,坐标仍可复制',
} as const;
export const en = {
  copy: 'Copy the coordinates (WGS-84)',
  copied: 'Copied',
  show: 'Show the map',
  picture: 'Map; the red ring is the place that the citizen marked',
  nearer: 'Zoom the map in',
  farther: 'Zoom the map out',
  away: 'The map cannot be shown now; the coordinates can be copied',
} satisfies Record<keyof typeof zh, string>;
