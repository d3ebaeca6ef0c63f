import type { Channel } from '../channel.ts';
import { WechatyLine } from './line.ts';
import { readKept } from './reading.ts';
import { WechatySecrets, WechatySettings } from './settings.ts';

/** Personal accounts of WeChat through wechaty, for trials (docs/wechat.md says why a government uses an official account). */
export const wechaty: Channel<typeof WechatySettings, typeof WechatySecrets> = {
  kind: 'wechaty',
  settings: WechatySettings,
  secrets: WechatySecrets,
  read: (accountId, raw) => Promise.resolve(readKept(accountId, raw)),
  open: (ground) => new WechatyLine(ground),
};
