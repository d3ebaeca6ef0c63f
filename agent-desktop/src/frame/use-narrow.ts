import { useSyncExternalStore } from 'react';

/** Where a list and what is chosen in it stand one at a time (the same width as in the style sheets). */
const narrow = matchMedia('(max-width: 899px)');
const subscribe = (changed: () => void): (() => void) => {
  narrow.addEventListener('change', changed);
  return () => narrow.removeEventListener('change', changed);
};

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches);
