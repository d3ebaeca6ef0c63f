import type { Sound } from './wav.ts';

/** A pure tone with 5 ms of fade at both ends, so that it does not click. `level` is a part of full scale. */
export function tone(hertz: number, seconds: number, { rate = 8_000, level = 0.3 } = {}): Sound {
  const samples = new Int16Array(Math.round(seconds * rate));
  const fade = rate * 0.005;
  for (let i = 0; i < samples.length; i++) {
    const edge = Math.min(1, i / fade, (samples.length - 1 - i) / fade);
    samples[i] = Math.round(32_767 * level * edge * Math.sin((2 * Math.PI * hertz * i) / rate));
  }
  return { rate, samples };
}

export function silence(seconds: number, rate = 8_000): Sound {
  return { rate, samples: new Int16Array(Math.round(seconds * rate)) };
}

export function concatenate(sounds: readonly Sound[]): Sound {
  const samples = new Int16Array(sounds.reduce((sum, one) => sum + one.samples.length, 0));
  let at = 0;
  for (const one of sounds) {
    samples.set(one.samples, at);
    at += one.samples.length;
  }
  return { rate: sounds[0]?.rate ?? 8_000, samples };
}

/** Root mean square as a part of full scale: 0 is silence, 0.21 a tone of level 0.3. */
export function loudness(samples: Int16Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length ? Math.sqrt(sum / samples.length) / 32_768 : 0;
}

/** Which part (0–1) of the sound's energy lies at `hertz`: a pure tone gives about 1, speech or another tone about 0. Goertzel's filter. */
export function shareOfTone({ rate, samples }: Sound, hertz: number): number {
  const factor = 2 * Math.cos((2 * Math.PI * hertz) / rate);
  let last = 0;
  let before = 0;
  let energy = 0;
  for (const sample of samples) {
    const next = sample + factor * last - before;
    before = last;
    last = next;
    energy += sample * sample;
  }
  if (energy === 0) return 0;
  const power = last * last + before * before - factor * last * before;
  return Math.min(1, (2 * power) / (samples.length * energy));
}

export interface ToneWindow {
  fromMs: number;
  loudness: number;
  /** Share of the energy at each frequency asked for. */
  shares: Record<number, number>;
}

/** The recording in windows of 100 ms: how loud each is, and how much of it lies at each frequency. */
export function listenFor(sound: Sound, frequencies: readonly number[], windowMs = 100): ToneWindow[] {
  const length = Math.round((sound.rate * windowMs) / 1_000);
  const windows: ToneWindow[] = [];
  for (let at = 0; at + length <= sound.samples.length; at += length) {
    const part = { rate: sound.rate, samples: sound.samples.subarray(at, at + length) };
    const shares = Object.fromEntries(frequencies.map((hertz) => [hertz, shareOfTone(part, hertz)]));
    windows.push({ fromMs: Math.round((at / sound.rate) * 1_000), loudness: loudness(part.samples), shares });
  }
  return windows;
}

/** Milliseconds of the sound in which the tone carries more than half of the energy and can be heard (over 1 % of full scale). */
export function millisecondsOfTone(sound: Sound, hertz: number): number {
  return listenFor(sound, [hertz]).filter(({ loudness: loud, shares }) => loud > 0.01 && (shares[hertz] ?? 0) > 0.5).length * 100;
}
