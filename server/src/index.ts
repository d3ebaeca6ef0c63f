export type { Report, Status } from './supervisor/messages.ts';
export { askStatus, controlSocketPath } from './supervisor/control-socket.ts';
