import { receiptStates } from '../messages/vocabulary.ts';
import type { Label } from '../words/label.ts';
import type { Stage, TicketState } from './lifecycle.ts';
import type { Outcome } from './vocabulary.ts';

/** The seven steps in a citizen's words. */
// prettier-ignore
const steps = {
  accept:    { zh: '热线已登记您的诉求', en: 'The hotline has taken your matter' },
  classify:  { zh: '已转有关单位,等待签收', en: 'Passed to a department, which is to sign for it' },
  handle:    { zh: '承办单位正在办理', en: 'The department is working on it' },
  reply:     { zh: '承办单位已答复', en: 'The department has replied' },
  supervise: { zh: '热线正在核实办理结果', en: 'The hotline checks what was done' },
  callback:  { zh: '已回访,等待结案', en: 'You were called back; it is about to be closed' },
  archive:   { zh: '已办结', en: 'Closed' },
} as const satisfies Record<Stage, Label>;

/** How it ended, in hers. */
// prettier-ignore
const ends = {
  answered:  { zh: '已直接答复', en: 'Answered directly' },
  refused:   { zh: '不属于受理范围,未予受理', en: 'Outside what we may take' },
  withdrawn: { zh: '已按您的意愿撤回', en: 'Withdrawn as you wished' },
  handled:   { zh: '已办结', en: 'Closed' },
} as const satisfies Record<Outcome, Label>;

/** Where a matter is, of what a citizen may know. */
export interface Standing {
  readonly state: TicketState | keyof typeof receiptStates;
  readonly stage: Stage;
  readonly outcome: Outcome | null;
}

/** One of the seven steps as this matter has gone or will go through it. */
export function stepLabel(step: Stage, { state, outcome }: Omit<Standing, 'stage'>): Label {
  if (step === 'accept' && state === 'waiting') return receiptStates.waiting;
  if (step !== 'archive') return steps[step];
  if (state === 'settled') return receiptStates.settled;
  return outcome === null ? steps.archive : ends[outcome];
}

/** How a matter stands: the same words on the page, in an app, by text, WeChat and mail (row 49: 一网查询). */
export const standingLabel = (standing: Standing): Label => stepLabel(standing.stage, standing);
