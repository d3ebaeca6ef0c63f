import { exactText, nowMs, timerText, whenText } from '@hotline/browser-kit';
import { useSyncExternalStore } from 'react';
import { useLanguage } from './settings.ts';

let now = nowMs();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** All timers of the page tick together, once a second. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  now = nowMs();
  timer ??= setInterval(() => {
    now = nowMs();
    for (const tell of listeners) tell();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export const useNow = (): number => useSyncExternalStore(subscribe, () => now);

/** How long since then, counting. Screen readers are not told each second. */
export function Timer({ since, className }: { since: string; className?: string }) {
  return (
    <span className={className ?? 'timer'} role="timer" aria-live="off">
      {timerText(useNow() - Date.parse(since))}
    </span>
  );
}

/** A moment as everybody reads it, the exact one on hover. */
export function When({ at }: { at: string }) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={exactText(at, language)} className="when">
      {whenText(at, useNow(), language)}
    </time>
  );
}
