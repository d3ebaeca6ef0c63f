import path from 'node:path';
import type { Clock, Config } from '@hotline/platform/settings';
import { type OpenSimulators, openSimulators } from '@hotline/simulator';
import { SIMULATOR_KEY } from '../app/simulated-accounts.ts';
import { secret } from '../machine/secret.ts';
import { projectRoot } from './status.ts';

/** Opens the simulated carrier and WeChat of a demo; undefined: this house has none. They outlive a restart of the app. */
export async function simulatorsOf({ simulators, dirs, siteAddress }: Config, clock: Clock): Promise<OpenSimulators | undefined> {
  if (!simulators) return undefined;
  return openSimulators({
    ...simulators,
    secret: secret(dirs.keys, SIMULATOR_KEY),
    hook: `http://${siteAddress.host}:${siteAddress.port}/hooks/wechat-simulator`,
    pages: path.join(projectRoot, 'simulator', 'web', 'dist'),
    now: () => clock.now(),
  });
}
