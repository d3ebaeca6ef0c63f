import { recordings } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { Floor } from '../board/floor.ts';
import type { RecordingStore } from './recording-store.ts';

export const recordingsController = (store: RecordingStore, floor: Floor) =>
  controllerOf('recordings', recordings, {
    // A player asks for many ranges of one file; listening begins with the first byte.
    listen: ({ params }, me, { request }) => {
      const first = !request.headers.range || /^bytes=0-/.test(request.headers.range);
      return store.listen(me, params.id, floor.board.agents.get(me.account)?.callId ?? null, first);
    },
  });
