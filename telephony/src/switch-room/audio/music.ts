import type { Sound } from './wav.ts';

const RATE = 8_000;
/** A quarter note; 80 a minute is a walking heart. */
const BEAT_SECONDS = 0.75;

/** A melody in the five tones of C (宫商角徵羽), [MIDI note, beats]: 32 beats, 24 s, so that the loop has no seam. */
const melody: readonly (readonly [number, number])[] = [
  [76, 1], [79, 1], [81, 2], [79, 1], [76, 1], [74, 2],
  [72, 1], [74, 1], [76, 1], [79, 1], [74, 4],
  [76, 1], [79, 1], [81, 1], [84, 1], [81, 2], [79, 2],
  [76, 1], [74, 1], [72, 1], [74, 1], [72, 4],
]; // prettier-ignore

/** One chord for four beats, plucked one tone a beat. */
const chords: readonly (readonly number[])[] = [
  [48, 55, 60, 64], [45, 52, 57, 60], [41, 48, 53, 57], [43, 50, 55, 59],
  [48, 55, 60, 64], [41, 48, 53, 57], [43, 50, 55, 59], [48, 55, 60, 64],
]; // prettier-ignore

/** 24 s of calm music of our own (no rights of anyone): plucked strings, quiet enough to talk over. */
export function holdMusic(): Sound {
  const beats = melody.reduce((sum, [, length]) => sum + length, 0);
  const mix = new Float64Array(Math.round(beats * BEAT_SECONDS * RATE));
  let beat = 0;
  for (const [note, length] of melody) {
    pluck(mix, beat, note, 0.22, Math.min(3, length * BEAT_SECONDS + 0.8));
    beat += length;
  }
  chords.forEach((chord, bar) => chord.forEach((note, step) => pluck(mix, bar * 4 + step, note, 0.1, 2)));
  return { rate: RATE, samples: Int16Array.from(mix, (value) => Math.round(32_767 * Math.tanh(value) * 0.8)) };
}

/** A decaying tone with three overtones; its tail runs over the end into the beginning. */
function pluck(mix: Float64Array, beat: number, note: number, level: number, seconds: number): void {
  const hertz = 440 * 2 ** ((note - 69) / 12);
  const start = Math.round(beat * BEAT_SECONDS * RATE);
  const length = Math.round(seconds * RATE);
  for (let i = 0; i < length; i++) {
    const time = i / RATE;
    const fade = Math.min(1, time / 0.008) * Math.exp(-2.2 * time) * Math.min(1, (length - i) / 400);
    const phase = 2 * Math.PI * hertz * time;
    const value = Math.sin(phase) + 0.35 * Math.sin(2 * phase) * Math.exp(-3 * time) + 0.12 * Math.sin(3 * phase) * Math.exp(-6 * time);
    const at = (start + i) % mix.length;
    mix[at] = (mix[at] ?? 0) + level * fade * value;
  }
}
