/** Wrong tries in a row before a name is locked, and for how long (GB/T 22239-2019 8.1.4.1 asks for both; the figures are ours). */
export const MOST_TRIES = 5;
export const LOCK_MS = 15 * 60_000;
/** A session that nobody uses ends after a shift. */
export const SESSION_MS = 12 * 3_600_000;

export interface Tries {
  readonly count: number;
  readonly firstAt: Date;
  readonly lockedUntil: Date | null;
}

export const isLocked = (tries: Tries | undefined, now: Date): boolean => tries?.lockedUntil != null && tries.lockedUntil > now;

/** What is remembered after one more wrong try. Tries older than the lock's length are forgotten. */
export function afterWrongTry(tries: Tries | undefined, now: Date): Tries {
  const fresh = !tries || now.getTime() - tries.firstAt.getTime() > LOCK_MS;
  const count = fresh ? 1 : tries.count + 1;
  return { count, firstAt: fresh ? now : tries.firstAt, lockedUntil: count >= MOST_TRIES ? new Date(now.getTime() + LOCK_MS) : null };
}
