import { CARRIER_PASSWORD, type Carrier, carrierAccounts, type CarrierEvent, type CarrierProtocol } from '../peers/carrier.ts';
import { until } from './hotline.ts';

/** The hotline's number at the carrier. */
export const OUR_NUMBER = '10612345';

/** The settings of the hotline's number there. */
export function smsAccount(protocol: CarrierProtocol, port: number, over: { password?: string; signature?: string } = {}) {
  const place = { host: '127.0.0.1', port, window: 32 };
  const carrier =
    protocol === 'smpp'
      ? { protocol: 'smpp', ...place, systemId: carrierAccounts.smpp, sourceAddress: OUR_NUMBER }
      : {
          protocol: 'cmpp',
          ...place,
          version: protocol === 'cmpp20' ? '2.0' : '3.0',
          account: carrierAccounts[protocol],
          sourceNumber: OUR_NUMBER,
        };
  return {
    kind: 'sms' as const,
    name: '短信',
    settings: { carrier, signature: over.signature ?? '商丘12345', partFen: 5 },
    secrets: { password: over.password ?? CARRIER_PASSWORD },
  };
}

/** Whole texts that the carrier has for this number, in the order in which they became whole. */
export const textsTo = async (carrier: Carrier, phone: string): Promise<string[]> =>
  (await carrier.events()).filter(({ ev, to }) => ev === 'whole' && to === phone).map(({ text }) => String(text));

export const textSaying = (carrier: Carrier, phone: string, words: string, withinMs = 20_000): Promise<string> =>
  until(`text to ${phone} that says ${words}`, async () => (await textsTo(carrier, phone)).find((text) => text.includes(words)), withinMs);

export const loggedIn = (carrier: Carrier, protocol: CarrierProtocol, since = 0): Promise<CarrierEvent> =>
  until(
    `login by ${protocol}`,
    async () => (await carrier.events(since)).find(({ ev, proto }) => ev === 'login' && proto === protocol),
    30_000,
  );
