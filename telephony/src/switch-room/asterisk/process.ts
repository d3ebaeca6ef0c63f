import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SwitchTrouble } from '../switch-trouble.ts';
import type { SwitchSettings } from '../switch-settings.ts';
import { byItsOwnLoader, libraryFolder } from './loader.ts';
import { configurationFile, logFile } from './run-folder.ts';

const run = promisify(execFile);

export interface ProcessOrder {
  command: string;
  args: string[];
  env: Record<string, string>;
  cwd: string;
}

/** How to start it in the foreground. Its process name is then the loader's: find it by command line. */
export function asteriskCommand(settings: SwitchSettings): ProcessOrder {
  const { command, args } = byItsOwnLoader(settings.root, 'usr/sbin/asterisk');
  return {
    command,
    args: [...args, '-f', '-C', configurationFile(settings)],
    // two arenas instead of eight per core: 50 threads would spread their garbage over all of them
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      LC_ALL: 'C.UTF-8',
      MALLOC_ARENA_MAX: '2',
      ESPEAK_DATA_PATH: libraryFolder(settings.root),
    },
    cwd: settings.runDir,
  };
}

/** Asks the running Asterisk, as `asterisk -rx` does. */
export async function asteriskCli(settings: SwitchSettings, command: string): Promise<string> {
  const { command: loader, args, env } = asteriskCommand(settings);
  const client = [...args.slice(0, args.indexOf('-f')), '-C', configurationFile(settings), '-rx', command];
  const { stdout } = await run(loader, client, { env, timeout: 5_000 });
  return stdout.trim();
}

/** Resolves with the milliseconds it took (0.3–1.1 s is usual). Throws `SwitchTrouble` with the log's tail. */
export async function waitUntilBooted(settings: SwitchSettings, { deadlineMs = 15_000 } = {}): Promise<number> {
  const start = performance.now();
  const authorization = `Basic ${Buffer.from(`ari:${settings.secrets.ari}`).toString('base64')}`;
  const left = (): number => deadlineMs - (performance.now() - start);
  while (left() > 0) {
    const url = `http://127.0.0.1:${settings.httpPort}/ari/asterisk/info?only=status`;
    const answers = await fetch(url, { headers: { authorization }, signal: AbortSignal.timeout(1_000) }).then(
      (reply) => reply.ok,
      () => false,
    );
    // ARI answers before the last module is loaded
    if (answers && (await asteriskCli(settings, 'core waitfullybooted').catch(() => '')).includes('fully booted'))
      return performance.now() - start;
    await pause(20);
  }
  const tail = (await readFile(logFile(settings), 'utf8').catch(() => '')).trim().split('\n').slice(-8).join('\n');
  throw new SwitchTrouble(`Asterisk did not come up within ${deadlineMs / 1_000} s. Its log ends with:\n${tail}`, 'npm run doctor');
}
