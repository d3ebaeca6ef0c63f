import { shortEncodingOf } from '@hotline/contracts';
import { quietLog } from '@hotline/platform/test-kit';
import type { CarrierLine, CarrierOrder, OutgoingPart } from '../../src/sms/carrier.ts';
import { CmppSettings, openCmpp } from '../../src/sms/cmpp/index.ts';
import { Joiner, type IncomingPart } from '../../src/sms/joiner.ts';
import { openSmpp, SmppSettings } from '../../src/sms/smpp/index.ts';
import { encodings, partsOf } from '../../src/sms/text.ts';
import { until } from '../../../tests/kit/hotline.ts';
import { CARRIER_PASSWORD, carrierAccounts, type CarrierProtocol } from '../../../tests/peers/carrier.ts';

export const OUR_NUMBER = '10612345';
export const HER_NUMBER = '13800001111';

type Standing = Parameters<CarrierOrder['stands']>[0];
type Report = Parameters<CarrierOrder['report']>[0];

interface LineSettings {
  readonly port: number;
  readonly password?: string;
  readonly window?: number;
  readonly retryScale?: number;
}

/** A line of ours, with everything that it handed up. */
export class HeardLine {
  readonly line: CarrierLine;
  readonly parts: IncomingPart[] = [];
  readonly reports: Report[] = [];
  readonly standings: Standing[] = [];
  /** Asked before a part is kept; when it throws the part is not. */
  mayKeep: (part: IncomingPart) => Promise<void> | void = () => undefined;

  constructor(protocol: CarrierProtocol, { port, password = CARRIER_PASSWORD, window = 16, retryScale = 0.01 }: LineSettings) {
    const order: CarrierOrder = {
      retryScale,
      log: quietLog(),
      now: () => new Date(),
      part: async (part) => {
        await this.mayKeep(part);
        this.parts.push(part);
      },
      report: (report) => Promise.resolve(void this.reports.push(report)),
      stands: (state) => Promise.resolve(void this.standings.push(state)),
    };
    const place = { host: '127.0.0.1', port, window };
    const account = carrierAccounts[protocol];
    if (protocol === 'smpp')
      this.line = openSmpp(
        SmppSettings.parse({ ...place, protocol: 'smpp', systemId: account, sourceAddress: OUR_NUMBER }),
        { password },
        order,
      );
    else {
      const version = protocol === 'cmpp20' ? '2.0' : '3.0';
      this.line = openCmpp(
        CmppSettings.parse({ ...place, protocol: 'cmpp', version, account, sourceNumber: OUR_NUMBER }),
        { password },
        order,
      );
    }
    this.line.start();
  }

  get isConnected(): boolean {
    return this.standings.at(-1)?.connected === true;
  }

  async connected(): Promise<void> {
    await until('line that is logged in', () => this.isConnected, 15_000).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(this.standings.at(-1))}`);
    });
  }

  /** Texts of whole messages that came, in their order. */
  get texts(): string[] {
    const joiner = new Joiner();
    return this.parts.flatMap((part) => joiner.add(part, 0)).map(({ text }) => text);
  }

  /** What became of a part of ours. */
  reportOf(peerId: string): Report | undefined {
    return this.reports.find((report) => report.peerId === peerId);
  }
}

/** The parts of a text, as they are handed to a line. */
export function outgoing(text: string, to = HER_NUMBER, reference = 7): OutgoingPart[] {
  const encoding = shortEncodingOf(text);
  const { format } = encodings[encoding];
  return partsOf(text, encoding, reference).map((part) => ({ ...part, to, format, hasHeader: part.total > 1 }));
}

export const onePart = (text: string): OutgoingPart => {
  const [part] = outgoing(text);
  if (!part) throw new Error('no part');
  return part;
};
