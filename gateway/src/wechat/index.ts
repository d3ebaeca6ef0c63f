import type { Channel } from '../channel.ts';
import { readKept } from './callback/reading.ts';
import { WechatLine } from './line.ts';
import { WechatSecrets, WechatSettings } from './settings.ts';

/** Official accounts of WeChat (公众号). */
export const wechat: Channel<typeof WechatSettings, typeof WechatSecrets> = {
  kind: 'wechat',
  settings: WechatSettings,
  secrets: WechatSecrets,
  read: (accountId, raw) => Promise.resolve(readKept(accountId, raw)),
  open: (ground) => new WechatLine(ground),
};
