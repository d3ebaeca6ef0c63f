import type { ChildProcess } from 'node:child_process';
import type { Config } from '@hotline/platform/settings';
import { chooseWay, takeBack, wrap } from '../../machine/without-root.ts';
import { databaseUrl, postgresCommand, prepareCluster, untilDatabaseIsThere } from '../../postgres/index.ts';
import type { AsteriskPart } from '../asterisk-part.ts';
import { dieWithUs } from '../keeping/die-with-us.ts';
import type { KeptProgram } from '../keeping/kept-process.ts';

/** The three programs the supervisor keeps. They stop in the opposite order: app, Asterisk, PostgreSQL. */
export const postgresProgram = (config: Config, told: (version: string) => void): KeptProgram => ({
  name: 'postgres',
  order: async () => ({ command: postgresCommand(config, await prepareCluster(config), dieWithUs('INT')) }),
  untilUp: async (_, signal) => told(await untilDatabaseIsThere(config, signal)),
  stopBy: 'SIGINT', // "fast": ends sessions and writes everything; SIGTERM would wait for every client to leave
  stopWithinMs: 20_000,
});

export const asteriskProgram = (part: AsteriskPart): KeptProgram => ({
  name: 'asterisk',
  order: () => {
    const { command, args, env, cwd } = part.command();
    const way = chooseWay();
    takeBack(way, cwd);
    return Promise.resolve({ command: wrap(way, [...dieWithUs('TERM'), command, ...args]), env, cwd });
  },
  untilUp: () => part.waitUntilUp(),
  stopBy: 'SIGTERM',
  stopWithinMs: 10_000,
});

/** The Nest application. `--data` lets a later start find one that was left behind; `also`: settings that only the supervisor knows. */
export const appProgram = (config: Config, file: string, cwd: string, also: () => Record<string, string>): KeptProgram => ({
  name: 'app',
  order: () =>
    Promise.resolve({
      command: [...dieWithUs('KILL'), process.execPath, file, `--data=${config.dirs.data}`],
      env: { DATABASE_URL: databaseUrl(config), ...also() },
      cwd,
      messages: true,
    }),
  untilUp: (child, signal) => untilReady(child, signal),
  stopBy: 'SIGTERM',
  stopWithinMs: 10_000,
});

function untilReady(child: ChildProcess, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('ended before it was ready')), { once: true });
    child.on('message', (message: { kind?: string }) => {
      if (message.kind === 'ready') resolve();
    });
  });
}
