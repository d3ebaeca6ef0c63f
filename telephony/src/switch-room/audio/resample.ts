import type { Sound } from './wav.ts';

/** Zero crossings kept on each side: at 16 the mirror tones lie under −60 dB, which G.711 (38 dB) cannot carry anyway. */
const CROSSINGS = 16;
/** The filter passes 90 % of the new band, so that its slope ends before the mirror begins. */
const PASSED = 0.9;

/**
 * espeak-ng speaks at 22,050 samples a second, the telephone at 8,000: a windowed sinc (Hann), without sox. For going down only.
 * Both rates meet again after `down` samples (441 for 160), so that there are only `up` different places between two samples and as many
 * filters.
 */
export function resample({ rate, samples }: Sound, wanted = 8_000): Sound {
  if (rate === wanted) return { rate, samples };
  const shared = greatestCommon(rate, wanted);
  const [down, up] = [rate / shared, wanted / shared];
  const filters = Array.from({ length: up }, (_, place) => filterAt(place / up, down / up));
  const result = new Int16Array(Math.floor((samples.length * up) / down));
  for (let i = 0; i < result.length; i++) {
    const { first, weights } = filters[(i * down) % up] as Filter;
    const from = Math.floor((i * down) / up) + first;
    let sum = 0;
    for (let j = 0; j < weights.length; j++) sum += (weights[j] as number) * (samples[from + j] ?? 0);
    result[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum)));
  }
  return { rate: wanted, samples: result };
}

interface Filter {
  /** Of the first weight, counted from the sample before the centre. */
  readonly first: number;
  readonly weights: Float64Array;
}

/** For a centre that lies so far behind a sample; `step` samples become one. */
function filterAt(behind: number, step: number): Filter {
  const first = Math.ceil(behind - CROSSINGS * step);
  const weights = new Float64Array(Math.floor(behind + CROSSINGS * step) - first + 1);
  for (let j = 0; j < weights.length; j++) {
    const distance = (first + j - behind) / step;
    weights[j] = sinc(distance * PASSED) * (0.5 + 0.5 * Math.cos((Math.PI * distance) / CROSSINGS));
  }
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return { first, weights: weights.map((weight) => weight / whole) };
}

const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b));
const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
