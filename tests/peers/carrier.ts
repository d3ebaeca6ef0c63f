import { carrierClassPath } from '../../scripts/test/peers.ts';
import { freePort } from '@hotline/telephony/test-kit';
import { until } from '../kit/hotline.ts';
import { Peer } from './peer.ts';

export type CarrierProtocol = 'cmpp20' | 'cmpp30' | 'smpp';

/** Something the carrier saw; `ev`: login, closed, submit (a part), whole (joined by its own library), deliverResp. */
export interface CarrierEvent {
  readonly n: number;
  readonly proto: CarrierProtocol;
  readonly ev: string;
  readonly [name: string]: string | number;
}

/** How it behaves from now on. `result`: of each submit; `ack` off: a submit gets no answer; `report` off: nobody hears what became of it. */
export interface CarrierManners {
  readonly result?: number;
  readonly stat?: string;
  /** Milliseconds from a submit to its report. */
  readonly delay?: number;
  readonly ack?: 'on' | 'off';
  readonly report?: 'on' | 'off';
}

/** Accounts of CMPP 2.0, CMPP 3.0 and SMPP. */
export const carrierAccounts = { cmpp20: 'sp20xx', cmpp30: 'sp30xx', smpp: 'test01' } as const satisfies Record<CarrierProtocol, string>;
export const CARRIER_PASSWORD = '1qaz2wsx';

/** A text-message carrier in Java (sms-core), which others wrote and carriers' partners use: CMPP 2.0, CMPP 3.0 and SMPP 3.4. */
export class Carrier {
  readonly cmppPort: number;
  readonly smppPort: number;
  readonly #httpPort: number;
  readonly peer: Peer;

  private constructor([cmpp, smpp, http, sgip, smgp, sgipSp]: readonly number[]) {
    this.cmppPort = cmpp ?? 0;
    this.smppPort = smpp ?? 0;
    this.#httpPort = http ?? 0;
    const settings = { cmpp, smpp, http, sgip, smgp, sgipSp, pass: CARRIER_PASSWORD, retryWait: 2, retryCnt: 3 };
    const flags = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
    this.peer = new Peer('java', ['-Xmx192m', '-cp', carrierClassPath(), 'Carrier', ...flags], { prints: 'READY' });
  }

  static async open(): Promise<Carrier> {
    const ports: number[] = [];
    // one after the other: no two are the same
    while (ports.length < 6) ports.push(await freePort());
    const carrier = new Carrier(ports);
    await carrier.peer.start();
    return carrier;
  }

  portOf(protocol: CarrierProtocol): number {
    return protocol === 'smpp' ? this.smppPort : this.cmppPort;
  }

  /** A citizen writes. The library has no line for a moment while something else goes out on it. */
  async mo(protocol: CarrierProtocol, from: string, to: string, text: string): Promise<void> {
    const path = `/mo?${new URLSearchParams({ proto: protocol, from, to })}`;
    await until('free line of the carrier', () =>
      this.#ask(path, text).catch((error: unknown) =>
        /nobody is logged in/.test(String(error)) ? undefined : Promise.reject(error as Error),
      ),
    );
  }

  /** What it saw since its start, or since an event. */
  async events(since = 0): Promise<CarrierEvent[]> {
    return (await this.#ask(`/events?since=${since}`)) as CarrierEvent[];
  }

  async set(manners: CarrierManners): Promise<void> {
    await this.#ask(
      `/set?${new URLSearchParams(Object.entries(manners).map(([name, value]): [string, string] => [name, String(value)]))}`,
      '',
    );
  }

  /** Ends every connection. */
  async drop(): Promise<void> {
    await this.#ask('/drop', '');
  }

  /** Connections that are logged in, by protocol. */
  async state(): Promise<Partial<Record<CarrierProtocol, number>>> {
    return (await this.#ask('/state')) as Partial<Record<CarrierProtocol, number>>;
  }

  async #ask(path: string, body?: string): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.#httpPort}${path}`, body === undefined ? {} : { method: 'POST', body });
    const said = (await answer.json()) as unknown;
    if (!answer.ok) throw new Error(`the carrier: ${JSON.stringify(said)}`);
    return said;
  }
}
