import http from 'node:http';
import { Carrier } from './carrier.ts';
import { listening } from './listening.ts';
import { OfficialAccount } from './official-account.ts';
import { simulatorSecrets } from './secrets.ts';
import { answerer } from './site.ts';
import { Threads } from './threads.ts';

export interface SimulatorOrder {
  /** Ports that are wanted: of the pages and WeChat's interface, and of the carrier. */
  readonly port: number;
  readonly cmppPort: number;
  readonly secret: string;
  /** Where the hotline takes what WeChat pushes. */
  readonly hook: string;
  /** Where the built page lies. */
  readonly pages: string;
  readonly now: () => Date;
}

export interface OpenSimulators {
  readonly url: string;
  readonly port: number;
  readonly cmppPort: number;
  close(): void;
}

/** Opens a simulated carrier and a simulated WeChat, with a page to write from: whoever starts the hotline needs no contract to try it. */
export async function openSimulators({ port, cmppPort, secret, hook, pages, now }: SimulatorOrder): Promise<OpenSimulators> {
  const secrets = simulatorSecrets(secret);
  const threads = new Threads(now);
  const carrier = new Carrier(secrets.sms, threads);
  const wechat = new OfficialAccount({ secrets: secrets.wechat, threads, now, hook: () => hook });
  const server = http.createServer(answerer({ threads, carrier, wechat, pages, number: secrets.sms.sourceNumber }));
  const [pagePort, carrierPort] = await Promise.all([listening(server, port), carrier.open(cmppPort)]);
  return {
    url: `http://127.0.0.1:${pagePort}`,
    port: pagePort,
    cmppPort: carrierPort,
    close: () => {
      carrier.close();
      server.close();
      server.closeAllConnections();
    },
  };
}
