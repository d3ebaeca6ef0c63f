import { SAMPLES_PER_SECOND } from './a-law.ts';

/** A sine of `hertz`; `level` is its amplitude as a share of full scale. Whole periods are kept when it is repeated only if hertz × milliseconds allows. */
export function sine(hertz: number, milliseconds: number, level = 0.5): Int16Array {
  const length = Math.round((milliseconds * SAMPLES_PER_SECOND) / 1_000);
  return Int16Array.from({ length }, (_, index) => Math.sin((2 * Math.PI * hertz * index) / SAMPLES_PER_SECOND) * level * 32_767);
}

/** Root mean square as a share of full scale: silence 0, a full sine 0.707. */
export function loudness(samples: Int16Array): number {
  if (samples.length === 0) return 0;
  let sum = 0;
  for (const sample of samples) sum += (sample / 32_768) ** 2;
  return Math.sqrt(sum / samples.length);
}

/** Amplitude of one frequency (Goertzel) as a share of full scale; neighbours leak in by about 1 / (Δhertz × seconds). */
export function strength(samples: Int16Array, hertz: number): number {
  if (samples.length === 0) return 0;
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / SAMPLES_PER_SECOND);
  let [last, before] = [0, 0];
  for (const sample of samples) [last, before] = [sample / 32_768 + factor * last - before, last];
  return (2 * Math.sqrt(Math.max(0, last ** 2 + before ** 2 - factor * last * before))) / samples.length;
}

/** Is this frequency what one hears? At least half of the whole energy, and above the noise of a silent line. */
export function soundsLike(samples: Int16Array, hertz: number): boolean {
  const loud = loudness(samples);
  return loud > 0.005 && strength(samples, hertz) / Math.SQRT2 > loud * 0.7;
}
