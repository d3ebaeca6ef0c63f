import { type GuestCall, levelOf, meter, nowMs, startGuestCall, Store } from '@hotline/browser-kit';
import { askCallState, askForCall, Refused } from './public-api.ts';

export interface CallFacts {
  readonly state: 'idle' | 'connecting' | 'waiting' | 'talking' | 'ended' | 'failed';
  readonly why: 'microphone' | 'line' | 'busy' | 'often' | 'away' | null;
  /** Whether the server says who answered; without it the page promises no agent. */
  readonly told: boolean;
  readonly since: number | null;
  readonly level: number;
  readonly muted: boolean;
}

/** Milliseconds between two questions whether an agent has answered. */
const LOOK_MS = 1_000;
const idle: CallFacts = { state: 'idle', why: null, told: true, since: null, level: 0, muted: false };

/** A citizen's call from this page, from the press of the button to the end. */
export class WebCall {
  readonly facts = new Store<CallFacts>(idle);
  #call: GuestCall | null = null;
  #context: AudioContext | null = null;
  #stops: (() => void)[] = [];

  get live(): boolean {
    return ['connecting', 'waiting', 'talking'].includes(this.facts.get().state);
  }

  /** In a click, so that the browser lets sound out and asks for the microphone. The microphone first: no credential is spent without it. */
  async start(): Promise<void> {
    if (this.live) return;
    this.facts.set({ ...idle, state: 'connecting' });
    this.#context ??= new AudioContext();
    void this.#context.resume();
    try {
      const voice = await navigator.mediaDevices.getUserMedia({ audio: true });
      for (const track of voice.getTracks()) track.stop();
    } catch {
      this.facts.set({ state: 'failed', why: 'microphone' });
      return;
    }
    try {
      const credentials = await askForCall();
      const call = await startGuestCall(credentials, '12345');
      this.#call = call;
      this.#stops.push(call.facts.subscribe(() => this.#moved(call, credentials.username)));
    } catch (error) {
      const code = error instanceof Refused ? error.code : '';
      this.facts.set({ state: 'failed', why: code === 'request.too-many' ? 'often' : code === 'switch.away' ? 'away' : 'line' });
    }
  }

  hangUp(): void {
    this.#call?.hangUp();
  }

  mute(): void {
    const muted = !this.facts.get().muted;
    this.#call?.mute(muted);
    this.facts.set({ muted });
  }

  #moved(call: GuestCall, username: string): void {
    if (call !== this.#call) return;
    const { state, why, voice } = call.facts.get();
    const before = this.facts.get().state;
    this.facts.set({ state, why });
    if (state === 'waiting' && before !== 'waiting') {
      this.facts.set({ since: nowMs() });
      this.#look(call, username);
      if (voice && this.#context) this.#stops.push(meter(this.#context, voice, (loudness) => this.facts.set({ level: levelOf(loudness) })));
    }
    if (state === 'ended' || state === 'failed') this.#over();
  }

  #look(call: GuestCall, username: string): void {
    const timer = setInterval(() => {
      askCallState(username).then(
        (told) => told.state === 'talking' && call.joined(),
        (error: unknown) => {
          if (!(error instanceof Refused) || error.code === 'request.too-many') return;
          clearInterval(timer);
          this.facts.set({ told: false });
          call.joined();
        },
      );
    }, LOOK_MS);
    this.#stops.push(() => clearInterval(timer));
  }

  #over(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#call = null;
    this.facts.set({ level: 0, muted: false });
  }
}
