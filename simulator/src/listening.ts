import type { AddressInfo, Server } from 'node:net';

/** Opens it on this machine only; resolves with its port: the wanted one, or another when that is taken. */
export function listening(server: Server, wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const isOpen = (): void => resolve((server.address() as AddressInfo).port);
    server.once('listening', isOpen);
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE' || wanted === 0) return reject(error);
      server.once('error', reject);
      server.listen(0, '127.0.0.1');
    });
    server.listen(wanted, '127.0.0.1');
  });
}
