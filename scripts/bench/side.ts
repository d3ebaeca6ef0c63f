import net from 'node:net';
import { once } from 'node:events';
import type { Watched } from './cpu.ts';

/** Apart from the default 20000-23999 of a hotline that runs beside, and below the ports that the kernel hands out. */
export const RTP_PORTS = '24000-29999';

/** What is heard and written in a call: nothing (how fast is the distribution?), or all that a real call has. */
export type Manner = 'bare' | 'full';

/** One way to bring a citizen to an agent, running. */
export interface Side {
  readonly name: string;
  readonly dialled: Readonly<Record<Manner, string>>;
  readonly sipPort: number;
  readonly agentsPort: number;
  readonly watched: Watched;
  /** Sets the manner of the calls that follow. */
  readonly be: (manner: Manner) => Promise<void>;
  /** Resolves when every agent is free again; false: some are not within seconds. */
  readonly settled: () => Promise<boolean>;
  /** Things that went wrong besides failed calls, one line; empty if nothing. */
  readonly troubles: () => string;
  readonly close: () => Promise<void>;
}

export async function freeTcpPort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
