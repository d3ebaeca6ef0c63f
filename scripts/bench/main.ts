import os from 'node:os';
import { parseArgs } from 'node:util';
import { openOurs } from './our-side.ts';
import { openPlainSwitch } from './plain-switch.ts';
import { ramp, type RampOrder, type Step } from './ramp.ts';
import { lineOf, tableOf, verdicts } from './report.ts';
import type { Side } from './side.ts';

/** No step begins later than this; one step and the closing of a side take at most another minute. */
const MOST_MS = 300_000;

const names = { dial: 'Dial()', queue: 'app_queue', ours: 'ours' };
const sides: Readonly<Record<keyof typeof names, (agents: number) => Promise<Side>>> = {
  dial: (agents) => openPlainSwitch('dial', agents),
  queue: (agents) => openPlainSwitch('queue', agents),
  ours: openOurs,
};
const everySide = Object.keys(names).join();

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '120' },
    rates: { type: 'string', default: '10,20,30,40,60,90,130,180' },
    seconds: { type: 'string', default: '6' },
    sides: { type: 'string', default: everySide },
  },
});
const limit = { until: performance.now() + MOST_MS };
const warmUp: RampOrder = { ...limit, manner: 'bare', rates: [5], seconds: 2, talkMs: 500 };
const bare: RampOrder = {
  ...limit,
  manner: 'bare',
  rates: values.rates.split(',').map(Number),
  seconds: Number(values.seconds),
  talkMs: 500,
};
/** An agent must outlast her greeting: hanging up in it passes the call on. */
const full: RampOrder = { ...limit, manner: 'full', rates: [4], seconds: 6, talkMs: 4_500 };

let open: Side | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void Promise.resolve(open?.close()).finally(() => process.exit(130)));

async function measure(key: keyof typeof names): Promise<Step[]> {
  open = await sides[key](Number(values.agents));
  try {
    const heard = (step: Step): void => console.log(lineOf(step));
    await ramp(open, warmUp, () => undefined);
    // The full calls first: they are few, and an overload at the ramp's end would spoil them.
    return [...(await ramp(open, full, heard)), ...(await ramp(open, bare, heard))];
  } finally {
    await open.close();
    open = undefined;
  }
}

const load = os.loadavg().map((value) => value.toFixed(2));
console.log(`${os.cpus().length} cores, load before ${load.join(' ')}; ${values.agents} agents, talk 0.5 s`);
console.log("p50 and p99: from the citizen's INVITE to the agent's INVITE, seen on the wire by SIPp on all sides\n");
const steps: Step[] = [];
for (const key of values.sides.split(',') as (keyof typeof names)[]) steps.push(...(await measure(key)));

const [plain, whole] = [steps.filter(({ manner }) => manner === 'bare'), steps.filter(({ manner }) => manner === 'full')];
console.log(`\nNo announcements, no recording\n${tableOf(plain)}`);
console.log(`\nAnnouncements and recording on (the length of the notice is in p50 and p99)\n${tableOf(whole)}`);
if (values.sides === everySide) console.log(`\n${verdicts(plain, names).join('\n')}`);
