import type { SimulatedAccount } from '@hotline/gateway';
import type { Config } from '@hotline/platform';
import { simulatorSecrets } from '@hotline/simulator';
import { secret } from '../machine/secret.ts';

/** The file of `.data/keys` that the app and the simulator in the supervisor both read. */
export const SIMULATOR_KEY = 'simulator';

/** How the app reaches the simulated carrier and WeChat; none where they do not run. */
export function simulatedAccounts({ simulators, dirs, siteAddress }: Config): SimulatedAccount[] {
  if (!simulators) return [];
  const { sms, wechat } = simulatorSecrets(secret(dirs.keys, SIMULATOR_KEY));
  const { appId, ...wechatSecrets } = wechat;
  return [
    {
      id: 'sms-simulator',
      kind: 'sms',
      name: '模拟短信',
      settings: {
        carrier: {
          protocol: 'cmpp',
          host: '127.0.0.1',
          port: simulators.cmppPort,
          version: '3.0',
          account: sms.account,
          sourceNumber: sms.sourceNumber,
        },
        signature: '商丘12345',
        partFen: 5,
      },
      secrets: { password: sms.password },
    },
    {
      id: 'wechat-simulator',
      kind: 'wechat',
      name: '模拟微信',
      settings: {
        appId,
        apiUrl: `http://127.0.0.1:${simulators.port}`,
        mode: 'aes',
        siteUrl: `http://${siteAddress.host}:${siteAddress.port}`,
      },
      secrets: wechatSecrets,
    },
  ];
}
