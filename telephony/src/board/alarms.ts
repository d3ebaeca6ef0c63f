import type { Log } from '@hotline/platform';

/** Moments at which something about a call falls due; one per call and name. A desk test moves them by hand. */
export interface Alarms {
  set(callId: string, name: string, ms: number, due: () => void | Promise<void>): void;
  clear(callId: string, name?: string): void;
  clearAll(): void;
}

/** Alarms by the machine's timers. They need not survive a restart: reconcile sets them anew from the rows. */
export function machineAlarms(log: Log): Alarms {
  const timers = new Map<string, Map<string, NodeJS.Timeout>>();
  const clear = (callId: string, name?: string): void => {
    const own = timers.get(callId);
    if (!own) return;
    for (const [key, timer] of own) {
      if (name !== undefined && key !== name) continue;
      clearTimeout(timer);
      own.delete(key);
    }
    if (own.size === 0) timers.delete(callId);
  };
  return {
    clear,
    set: (callId, name, ms, due) => {
      clear(callId, name);
      const timer = setTimeout(() => {
        timers.get(callId)?.delete(name);
        Promise.resolve()
          .then(due)
          .catch((error: unknown) => log.error({ error, callId, name }, 'what fell due about a call failed'));
      }, ms);
      timers.set(callId, (timers.get(callId) ?? new Map<string, NodeJS.Timeout>()).set(name, timer));
    },
    clearAll: () => {
      for (const callId of [...timers.keys()]) clear(callId);
    },
  };
}
