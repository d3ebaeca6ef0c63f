import { Store } from '../store.ts';

/** Root mean square of ordinary speech into a headset is near 0.05; below 0.01 nobody would hear her. */
const HEARD = 0.012;

export interface MicrophoneFacts {
  readonly state: 'unknown' | 'open' | 'refused' | 'missing';
  /** 0–1, for a meter. */
  readonly level: number;
  /** Whether a voice was heard since it was opened. */
  readonly heard: boolean;
}

/** Measures how loud a stream is, some 12 times a second. Returns the way to stop. */
export function meter(context: AudioContext, voice: MediaStream, tell: (loudness: number) => void): () => void {
  const source = context.createMediaStreamSource(voice);
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    tell(Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length));
  }, 80);
  return () => {
    clearInterval(timer);
    source.disconnect();
  };
}

/** A loudness as the part of a meter that is lit: the ear hears ratios, so −60…−10 dB fill it. */
export const levelOf = (loudness: number): number => Math.min(1, Math.max(0, (20 * Math.log10(loudness + 1e-6) + 60) / 50));

/** The microphone before the first call: is it there, allowed, and does it hear anything? */
export class Microphone {
  readonly facts = new Store<MicrophoneFacts>({ state: 'unknown', level: 0, heard: false });
  #voice: MediaStream | null = null;
  #stop: (() => void) | null = null;

  async check(context: AudioContext | null): Promise<void> {
    this.close();
    try {
      this.#voice = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (error) {
      const missing = error instanceof DOMException && error.name === 'NotFoundError';
      this.facts.set({ state: missing ? 'missing' : 'refused', level: 0 });
      return;
    }
    this.facts.set({ state: 'open' });
    if (!context) return;
    this.#stop = meter(context, this.#voice, (loudness) => {
      this.facts.set({ level: levelOf(loudness), ...(loudness > HEARD ? { heard: true } : {}) });
    });
  }

  /** Puts out the browser's recording light. */
  close(): void {
    this.#stop?.();
    this.#stop = null;
    for (const track of this.#voice?.getTracks() ?? []) track.stop();
    this.#voice = null;
    this.facts.set({ level: 0 });
  }
}
