import { createHash } from 'node:crypto';

const derived = (secret: string, what: string): string => createHash('sha512').update(`${what}:${secret}`).digest('hex');

/** What the hotline and its simulated carrier and WeChat know of each other: made from one secret, so that both processes come to the same. */
export function simulatorSecrets(secret: string) {
  return {
    sms: { account: '912345', sourceNumber: '10612345', password: derived(secret, 'cmpp').slice(0, 24) },
    wechat: {
      appId: 'wx12345simulator',
      appSecret: derived(secret, 'app').slice(0, 32),
      token: derived(secret, 'token').slice(0, 32),
      aesKey: derived(secret, 'aes').slice(0, 43),
    },
  } as const;
}
export type SimulatorSecrets = ReturnType<typeof simulatorSecrets>;
