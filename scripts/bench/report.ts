import { percentile } from './load-step.ts';
import { bestOf, type Step } from './ramp.ts';

/** The aims: at least so much of Dial()'s rate, and a p99 not above app_queue's. */
const AIM_OF_DIAL = 0.6;

const columns = ['side', 'calls', 'calls/s', 'failed', 'p50 ms', 'p99 ms', 'CPU % Asterisk', 'CPU % app', 'CPU % PostgreSQL'] as const;
const ms = (value: number): string => (Number.isNaN(value) ? '–' : value.toFixed(1));
const percent = (share: number | undefined): string => (share === undefined ? '–' : share.toFixed(0));

const cells = ({ side, calls, callsPerSecond, failed, latencies, cpu }: Step): string[] => [
  side,
  String(calls),
  String(callsPerSecond),
  String(failed),
  ms(percentile(latencies, 0.5)),
  ms(percentile(latencies, 0.99)),
  percent(cpu.asterisk),
  percent(cpu.app),
  percent(cpu.postgres),
];

const row = (texts: readonly string[]): string =>
  `| ${texts.map((text, index) => text.padStart(columns[index]?.length ?? 0)).join(' | ')} |`;

/** A table of steps in Markdown. */
export const tableOf = (steps: readonly Step[]): string =>
  [row(columns), row(columns.map((name) => '-'.repeat(name.length))), ...steps.map((step) => row(cells(step)))].join('\n');

export const lineOf = (step: Step): string => row(cells(step)) + (step.troubles ? ` ${step.troubles}` : '');

/** The highest rate at which all three were free of failures: there their latencies can be compared. */
function commonRate(steps: readonly Step[], sides: readonly string[]): number | undefined {
  const good = steps.filter(({ failed }) => failed === 0);
  const rates = [...new Set(good.map(({ callsPerSecond }) => callsPerSecond))];
  const held = rates.filter((rate) => sides.every((side) => good.some((step) => step.side === side && step.callsPerSecond === rate)));
  return held.length === 0 ? undefined : Math.max(...held);
}

/** The two aims, in a sentence each with the numbers. */
export function verdicts(steps: readonly Step[], names: { ours: string; dial: string; queue: string }): string[] {
  const [ours, dial, queue] = [names.ours, names.dial, names.queue].map((name) => bestOf(steps, name)?.callsPerSecond ?? 0) as [
    number,
    number,
    number,
  ];
  const share = ours / dial;
  const rate = commonRate(steps, Object.values(names));
  const p99 = (side: string): number =>
    percentile(steps.find((step) => step.side === side && step.callsPerSecond === rate)?.latencies ?? [], 0.99);
  const word = (met: boolean): string => (met ? 'met' : 'NOT met');
  return [
    `calls/s: ours ${ours}, Dial() ${dial}, app_queue ${queue}; ours is ${(100 * share).toFixed(0)} % of Dial() (aim ${100 * AIM_OF_DIAL} %: ${word(share >= AIM_OF_DIAL)})`,
    rate === undefined
      ? 'p99: no rate was held by all three'
      : `p99 at ${rate} calls/s: ours ${ms(p99(names.ours))} ms, app_queue ${ms(p99(names.queue))} ms, Dial() ${ms(p99(names.dial))} ms (aim not behind app_queue: ${word(p99(names.ours) <= p99(names.queue))})`,
  ];
}
