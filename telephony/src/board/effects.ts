import { randomUUID } from 'node:crypto';
import { callLifecycle, type CallEffect, type CallEvent, type Told } from '@hotline/contracts';
import { hotlineItself, type AuditBook, type Clock, type Tx } from '@hotline/platform';
import { and, eq, inArray } from 'drizzle-orm';
import { missedCall } from '../tables.ts';
import { deskOf } from './call-board.ts';
import type { LiveCall } from './live-call.ts';
import { keepRows } from './rows.ts';
import type { CallRow } from './rules.ts';

interface Happening {
  readonly tx: Tx;
  readonly call: LiveCall;
  readonly row: CallRow;
  readonly event: CallEvent;
  /** Why it is missed, if it is: fixed when the step was made, not when it is written. */
  readonly missedBecause: LiveCall['missedBecause'];
}

export interface EffectNeeds {
  readonly clock: Clock;
  readonly audit: AuditBook;
  /** Hashes and files the recordings of a call, in its own time. */
  readonly keepRecordings: (callId: string) => void;
}

/** Every desk that the call concerned so far: the one it leaves must hear of it too. */
const desksOf = ({ call, row }: Happening): string[] => [
  ...new Set([...deskOf(row), ...call.legs.flatMap((leg) => (leg.agent ? [leg.agent] : []))]),
];

/** What each word of the table's `effects` column does, inside the step's transaction. An effect without a consumer does not compile. */
const effects = (need: EffectNeeds) =>
  ({
    'tell-desks': async (it) => [
      { name: 'call.moved', payload: { id: it.row.id, version: it.row.version, event: it.event, agents: desksOf(it) } },
    ],
    // Who may see all calls and the board hears of every step; a desk that the call does not concern hears nothing of it.
    'tell-board': async (it) =>
      (callLifecycle[it.event].effects as readonly CallEffect[]).includes('tell-desks')
        ? []
        : [{ name: 'call.moved', payload: { id: it.row.id, version: it.row.version, event: it.event, agents: [] } }],
    'keep-recording': async ({ row }) => {
      need.keepRecordings(row.id);
      return [];
    },
    'count-missed': (it) => countMissed(need, it),
    'settle-missed': (it) => settleMissed(need, it),
  }) satisfies Record<CallEffect, (it: Happening) => Promise<readonly Told[]>>;

/** A caller who was not answered becomes a missed call (漏话), once. */
async function countMissed({ clock }: EffectNeeds, { tx, row, missedBecause }: Happening): Promise<readonly Told[]> {
  if (row.direction === 'out' || row.answeredAt !== null) return [];
  const id = randomUUID();
  await keepRows(tx, 'missedCall', {
    id,
    callId: row.id,
    at: row.endedAt ?? clock.now(),
    why: missedBecause,
    fate: 'open',
    callerIndex: row.callerIndex,
  });
  return [{ name: 'missed.changed', payload: { id } }];
}

/** Reaching a person settles what she is owed: by our call back, or because she called again herself. */
async function settleMissed({ audit }: EffectNeeds, { tx, row }: Happening): Promise<readonly Told[]> {
  const which =
    row.direction === 'out'
      ? row.callsBack
        ? eq(missedCall.callId, row.callsBack)
        : undefined
      : row.callerIndex
        ? eq(missedCall.callerIndex, row.callerIndex)
        : undefined;
  if (!which) return [];
  const fate = row.direction === 'out' ? 'called-back' : 'reached-again';
  const settled = await tx
    .update(missedCall)
    .set({ fate, fateBy: row.agent })
    .where(and(which, inArray(missedCall.fate, ['open'])))
    .returning({ id: missedCall.id });
  for (const { id } of settled)
    await audit.write(tx, hotlineItself, { action: `missed-call.${fate}`, object: `missed-call:${id}`, details: { agent: row.agent } });
  return settled.map(({ id }): Told => ({ name: 'missed.changed', payload: { id } }));
}

/** Runs what the table lists for a step, in its order. */
export function effectsOf(need: EffectNeeds) {
  const table = effects(need);
  return async (tx: Tx, call: LiveCall, row: CallRow, event: CallEvent): Promise<readonly Told[]> => {
    const told: Told[] = [];
    for (const word of callLifecycle[event].effects)
      told.push(...(await table[word]({ tx, call, row, event, missedBecause: call.missedBecause })));
    return told;
  };
}
