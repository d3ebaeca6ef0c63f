export * from './counted.ts';
export * from './due.ts';
export * from './ledger.ts';
export * from './limits.ts';
export * from './signals.ts';
export * from './sweep.ts';
