import type { CarrierLine, CarrierOrder } from '../carrier.ts';
import { KeptLine } from '../line/kept-line.ts';
import { smppDialect } from './dialect.ts';
import type { SmppSecrets, SmppSettings } from './settings.ts';

export { SmppSecrets, SmppSettings } from './settings.ts';

/** A line by SMPP 3.4: one connection as a transceiver, opened again whenever it ends. */
export const openSmpp = (settings: SmppSettings, secrets: SmppSecrets, order: CarrierOrder): CarrierLine =>
  new KeptLine(smppDialect(settings, secrets, order), settings, order);
