import type { z } from 'zod';
import type { Channel, ChannelGround } from '../channel.ts';
import { readKept } from './arrival-of-text.ts';
import type { CarrierLine, CarrierOrder } from './carrier.ts';
import { openCmpp } from './cmpp/index.ts';
import { openHook } from './http/hook.ts';
import { openHttp } from './http/index.ts';
import { SmsSecrets, SmsSettings } from './settings.ts';
import { openSmpp } from './smpp/index.ts';
import { Texting } from './texting.ts';

type Secrets = z.output<typeof SmsSecrets>;

function openCarrier({ carrier }: SmsSettings, secrets: Secrets, order: CarrierOrder): CarrierLine {
  switch (carrier.protocol) {
    case 'cmpp':
      return openCmpp(carrier, secrets, order);
    case 'smpp':
      return openSmpp(carrier, secrets, order);
    case 'http':
      return { ...openHttp(carrier, { secret: secrets.password }, order), hook: openHook(carrier, secrets.hookKey, order) };
  }
}

/** Texts: CMPP and SMPP to a carrier, or a provider by HTTP. */
export const sms: Channel<typeof SmsSettings, typeof SmsSecrets> = {
  kind: 'sms',
  settings: SmsSettings,
  secrets: SmsSecrets,
  read: (accountId, raw) => Promise.resolve(readKept(accountId, raw)),
  open: (ground: ChannelGround<SmsSettings, Secrets>) => {
    const { settings, secrets, retryScale, log, now, report, stands } = ground;
    return new Texting({ ...ground, signature: settings.signature, chinese: settings.chinese }, (part) =>
      openCarrier(settings, secrets, { retryScale, log, now, part, report, stands }),
    );
  },
};
