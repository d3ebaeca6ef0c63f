import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from './reading.ts';

/** The thread: a picture comes in, its lines go out. */
const { folder } = workerData as { folder: string };
const reader = openReader(folder);

parentPort?.on('message', (picture: Uint8Array) => {
  reader
    .then((read) => read(picture))
    .then(
      (lines) => parentPort?.postMessage({ lines }),
      (error: unknown) => parentPort?.postMessage({ error: String(error) }),
    );
});
