/** Asterisk as a program to fetch, configure and start: what the supervisor needs, without the call desk. */
export { asteriskAt, fetchAsterisk, type FetchedAsterisk } from './switch-room/asterisk/fetch.ts';
export { byItsOwnLoader } from './switch-room/asterisk/loader.ts';
export { asteriskCommand, waitUntilBooted } from './switch-room/asterisk/process.ts';
export { writeRunFolder } from './switch-room/asterisk/run-folder.ts';
export { makeSounds } from './switch-room/audio/make-sounds.ts';
export type { SwitchSettings } from './switch-room/switch-settings.ts';
export { SwitchTrouble } from './switch-room/switch-trouble.ts';
