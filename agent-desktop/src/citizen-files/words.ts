export const zh = {
  files: '附件',
  fileSize: '{n} KB',
  saveFile: '下载 {name}',
  showPicture: '显示图片',
  pictureLarger: '放大 {name}',
  pictureSmaller: '缩小 {name}',
} as const;
export const en = {
  files: 'Files',
  fileSize: '{n} KB',
  saveFile: 'Save {name}',
  showPicture: 'Show the picture',
  pictureLarger: 'Enlarge {name}',
  pictureSmaller: 'Make {name} small',
} satisfies Record<keyof typeof zh, string>;
