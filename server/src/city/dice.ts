/** A number from 0 up to 1, the next one at each call. */
export type Dice = () => number;

/** Mulberry32: 32 bits of state, the same row of numbers for the same seed on every machine. Nothing secret may hang on it. */
export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function pick<T>(random: Dice, list: readonly T[]): T {
  if (list.length === 0) throw new RangeError('Nothing to pick from.');
  return list[Math.floor(random() * list.length)] as T;
}

/** A whole number, both ends included. */
export const between = (random: Dice, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));

export const chance = (random: Dice, probability: number): boolean => random() < probability;

/** Draws from a list by weight; the sums are made once. */
export function lottery<T>(list: readonly T[], weightOf: (item: T) => number): (random: Dice) => T {
  const ends: number[] = [];
  let sum = 0;
  for (const item of list) ends.push((sum += weightOf(item)));
  return (random) => {
    const drawn = random() * sum;
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) > drawn) high = middle;
      else low = middle + 1;
    }
    return list[low] as T;
  };
}
