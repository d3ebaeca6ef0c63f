/** Milliseconds between the end of a program and its next start: with a boot of about a second it is back within two. */
const AT_ONCE_MS = 100;
const SLOWER_MS = [2_000, 4_000, 7_000, 10_000];
const WINDOW_MS = 60_000;
const CRASHES_AT_ONCE = 5;

/** Starts again at once, until five crashes lie within a minute: then it takes its time, up to 10 s, so that a broken program does not eat the machine. */
export class BackOff {
  #crashes: number[] = [];

  /** How long to wait before the next start, after a crash at `nowMs` (any clock that only goes forward). */
  afterCrash(nowMs: number): number {
    this.#crashes = [...this.#crashes.filter((at) => nowMs - at < WINDOW_MS), nowMs];
    const over = this.#crashes.length - CRASHES_AT_ONCE;
    return over < 0 ? AT_ONCE_MS : (SLOWER_MS[Math.min(over, SLOWER_MS.length - 1)] ?? AT_ONCE_MS);
  }
}
