import type { IncomingMessage } from 'node:http';

/** Beyond this, or after this long, whoever still sends is cut off. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_MS = 5_000;

/**
 * Reads what is left of a body that was refused, and forgets it. Answering and closing in the middle of an upload resets the connection
 * (RFC 9112 9.6): the sender's browser would tell of a broken network and never show why she was refused.
 */
export function readOut(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = MOST_BYTES;
    const count = (chunk: Buffer): void => {
      left -= chunk.length;
      if (left < 0) done();
    };
    const done = (): void => {
      clearTimeout(timer);
      request.off('data', count).off('end', done).off('close', done);
      resolve();
    };
    const timer = setTimeout(done, MOST_MS);
    request.on('data', count).once('end', done).once('close', done);
  });
}
