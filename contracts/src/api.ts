import { agents, board, calls, missedCalls, publicCalls, queues, recordings } from './calls/operations.ts';
import { audit, session, staff, units } from './people/operations.ts';

/** What the staff listener serves. */
export const staffApi = { session, calls, agents, board, missedCalls, recordings, queues, staff, units, audit } as const;
/** What the public listener serves: nothing that needs a right. */
export const publicApi = { publicCalls } as const;
