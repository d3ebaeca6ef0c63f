import {
  type AgentState,
  callLifecycle,
  type CallEnder,
  type CallEvent,
  type CallSet,
  type Disposition,
  type PauseReason,
  presence,
  type PresenceEvent,
} from '@hotline/contracts';
import type { agent, call } from '../tables.ts';

export type CallRow = Readonly<typeof call.$inferSelect>;
export type AgentRow = Readonly<typeof agent.$inferSelect>;

/** What a step may need to know besides the row. */
export interface CallFacts {
  readonly at: Date;
  readonly agent?: string;
  readonly endedBy?: CallEnder;
  readonly disposition?: { kind: Disposition; reason: string | null; ticketId?: string | null };
}

/** What each word of the table's `sets` column writes. */
const sets = {
  agent: (_, { agent }) => ({ agent: agent ?? null, held: false }),
  'no-agent': () => ({ agent: null, held: false }),
  // A transferred call was answered when the first desk was bridged.
  answered: (row, { at }) => ({ answeredAt: row.answeredAt ?? at, held: false }),
  ended: (_, { at, endedBy }) => ({ endedAt: at, endedBy: endedBy ?? 'hotline', held: false }),
  disposition: (call, { disposition }) => ({
    disposition: disposition?.kind ?? null,
    dispositionReason: disposition?.reason ?? null,
    ticketId: disposition?.ticketId ?? call.ticketId,
  }),
} satisfies Record<CallSet, (row: CallRow, facts: CallFacts) => Partial<CallRow>>;

/** A step that the table does not have from this state: a bug of ours, or a race that the caller must look out for with `mayMove`. */
export class NoSuchStep extends Error {}

export const mayMove = (row: CallRow, event: CallEvent): boolean => (callLifecycle[event].from as readonly string[]).includes(row.state);

/** The row after a step. */
export function moveCall(row: CallRow, event: CallEvent, facts: CallFacts): CallRow {
  const step = callLifecycle[event];
  if (step.from.length > 0 && !mayMove(row, event)) throw new NoSuchStep(`${event} from ${row.state}`);
  const written = step.sets.reduce<Partial<CallRow>>((all, word) => ({ ...all, ...sets[word](row, facts) }), {});
  return { ...row, ...written, state: step.to, version: row.version + 1 };
}

export interface PresenceFacts {
  readonly at: Date;
  readonly reason?: PauseReason;
  readonly callId?: string;
}

export const agentMayMove = (row: AgentRow, event: PresenceEvent): boolean =>
  (presence[event].from as readonly AgentState[]).includes(row.state);

/** States in which an agent belongs to a call. */
const inCall: readonly AgentState[] = ['ringing', 'talking', 'wrapUp'];

/** An agent's row after a step. Idle time counts from the end of her last call: a pause does not send her to the end of the line. */
export function moveAgent(row: AgentRow, event: PresenceEvent, facts: PresenceFacts): AgentRow {
  const step = presence[event];
  if (!agentMayMove(row, event)) throw new NoSuchStep(`${event} from ${row.state}`);
  const to = step.to;
  const leavesCall = inCall.includes(row.state) && !inCall.includes(to);
  return {
    ...row,
    state: to,
    version: row.version + 1,
    since: to === row.state ? row.since : facts.at,
    reason: to === 'paused' ? (facts.reason ?? row.pauseNext ?? row.reason) : null,
    callId: inCall.includes(to) ? (facts.callId ?? row.callId) : null,
    pauseNext: inCall.includes(to) ? row.pauseNext : null,
    idleSince: leavesCall || row.state === 'offline' ? facts.at : row.idleSince,
  };
}
