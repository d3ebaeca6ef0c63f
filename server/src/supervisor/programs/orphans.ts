import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '@hotline/platform/settings';
import { processesWhere, signal } from '../../machine/processes.ts';
import { isPostmaster, postgresFolder } from '../../postgres/index.ts';

/**
 * Programs of this data folder whose supervisor was killed. The kernel tells them to end at that moment and they need some milliseconds;
 * whoever holds the folder's lock may help. Returns how many there were, when none is left.
 */
export async function endOrphans(config: Config, patienceMs = 10_000): Promise<number> {
  const first = orphans(config);
  let left = first;
  const start = performance.now();
  let asked = false;
  while (left.length > 0 && performance.now() - start < patienceMs) {
    if (!asked && performance.now() - start > 300) {
      for (const { pid, command } of left) signal(pid, isPostmaster(command, postgresFolder(config)) ? 'SIGINT' : 'SIGTERM');
      asked = true;
    }
    await sleep(20);
    left = orphans(config);
  }
  for (const { pid } of left) signal(pid, 'SIGKILL');
  return first.length;
}

const orphans = (config: Config) => processesWhere((command) => isOurs(command, config));

function isOurs(command: readonly string[], config: Config): boolean {
  if (isPostmaster(command, postgresFolder(config))) return true;
  if (command.includes(`--data=${config.dirs.data}`)) return true;
  // Asterisk runs by its own loader: its command line is …/ld-linux-x86-64.so.2 … asterisk -f -C <run>/asterisk.conf
  const isAsterisk = command.some((word) => path.basename(word) === 'asterisk');
  return isAsterisk && command.some((word) => word.startsWith(`${config.dirs.data}${path.sep}`));
}
