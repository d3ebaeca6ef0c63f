import { publicCalls } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import { expectedWait } from '../line/distribution.ts';
import type { Floor } from '../board/floor.ts';
import { isWaitingInQueue } from '../line/waiting.ts';
import type { GuestDesk } from './guest-desk.ts';

export const guestsController = (desk: GuestDesk, floor: Floor) =>
  controllerOf('publicCalls', publicCalls, {
    place: (_, __, { request }) => desk.issue(request.ip),
    state: ({ params }) => ({ state: desk.state(params.id) }),
    wait: () => {
      const waiting = [...floor.board.calls.values()].filter(isWaitingInQueue).length;
      const { ready, busy, wrapUp, paused } = floor.staffing();
      const seconds = expectedWait(waiting, { ready, working: ready + busy + wrapUp });
      return { waiting, expectedSeconds: seconds ?? null, open: ready + busy + wrapUp + paused > 0 };
    },
  });
