import type { CallView } from '@hotline/contracts';
import type { LegRow, RecordingRow } from '../board/live-call.ts';
import { WITHHELD } from '../line/reception.ts';
import type { CallRow } from '../board/rules.ts';

/** A call without what nobody may see: the sealed number and its index are not part of the type any more. */
type Masked = Omit<CallRow, 'callerSealed' | 'callerIndex' | 'callerMasked'> & { readonly caller: { masked: string; withheld: boolean } };

/** The one place where a caller gets her stars. */
export function mask({ callerSealed: _, callerIndex: __, callerMasked, ...row }: CallRow): Masked {
  return { ...row, caller: { masked: callerMasked ?? WITHHELD, withheld: row.withheld } };
}

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

export function present(row: Masked, legs: readonly LegRow[], recordings: readonly RecordingRow[]): CallView {
  return {
    id: row.id,
    version: row.version,
    direction: row.direction,
    caller: row.caller,
    state: row.state,
    held: row.held,
    queue: row.queue,
    queuedAt: row.queuedAt.toISOString(),
    answeredAt: moment(row.answeredAt),
    endedAt: moment(row.endedAt),
    endedBy: row.endedBy,
    agent: row.agent,
    ticketId: row.ticketId,
    disposition: row.disposition ? { kind: row.disposition, reason: row.dispositionReason } : null,
    legs: legs.map((leg) => ({
      party: leg.party,
      ...(leg.agent ? { agent: leg.agent } : {}),
      channelId: leg.channelId,
      startedAt: leg.startedAt.toISOString(),
      answeredAt: moment(leg.answeredAt),
      endedAt: moment(leg.endedAt),
    })),
    recordings: recordings.map(({ id, leg, durationMs, sha256, state }) => ({
      id,
      leg,
      url: `/api/recordings/${id}`,
      durationMs,
      sha256,
      state,
    })),
  };
}
