import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type OpenSimulators, openSimulators } from '@hotline/simulator';
import { House } from '../app/house.ts';
import { freePort, root, until } from './hotline.ts';

interface Shown {
  readonly side: 'sms' | 'wechat';
  readonly person: string;
  readonly direction: 'in' | 'out';
  readonly text: string;
  readonly state: string;
}

/** A house with the simulated carrier and WeChat of `npm start`. */
export class SimulatedHouse {
  readonly house: House;
  readonly simulators: OpenSimulators;

  private constructor(house: House, simulators: OpenSimulators) {
    this.house = house;
    this.simulators = simulators;
  }

  static async open(name: string): Promise<SimulatedHouse> {
    const [port, cmppPort] = await Promise.all([freePort(), freePort()]);
    const house = await House.open(name, {
      HOTLINE_RETRY_SCALE: '0.05',
      HOTLINE_SIMULATORS: '1',
      SIMULATOR_PORT: String(port),
      SIMULATOR_CMPP_PORT: String(cmppPort),
    });
    const simulators = await openSimulators({
      port,
      cmppPort,
      secret: readFileSync(path.join(house.environment['HOTLINE_DATA_DIR'] ?? '', 'keys', 'simulator'), 'utf8').trim(),
      hook: `${house.siteUrl}/hooks/wechat-simulator`,
      pages: path.join(root, 'simulator/web/dist'),
      now: () => new Date(),
    });
    const { api } = await house.desk('admin1');
    await until(
      'two connected accounts',
      async () => (await api.accounts.list({})).items.filter((one) => one.simulated && one.connectedSince !== null).length === 2,
      30_000,
    );
    return new SimulatedHouse(house, simulators);
  }

  async close(): Promise<void> {
    await this.house.close();
    this.simulators.close();
  }

  /** What a page of the simulator asks for. */
  async orders(at: string, body: object): Promise<void> {
    const answer = await fetch(this.simulators.url + at, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(await answer.text());
  }

  /** What the phones show now. */
  async shown(): Promise<readonly Shown[]> {
    const stop = new AbortController();
    const answer = await fetch(`${this.simulators.url}/api/events`, { signal: stop.signal });
    const reader = answer.body!.getReader();
    let text = '';
    while (!text.includes('\n\n')) text += Buffer.from((await reader.read()).value ?? []).toString();
    stop.abort();
    return (JSON.parse(text.split('\n\n')[0]!.slice('data: '.length)) as { messages: Shown[] }).messages;
  }

  /** A message on a phone once it is there, in this state. */
  sees(person: string, words: string, state: string, withinMs = 15_000): Promise<Shown> {
    return until(
      `${words} (${state}) on the phone of ${person}`,
      async () => (await this.shown()).find((one) => one.person === person && one.text.includes(words) && one.state === state),
      withinMs,
    );
  }
}
