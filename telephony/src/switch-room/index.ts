export { probeRecording } from './probe.ts';
export { AsteriskSwitchboard } from './switchboard.ts';
export type * from './switchboard-port.ts';
