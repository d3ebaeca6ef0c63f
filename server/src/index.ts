export type { Report, Status } from './supervisor/messages.ts';
