import { randomUUID } from 'node:crypto';
import { callLifecycle, type CallEffect, type CallEvent, type Told } from '@hotline/contracts';
import { hotlineItself, type AuditBook, type Clock, type Draft, tell } from '@hotline/platform';
import { and, eq, inArray } from 'drizzle-orm';
import { missedCall } from '../tables.ts';
import { deskOf } from './call-board.ts';
import type { LiveCall, RecordingRow } from './live-call.ts';
import { rowsOf } from './rows.ts';
import type { CallRow } from './rules.ts';

interface Happening {
  readonly draft: Draft;
  readonly call: LiveCall;
  readonly row: CallRow;
  readonly event: CallEvent;
  /** Why it is missed, if it is: fixed when the step was made, not when it is written. */
  readonly missedBecause: LiveCall['missedBecause'];
}

export interface EffectNeeds {
  readonly clock: Clock;
  readonly audit: AuditBook;
  /** Hashes and files these recordings of a call, in its own time. */
  readonly keepRecordings: (callId: string, recordings: readonly RecordingRow[]) => void;
  /** Callers whom an open missed call may be owed to, by their index; more may be in it, none is missing. */
  readonly owed: Set<string>;
}

/** Every desk that the call concerned so far: the one it leaves must hear of it too. */
const desksOf = ({ call, row }: Happening): string[] => [
  ...new Set([...deskOf(row), ...call.legs.flatMap((leg) => (leg.agent ? [leg.agent] : []))]),
];

/** What each word of the table's `effects` column does, in the step's own draft. An effect without a consumer does not compile. */
const effects = (need: EffectNeeds) =>
  ({
    'tell-desks': (it) => [
      { name: 'call.moved', payload: { id: it.row.id, version: it.row.version, event: it.event, agents: desksOf(it) } },
    ],
    // Who may see all calls and the board hears of every step; a desk that the call does not concern hears nothing of it.
    'tell-board': (it) =>
      (callLifecycle[it.event].effects as readonly CallEffect[]).includes('tell-desks')
        ? []
        : [{ name: 'call.moved', payload: { id: it.row.id, version: it.row.version, event: it.event, agents: [] } }],
    'keep-recording': ({ call, row }) => {
      need.keepRecordings(row.id, call.recordings);
      return [];
    },
    'count-missed': (it) => countMissed(need, it),
    'settle-missed': (it) => settleMissed(need, it),
  }) satisfies Record<CallEffect, (it: Happening) => readonly Told[]>;

/** A caller who was not answered becomes a missed call (漏话), once. */
function countMissed({ clock, owed }: EffectNeeds, { draft, row, missedBecause }: Happening): readonly Told[] {
  if (row.direction === 'out' || row.answeredAt !== null) return [];
  const id = randomUUID();
  const at = row.endedAt ?? clock.now();
  if (row.callerIndex !== null) owed.add(row.callerIndex);
  const nobodyYet = { fate: 'open', fateBy: null, fateReason: null } as const;
  draft.add(rowsOf.missedCall, { id, callId: row.id, at, why: missedBecause, callerIndex: row.callerIndex, ...nobodyYet });
  return [{ name: 'missed.changed', payload: { id } }];
}

/** Reaching a person settles what she is owed: by our call back, or because she called again herself. */
function settleMissed({ audit, clock, owed }: EffectNeeds, { draft, row }: Happening): readonly Told[] {
  const which =
    row.direction === 'out'
      ? row.callsBack
        ? eq(missedCall.callId, row.callsBack)
        : undefined
      : row.callerIndex && owed.has(row.callerIndex) // most are owed nothing, and the question cost three round trips a call
        ? eq(missedCall.callerIndex, row.callerIndex)
        : undefined;
  if (!which) return [];
  const fate = row.direction === 'out' ? 'called-back' : 'reached-again';
  draft.also(async (tx) => {
    const settled = await tx
      .update(missedCall)
      .set({ fate, fateBy: row.agent })
      .where(and(which, inArray(missedCall.fate, ['open'])))
      .returning({ id: missedCall.id });
    for (const { id } of settled)
      await audit.write(tx, hotlineItself, { action: `missed-call.${fate}`, object: `missed-call:${id}`, details: { agent: row.agent } });
    await tell(tx, clock, settled.map(({ id }) => ({ name: 'missed.changed', payload: { id } }))); // prettier-ignore
  });
  return [];
}

/** Runs what the table lists for a step, in its order. */
export function effectsOf(need: EffectNeeds) {
  const table = effects(need);
  return (draft: Draft, call: LiveCall, row: CallRow, event: CallEvent): readonly Told[] =>
    callLifecycle[event].effects.flatMap((word) => table[word]({ draft, call, row, event, missedBecause: call.missedBecause }));
}
