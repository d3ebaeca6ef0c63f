export { type FaxListener, type FaxOrder, type FaxReceived, FaxRoom, type FaxSent } from './fax/fax-room.ts';
export { probeRecording } from './probe.ts';
export { AsteriskSwitchboard } from './switchboard.ts';
export type * from './switchboard-port.ts';
