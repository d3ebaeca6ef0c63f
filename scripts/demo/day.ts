import { parseArgs } from 'node:util';
import { type CityTicket, dice } from '../../server/src/city/index.ts';
import { configFromEnvironment } from '@hotline/platform/settings';
import { askStatus, controlSocketPath } from '../../server/src/supervisor/control-socket.ts';
import { citizensCall, playAgent, signIn, type Town } from './day/agents.ts';
import { callbacks, departments, dispatchers } from './day/departments.ts';
import { Refused, runCommand } from '../house/open-database.ts';

/** agent1 is left to the visitor. */
const played = ['agent2', 'agent3', 'agent4', 'agent5', 'agent6'] as const;
const EVERY_SECONDS = 6;

function minutesWanted(): number {
  const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' } }, strict: false, allowPositionals: true });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 120)) throw new Refused('--minutes: 0.1–120');
  return minutes;
}

async function runningTown(minutes: number): Promise<Town> {
  const config = configFromEnvironment();
  const status = await askStatus(controlSocketPath(config.dirs.run));
  if (!status) throw new Refused('热线没有运行 The hotline does not run: npm start first (in another terminal).');
  if (!status.demo) throw new Refused('HOTLINE_DEMO=0:只在演示模式下 The demo day is played in the demo only.');
  if (!status.processes.asterisk) throw new Refused(`电话系统没有运行 The telephone system does not run: ${status.reasons.join('; ')}`);
  const began = performance.now();
  const clock = (): string => {
    const seconds = Math.round((performance.now() - began) / 1_000);
    return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  };
  return {
    deskUrl: status.urls.desk,
    sipPort: config.sip.port,
    random: dice(Math.round(began * 1_000)),
    say: (line) => console.log(`${clock()}  ${line}`),
    isOver: () => performance.now() - began > minutes * 60_000,
    matters: new Map<string, CityTicket>(),
  };
}

/** `npm run demo:day [-- --minutes 5]`: a day of a small city in five minutes, on the running hotline. Open the desk beside it and look. */
await runCommand(async () => {
  const minutes = minutesWanted();
  const town = await runningTown(minutes);
  const lookout = await signIn(town, 'super1');
  const before = await lookout.tickets.counts({});
  console.log(
    `小城的一天,${minutes} 分钟。agent1 留给您:打开 ${town.deskUrl} 登录,点“就绪”,也会有来电。\nA day of a small city in ${minutes} minutes. agent1 is yours: sign in at ${town.deskUrl} and press Ready.`,
  );
  const phones = await Promise.all(played.map((account) => playAgent(town, account)));
  await Promise.all([citizensCall(town, EVERY_SECONDS), dispatchers(town), departments(town), callbacks(town)]);
  for (const account of played)
    await (await signIn(town, account)).agents.setState({ body: { state: 'paused', reason: 'break' } }).catch(() => undefined);
  for (const phone of phones) phone.close();
  const after = await lookout.tickets.counts({});
  console.log(
    `收工。待派单 ${before.byState.received} → ${after.byState.received},办理中 ${before.byState.handling} → ${after.byState.handling},待回访 ${before.byState.replied} → ${after.byState.replied}`,
  );
  process.exit(0); // timers of the scripted phones would keep the process for their rest
});
