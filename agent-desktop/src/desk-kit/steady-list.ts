import { useState } from 'react';

/** A live list that never jumps under the cursor: while she points at it, new rows gather behind a button. */
export function useSteadyList<T>(items: readonly T[], keyOf: (item: T) => string) {
  const [held, setHeld] = useState<ReadonlySet<string> | null>(null);
  const shown = held ? items.filter((item) => held.has(keyOf(item))) : items;
  const hold = (): void => setHeld((before) => before ?? new Set(items.map(keyOf)));
  const release = (): void => setHeld(null);
  return {
    shown,
    fresh: items.length - shown.length,
    show: () => setHeld(new Set(items.map(keyOf))),
    bind: { onPointerEnter: hold, onPointerLeave: release },
  };
}
