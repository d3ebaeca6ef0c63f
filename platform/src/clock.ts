/** Where the time comes from. Everything that asks what time it is gets one handed in, so that a test can move it. */
export interface Clock {
  now(): Date;
}

/** The machine's own clock: the only place that reads it. */
export const systemClock: Clock = { now: () => new Date() };

/** A clock that runs from `start` at the machine's pace (HOTLINE_CLOCK_START, demo only). */
export function clockFrom(start: Date, base: Clock = systemClock): Clock {
  const offset = start.getTime() - base.now().getTime();
  return { now: () => new Date(base.now().getTime() + offset) };
}
