export const zh = {
  title: '短信演示',
  help: '演示模式不发短信。正式运行时,市民会收到以下内容',
  none: '还没有要发的短信;受理、派单、答复时会出现在这里',
  ticket: '查看工单',
  more: '更早的短信',
} as const;
export const en = {
  title: 'Texts (demo)',
  help: 'The demo sends nothing. In service citizens would get these texts',
  none: 'No texts yet; filing, dispatching and replying write them',
  ticket: 'Open the ticket',
  more: 'Earlier',
} satisfies Record<keyof typeof zh, string>;
