import { statSync } from 'node:fs';
import { configFromEnvironment, WrongSetting } from '@hotline/platform/settings';
import { askStatus, controlSocketPath } from '../supervisor/control-socket.ts';
import { statusWhenDown } from '../supervisor/status.ts';
import { statusTable } from './status-table.ts';

/** `npm run -s status [-- --json]`: exits 0 ready, 1 degraded or starting, 2 down. */
const exitCodes = { ready: 0, starting: 1, degraded: 1, down: 2 } as const;

function refuseStrangers(run: string): void {
  try {
    statSync(`${run}/.`);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EACCES')
      throw new WrongSetting(`You may not look into ${run}: ask as the user that runs the hotline.`);
  }
}

try {
  const config = configFromEnvironment();
  refuseStrangers(config.dirs.run);
  const status = (await askStatus(controlSocketPath(config.dirs.run))) ?? statusWhenDown(config);
  console.log(process.argv.includes('--json') ? JSON.stringify(status) : statusTable(status));
  process.exitCode = exitCodes[status.state];
} catch (error) {
  if (!(error instanceof WrongSetting)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
