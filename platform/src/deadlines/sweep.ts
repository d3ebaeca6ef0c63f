import type { Signal, Told } from '@hotline/contracts';
import type { Clock } from '../clock.ts';
import type { Db, Tx } from '../database/database.ts';
import { tell } from '../events/tell.ts';
import type { Log } from '../log/log.ts';
import { type Moments, type NextSignal, nextSignal } from './counted.ts';

/** A clock whose next signal is due, as its package keeps it. */
export interface DueClock extends Moments, NextSignal {
  readonly stoppedAt: Date | null;
}

/** Where a package keeps its clocks and their signals, and whom they tell. */
export interface ClockShelf<C extends DueClock> {
  /** Those whose next signal is due, the earliest first, locked; what another worker has in hand is left to it (`skip locked`). */
  due(tx: Tx, now: Date, most: number): Promise<C[]>;
  /** The signal after this one is next. */
  moveOn(tx: Tx, clock: C, next: NextSignal): Promise<void>;
  /** Writes the signal's row. False: it was there, so it has been told. */
  keep(tx: Tx, clock: C, given: GivenSignal): Promise<boolean>;
  /** What the desks hear of it; notices are written in the same transaction. */
  tells(tx: Tx, clock: C, given: GivenSignal): Promise<readonly Told[]>;
}

export interface GivenSignal {
  readonly signal: Signal;
  /** When it fell due. */
  readonly at: Date;
  /** When the sweep found it. */
  readonly now: Date;
}

/** Clocks taken in one transaction; several workers may sweep, each takes others. */
const BATCH = 200;
const SWEEP_EVERY_MS = 1_000;

/** Gives the signals that are due: each once for a run of a clock, in order, however often it is tried. Returns how many. */
export function sweepOnce<C extends DueClock>(db: Db, time: Clock, shelf: ClockShelf<C>): Promise<number> {
  return db.transaction(async (tx) => {
    const now = time.now();
    const due = await shelf.due(tx, now, BATCH);
    const told: Told[] = [];
    for (const clock of due) {
      const { nextSignal: signal, nextDueAt: at } = clock;
      if (signal === null || at === null) continue;
      const given = { signal, at, now };
      await shelf.moveOn(tx, clock, nextSignal(clock, signal));
      if (await shelf.keep(tx, clock, given)) told.push(...(await shelf.tells(tx, clock, given)));
    }
    if (told.length > 0) await tell(tx, time, told);
    return due.length;
  });
}

/** Sweeps until stopped. */
export function startSweep(once: () => Promise<number>, log: Log): { stop(): Promise<void> } {
  let stopped = false;
  let wake = (): void => undefined;
  const run = async (): Promise<void> => {
    while (!stopped) {
      const swept = await once().catch((error: unknown) => {
        log.debug({ error: String(error) }, 'signals could not be given; trying again');
        return 0;
      });
      if (swept < BATCH)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, SWEEP_EVERY_MS);
          wake = () => (clearTimeout(timer), resolve());
        });
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopped = true;
      wake();
      await running;
    },
  };
}
