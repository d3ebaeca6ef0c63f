import type { Status } from './messages.ts';

const password = 'Hotline-12345';

/** What the person reads when everything has come up: Chinese first, then English. */
export function greeting(status: Status): string {
  const { urls, sip, reasons } = status;
  return [
    '',
    status.state === 'ready'
      ? '12345 热线已就绪 The hotline is ready'
      : '12345 热线已启动,部分功能不可用 The hotline runs, not everything works:',
    ...reasons.map((reason) => `  ! ${reason}`),
    '',
    `  公众网站   Public site   ${urls.site}`,
    `  坐席工作台 Agent desk    ${urls.desk}`,
    `  接口文档   API           ${urls.desk}/api/docs`,
    `  电话接入   SIP           ${sip.address}`,
    ...(urls.simulator === undefined ? [] : [`  模拟手机   Phones, WeChat ${urls.simulator}`]),
    '',
    ...(status.demo ? demo(urls) : []),
    '  运行状态 npm run -s status   诊断 npm run doctor   停止 Ctrl-C',
    '',
  ].join('\n');
}

const demo = (urls: Status['urls']): string[] => [
  `  演示账号(密码 ${password})Demo accounts (password ${password}):`,
  '    坐席 agents agent1–agent6 · 派单 dispatch1 · 市水务局 water1, water-head · 市城管局 urban1',
  '    回访 callback1 · 督办 super1 · 知识库 knowledge1 · 三员 admin1, security1, audit1',
  '',
  '  先试试:',
  `    1. 打开 ${urls.desk},用 agent1 登录,点“就绪”`,
  '    2. 另开终端:npm run demo:call -- --from 13800001111 --seconds 20;或在公众网站上点“在网页上呼叫 12345”',
  ...(urls.simulator === undefined ? [] : [`    3. 打开 ${urls.simulator},给热线发一条短信或微信;它出现在工作台的“来信”里`]),
  '  Try first:',
  `    1. Open ${urls.desk}, sign in as agent1, press Ready`,
  '    2. In another terminal: npm run demo:call -- --from 13800001111 --seconds 20, or call from the public site',
  ...(urls.simulator === undefined ? [] : [`    3. Open ${urls.simulator} and text the hotline; it appears under Messages at the desk`]),
  '',
];
