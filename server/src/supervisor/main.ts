import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Config, configFromEnvironment, WrongSetting } from '@hotline/platform/settings';
import { lockFolder } from '../machine/folder-lock.ts';
import { endDescendants } from '../machine/processes.ts';
import { noAsterisk } from './asterisk-part.ts';
import { buildScreens, stopBuilding } from './build-screens.ts';
import { debianAsterisk } from './debian-asterisk.ts';
import { greeting } from './greeting.ts';
import { House } from './house.ts';
import { endOrphans } from './programs/orphans.ts';
import { projectRoot } from './status.ts';
import { portTroubles } from './wanted-ports.ts';

/** One Ctrl-C reaches us twice, from the terminal and from npm: a second one counts only after this. */
const SECOND_SIGNAL_AFTER_MS = 500;

/** Says why and ends: 2 for something the person must change, 1 for something that went wrong. */
function giveUp(sentence: string, code: 1 | 2): never {
  console.error(sentence);
  process.exit(code);
}

function readSettings(): Config {
  try {
    return configFromEnvironment();
  } catch (error) {
    if (error instanceof WrongSetting) giveUp(error.message, 2);
    throw error;
  }
}

/** For the supervisor's own tests: another app, and nothing that takes long. */
function readOptions() {
  const { values } = parseArgs({ options: { app: { type: 'string' }, without: { type: 'string', default: '' } } });
  return { appFile: values.app ?? path.join(projectRoot, 'server', 'src', 'app-process.ts'), without: values.without.split(',') };
}

function makeFolders({ dirs }: Config): void {
  try {
    for (const folder of [dirs.data, dirs.run, dirs.keys]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const folder of [dirs.logs, dirs.spool, dirs.recordings]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    giveUp(
      `数据目录不可写 Cannot write to ${dirs.data} (${(error as Error).message}): give this user the right, or set HOTLINE_DATA_DIR.`,
      2,
    );
  }
}

/** Returns whether a stop has begun. */
function stopOnSignals(house: House, release: () => void): () => boolean {
  let stoppingSince: number | undefined;
  const stop = async () => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince < SECOND_SIGNAL_AFTER_MS) return;
      house.kill();
      endDescendants();
      process.exit(130);
    }
    stoppingSince = performance.now();
    console.log('正在停止 Stopping … (再按一次 Ctrl-C 强制结束 once more: at once)');
    stopBuilding();
    await house.close();
    endDescendants();
    release();
    process.exit(0);
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stop());
  return () => stoppingSince !== undefined;
}

async function main(): Promise<void> {
  const startedAt = performance.now();
  const say = (line: string) => console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}`);
  const config = readSettings();
  const options = readOptions();
  makeFolders(config);
  const lock = await lockFolder(config.dirs.data);
  if ('heldBy' in lock) {
    const pid = lock.heldBy === undefined ? '' : ` (pid ${lock.heldBy})`;
    giveUp(
      `热线已在运行 The hotline is already running${pid} on ${config.dirs.data}. Stop it first, or set HOTLINE_DATA_DIR and other ports.`,
      1,
    );
  }
  if ((await endOrphans(config)) > 0) say('上次异常退出的进程已清理 Ended what a killed start had left');
  const troubles = await portTroubles(config);
  if (troubles.length > 0) giveUp(troubles.join('\n'), 2);
  const asterisk = options.without.includes('asterisk')
    ? noAsterisk('not part of this start', 'Start without --without=asterisk')
    : debianAsterisk(config);
  const screens = options.without.includes('screens') ? () => Promise.resolve([]) : () => buildScreens(say);
  const house = new House({ config, appFile: options.appFile, asterisk, buildScreens: screens, say });
  process.stdout.on('error', () => undefined); // `npm start | head`: nobody reads any more, and the phones go on
  const stopping = stopOnSignals(house, lock.release);
  say('正在启动 Starting …');
  try {
    await house.open();
  } catch (error) {
    if (stopping()) return;
    await house.close();
    endDescendants();
    giveUp((error as Error).message, 1);
  }
  if (!stopping()) console.log(greeting(await house.status()));
}

await main();
