import { missedCalls } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { MissedCallDesk } from './missed-call-desk.ts';

export const missedCallsController = (desk: MissedCallDesk) =>
  controllerOf('missedCalls', missedCalls, {
    list: ({ query }) => desk.list(query),
    close: ({ params, body }, me) => desk.close(me, params.id, body.reason),
  });
