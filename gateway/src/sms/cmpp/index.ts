import type { CarrierLine, CarrierOrder } from '../carrier.ts';
import { KeptLine } from '../line/kept-line.ts';
import { cmppDialect } from './dialect.ts';
import type { CmppSecrets, CmppSettings } from './settings.ts';

export { CmppSecrets, CmppSettings } from './settings.ts';

/** A line by CMPP: one connection, opened again whenever it ends. */
export const openCmpp = (settings: CmppSettings, secrets: CmppSecrets, order: CarrierOrder): CarrierLine =>
  new KeptLine(cmppDialect(settings, secrets, order), settings, order);
