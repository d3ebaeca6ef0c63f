import path from 'node:path';
import type { AmiClient } from '../ami/ami-client.ts';
import type { AriClient } from '../ari/ari-client.ts';
import { AriRefused } from '../ari/ari-socket.ts';
import { FAX_NUMBERS } from '../asterisk/configuration/faxes.ts';
import type { FaxDial, FaxSwitch } from './fax-switch.ts';

/** A fax machine is never silent: even its silence is sent. Twice what T.30 waits for an answer (T2, 6 s) is a line that is dead. */
const SILENT_MS = 12_000;

interface FaxNeeds {
  readonly ari: AriClient;
  readonly ami: AmiClient;
  /** `sip:host:port` of the carrier. */
  readonly outbound: string | undefined;
  readonly isUp: () => boolean;
}

/** Asterisk's part in faxes: which numbers are some, and a call that the dialplan makes and ends by itself. */
export class AsteriskFaxes implements FaxSwitch {
  readonly #need: FaxNeeds;
  /** How many packets each channel of a fax had received when that last changed. */
  readonly #heard = new Map<string, { readonly packets: number; readonly at: number }>();

  constructor(need: FaxNeeds) {
    this.#need = need;
  }

  isUp(): boolean {
    return this.#need.isUp();
  }

  dialFax({ channelId, file, to, station, seconds }: FaxDial): Promise<boolean> {
    const given = { HOTLINE_FAX: file, HOTLINE_FAX_TO: to, HOTLINE_FAX_STATION: station, HOTLINE_FAX_SECONDS: String(seconds) };
    // two underscores: the channel that the dialplan dials has them too
    const variables = Object.fromEntries(Object.entries(given).map(([name, value]) => [`__${name}`, value]));
    const local = { endpoint: 'Local/dial@fax-out/n', context: 'fax-out', extension: 'idle', priority: 1 };
    const order = { channelId, ...local, formats: 'alaw', timeout: seconds + 10, json: { variables } };
    return this.#need.ari.operations.channels.originateWithId(order).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AriRefused) return false;
        throw error;
      },
    );
  }

  async faxesUnderWay(): Promise<ReadonlySet<string>> {
    const all = await this.#need.ari.operations.channels.list();
    return new Set(all.map(({ channelvars }) => String(channelvars?.['HOTLINE_FAX'] ?? '')));
  }

  async endSilentFaxes(): Promise<void> {
    const { channels } = this.#need.ari.operations;
    const faxes = (await channels.list()).filter(
      ({ name, state, channelvars }) => name.startsWith('PJSIP/') && state === 'Up' && channelvars?.['HOTLINE_FAX'],
    );
    for (const id of this.#heard.keys()) if (!faxes.some((one) => one.id === id)) this.#heard.delete(id);
    for (const { id } of faxes) {
      const now = performance.now();
      const packets = await channels.rtpstatistics({ channelId: id }).then(
        ({ rxcount }) => rxcount,
        () => undefined, // it ended meanwhile
      );
      const before = this.#heard.get(id);
      if (packets === undefined) this.#heard.delete(id);
      else if (before?.packets !== packets) this.#heard.set(id, { packets, at: now });
      else if (now - before.at > SILENT_MS) await channels.hangup({ channelId: id }).catch(() => undefined);
    }
  }

  async faxNumbers(numbers: ReadonlyMap<string, string>): Promise<void> {
    const { ami } = this.#need;
    const known = await ami.dbTree(FAX_NUMBERS);
    for (const [number, station] of numbers) await ami.dbPut(FAX_NUMBERS, number, station);
    for (const number of [...known.keys()].map((key) => path.basename(key)))
      if (!numbers.has(number)) await ami.dbDelTree(FAX_NUMBERS, number);
  }

  faxAddress(number: string): string | undefined {
    return this.#need.outbound?.replace(/^sip:/, `sip:${number.replaceAll(/[^\d+]/g, '')}@`);
  }
}
