import type { Sound } from './wav.ts';

/** Zero crossings kept on each side: at 16 the mirror tones lie under −60 dB, which G.711 (38 dB) cannot carry anyway. */
const CROSSINGS = 16;
/** The filter passes 90 % of the new band, so that its slope ends before the mirror begins. */
const PASSED = 0.9;

/** espeak-ng speaks at 22,050 samples a second, the telephone at 8,000: a windowed sinc (Hann), without sox. For going down only. */
export function resample({ rate, samples }: Sound, wanted = 8_000): Sound {
  if (rate === wanted) return { rate, samples };
  const step = rate / wanted;
  const result = new Int16Array(Math.floor(samples.length / step));
  for (let i = 0; i < result.length; i++) {
    const centre = i * step;
    let sum = 0;
    let weights = 0;
    for (let j = Math.ceil(centre - CROSSINGS * step); j <= centre + CROSSINGS * step; j++) {
      const distance = (j - centre) / step;
      const weight = sinc(distance * PASSED) * (0.5 + 0.5 * Math.cos((Math.PI * distance) / CROSSINGS));
      weights += weight;
      sum += weight * (samples[j] ?? 0);
    }
    result[i] = Math.max(-32_768, Math.min(32_767, Math.round(sum / weights)));
  }
  return { rate: wanted, samples: result };
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));
