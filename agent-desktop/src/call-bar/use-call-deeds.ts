import { agents, board, calls, missedCalls } from '@hotline/contracts';
import { useState } from 'react';
import { useDeed } from '../desk-kit/ask.ts';

const moved = [agents.me, agents.list, calls.list, calls.history, board.read, missedCalls.list];

/** What she can do with her call. A refusal is shown under the bar until the next deed or until she closes it. */
export function useCallDeeds(id: string | undefined) {
  const [error, setError] = useState<unknown>(null);
  const hold = useDeed(calls.hold, moved);
  const unhold = useDeed(calls.unhold, moved);
  const transfer = useDeed(calls.transfer, moved);
  const hangUp = useDeed(calls.hangUp, moved);
  const after = { onError: (problem: Error) => setError(problem), onSuccess: () => setError(null) };
  const params = id === undefined ? undefined : { id };
  return {
    error,
    clear: () => setError(null),
    refuse: (problem: unknown) => setError(problem),
    busy: hold.isPending || unhold.isPending || transfer.isPending || hangUp.isPending,
    hold: () => params && hold.mutate({ params }, after),
    unhold: () => params && unhold.mutate({ params }, after),
    transfer: (agent: string) => params && transfer.mutate({ params, body: { agent } }, after),
    hangUp: () => params && hangUp.mutate({ params }, after),
  };
}
export type CallDeeds = ReturnType<typeof useCallDeeds>;
