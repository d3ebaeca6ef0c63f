import type { Channel } from '../channel.ts';
import { FaxLine } from './line.ts';
import { arrivalOfFax } from './reading.ts';
import { FaxSecrets, FaxSettings } from './settings.ts';

/** Fax: pages over a telephone line, both ways. */
export const fax: Channel<typeof FaxSettings, typeof FaxSecrets> = {
  kind: 'fax',
  settings: FaxSettings,
  secrets: FaxSecrets,
  read: arrivalOfFax,
  open: (ground) => new FaxLine(ground),
};
