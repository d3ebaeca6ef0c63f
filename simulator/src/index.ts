export { type OpenSimulators, openSimulators } from './open.ts';
export { simulatorSecrets } from './secrets.ts';
