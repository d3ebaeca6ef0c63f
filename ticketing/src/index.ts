export * from './assemble.ts';
export { settleAfterCopy } from './bulk/bulk-loader.ts';
export { firstCatalogue } from './catalogue/first-catalogue.ts';
export { firstRules } from './deadlines/rule-book.ts';
export { verifyTickets } from './lifecycle/writing/verify.ts';
export type { Caller, CallItem, Calls, TicketingPorts, Units } from './ports.ts';
