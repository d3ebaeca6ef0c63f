export { assembleTelephony, telephonyJobs, type TelephonyNeeds } from './assemble.ts';
export * from './switch-room/index.ts';
