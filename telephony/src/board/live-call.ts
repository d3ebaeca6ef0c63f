import type { MissedReason } from '@hotline/contracts';
import type { leg, queueEntry, recording } from '../tables.ts';
import type { CallRow } from './rules.ts';

export type LegRow = Readonly<typeof leg.$inferSelect>;
export type QueueEntryRow = Readonly<typeof queueEntry.$inferSelect>;
export type RecordingRow = Readonly<typeof recording.$inferSelect>;

/** What the citizen hears while nobody talks with her; the row's state says the rest. */
export type Hearing = 'nothing' | 'notice' | 'music' | 'announcement' | 'greeting' | 'voicemail' | 'conversation';

/** A call that is not over: its rows, and what only matters while it lives. */
export interface LiveCall {
  row: CallRow;
  legs: LegRow[];
  entry: QueueEntryRow | undefined;
  recordings: RecordingRow[];
  hearing: Hearing;
  /** The play that the citizen hears now; its end takes the call on. */
  playing: string | undefined;
  /** The switch joins the citizen and her desk: whether they talked is known when it has answered. */
  joining: Promise<boolean> | undefined;
  /** Why this would be a missed call if it ended now. */
  missedBecause: MissedReason;
  /** The desk whose page vanished in mid-call: she is rung again until then. */
  recoverUntil: Date | undefined;
  /** The wait is over: voicemail as soon as nobody is rung. */
  waitedOut: boolean;
}

export const citizenLeg = (call: LiveCall): LegRow | undefined => call.legs.find((one) => one.party === 'citizen' && one.endedAt === null);
/** The agent's leg that is not over yet: at most one. */
export const agentLeg = (call: LiveCall): LegRow | undefined => call.legs.findLast((one) => one.party === 'agent' && one.endedAt === null);
/** Whom this call rang without reaching her. A desk that talked may be rung again after a transfer came back. */
export const offeredTo = (call: LiveCall): ReadonlySet<string> =>
  new Set(call.legs.flatMap((one) => (one.party === 'agent' && one.agent !== null && one.endedBecause !== 'replaced' ? [one.agent] : [])));

export const bridgeOf = (callId: string): string => `bridge-${callId}`;
