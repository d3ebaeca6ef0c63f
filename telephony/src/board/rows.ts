import { wholeRows } from '@hotline/platform';
import { sql } from 'drizzle-orm';
import { agent, call, leg, missedCall, queueEntry, recording } from '../tables.ts';

/** How the board's rows are written: whole, the last version of each. */
export const rowsOf = {
  /** A new call is written beside the journal: a later step may have overtaken it. */
  call: wholeRows(call, call.id, sql`kept.version < excluded.version`),
  /** What has ended stays as it ended. */
  leg: wholeRows(leg, leg.channelId, sql`kept.ended_at is null`),
  queueEntry: wholeRows(queueEntry, queueEntry.id),
  recording: wholeRows(recording, recording.id),
  agent: wholeRows(agent, agent.account),
  /** Once per call: the second loss of the same call changes nothing. */
  missedCall: wholeRows(missedCall, missedCall.id, 'never'),
} as const;
