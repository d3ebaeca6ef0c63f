import pino from 'pino';

export type Log = pino.Logger;

/** Structured lines on standard output; the supervisor writes them to the log folder. Numbers and tokens never go in. */
export const openLog = (level: string, name: string): Log =>
  pino({
    level,
    name,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['phone', 'token', 'password', '*.phone', '*.token', '*.password'],
  });
