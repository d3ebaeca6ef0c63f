import type { MessageChannelName } from '@hotline/contracts';
import type { Channel } from './channel.ts';
import { fax } from './fax/index.ts';
import { mail } from './mail/index.ts';
import { sms } from './sms/index.ts';
import { web } from './web/index.ts';
import { wechat } from './wechat/index.ts';
import { wechaty } from './wechaty/index.ts';

/** Every way citizens write. A new one is a folder and a row here, beside its row in `messageChannels`. */
export const channels = { mail, sms, wechat, wechaty, web, fax } as const satisfies Record<MessageChannelName, unknown>;

/** A channel whose settings are not known here: what they are its own schema says. */
export const channelOf = (kind: MessageChannelName): Channel => channels[kind] as unknown as Channel;
