import type { Status } from '../supervisor/messages.ts';

const states: Record<Status['state'], string> = {
  ready: '就绪 ready',
  degraded: '部分可用 degraded',
  starting: '启动中 starting',
  down: '未运行 down',
};

/** The status for a person's eyes. */
export function statusTable(status: Status): string {
  const { calls, agents, jobs, processes, ready, urls } = status;
  const mark = (is: boolean) => (is ? '✓' : '✗');
  const lines: [string, string][] = [
    ['状态 State', `${states[status.state]}  (v${status.version}${status.demo ? ', 演示 demo' : ''})`],
    ...status.reasons.map((reason): [string, string] => ['', `! ${reason}`]),
    ['公众网站 Site', urls.site],
    ['坐席工作台 Desk', urls.desk],
    ['电话 SIP', status.sip.address],
    [
      '进程 Processes',
      Object.entries(processes)
        .map(([name, one]) => `${name} ${one ? one.pid : '–'}`)
        .join('  '),
    ],
    [
      '就绪 Ready',
      Object.entries(ready)
        .map(([name, is]) => `${mark(is)} ${name}`)
        .join('  '),
    ],
    [
      '通话 Calls',
      `等待 waiting ${calls.waiting}  振铃 ringing ${calls.ringing}  通话 talking ${calls.talking}  信道 channels ${calls.channels}`,
    ],
    [
      '坐席 Agents',
      `就绪 ready ${agents.ready}  忙 busy ${agents.busy}  整理 wrap-up ${agents.wrapUp}  小休 paused ${agents.paused}  离线 offline ${agents.offline}`,
    ],
    ['后台 Jobs', `待办 pending ${jobs.pending}  失败 failed ${jobs.failed}  事件滞后 event lag ${status.events.lag}`],
    ['数据 Data', status.dirs.data],
  ];
  return lines.map(([name, value]) => `${name}${' '.repeat(Math.max(1, 18 - width(name)))}${value}`).join('\n');
}

/** Chinese characters take two columns of a terminal. */
const width = (text: string): number => [...text].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 0);
