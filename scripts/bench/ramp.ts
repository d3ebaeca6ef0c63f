import { type StepResult, runStep } from './load-step.ts';
import type { Manner, Side } from './side.ts';

export interface RampOrder {
  readonly manner: Manner;
  readonly rates: readonly number[];
  readonly seconds: number;
  readonly talkMs: number;
  /** No step begins after this moment of `performance.now()`. */
  readonly until: number;
}

export interface Step extends StepResult {
  readonly side: string;
  readonly manner: Manner;
  readonly troubles: string;
}

/** Climbs until a step has a failed call; `heard` is told of each step. */
export async function ramp(side: Side, order: RampOrder, heard: (step: Step) => void): Promise<Step[]> {
  const { manner, rates, seconds, talkMs, until } = order;
  const steps: Step[] = [];
  await side.be(manner);
  const common = { dialled: side.dialled[manner], sipPort: side.sipPort, agentsPort: side.agentsPort, talkMs, watched: side.watched };
  for (const callsPerSecond of rates) {
    if (performance.now() > until) break;
    const result = await runStep({ ...common, callsPerSecond, seconds });
    const settled = await side.settled();
    const troubles = [side.troubles(), settled ? '' : 'agents were not free again'].filter(Boolean).join('; ');
    const step: Step = { ...result, side: side.name, manner, troubles };
    steps.push(step);
    heard(step);
    // An overloaded switch does not heal by itself: higher steps would say nothing.
    if (result.failed > 0 || !settled) break;
  }
  return steps;
}

/** The highest rate that a side held without a failure. */
export const bestOf = (steps: readonly Step[], side: string): Step | undefined =>
  steps.filter((step) => step.side === side && step.failed === 0 && step.latencies.length > 0).at(-1);
