import { Store } from '../store.ts';

/** Milliseconds to wait for a context that a browser may never let start without a click. */
const START_MS = 400;
/** Seconds of tone and of one whole turn; two notes a third apart carry through a room of headsets better than one. */
const RING = { notes: [659, 523], noteSeconds: 0.35, everyMs: 2_400 };

/** What the page makes heard: the ring, the reminder, the speaker test. Locked until the browser has seen a click (Browser-Phone#614). */
export class Sound {
  readonly facts = new Store<{ readonly unlocked: boolean; readonly ringing: boolean }>({ unlocked: false, ringing: false });
  #context: AudioContext | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Called in a click or a key press; after a reload it finds out whether the browser still trusts the page. */
  async unlock(): Promise<boolean> {
    const context = (this.#context ??= this.#open());
    if (context.state !== 'running') {
      await Promise.race([context.resume().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, START_MS))]);
    }
    this.facts.set({ unlocked: context.state === 'running' });
    return context.state === 'running';
  }

  /** A browser starts a waiting context by itself at the first click anywhere, and stops it when the headset is pulled. */
  #open(): AudioContext {
    const context = new AudioContext();
    context.addEventListener('statechange', () => this.facts.set({ unlocked: context.state === 'running' }));
    return context;
  }

  /** For a level meter that shares the one context. */
  get context(): AudioContext | null {
    return this.#context;
  }

  ring(): void {
    if (this.facts.get().ringing) return;
    this.facts.set({ ringing: true });
    const turn = (): void => this.#play(RING.notes, RING.noteSeconds, 0.35);
    turn();
    this.#timer = setInterval(turn, RING.everyMs);
  }

  hush(): void {
    clearInterval(this.#timer);
    this.facts.set({ ringing: false });
  }

  /** One soft note: wrap-up has taken long. */
  remind(): void {
    this.#play([440], 0.25, 0.12);
  }

  test(): void {
    this.#play([523, 659, 784], 0.22, 0.3);
  }

  #play(notes: readonly number[], seconds: number, loudness: number): void {
    const context = this.#context;
    if (context?.state !== 'running') return;
    notes.forEach((frequency, index) => {
      const start = context.currentTime + index * seconds;
      const gain = context.createGain();
      const note = context.createOscillator();
      note.frequency.value = frequency;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(loudness, start + 0.02);
      gain.gain.setTargetAtTime(0, start + seconds * 0.6, 0.06);
      note.connect(gain).connect(context.destination);
      note.start(start);
      note.stop(start + seconds + 0.3);
    });
  }
}
