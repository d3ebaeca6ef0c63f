import type { PhoneCredentials } from '@hotline/contracts';
import type { RTCSession } from 'jssip/lib/RTCSession';
import { Store } from '../store.ts';
import { media, onVoice, ownVoice, userAgent } from './user-agent.ts';

export interface GuestFacts {
  readonly state: 'connecting' | 'waiting' | 'talking' | 'ended' | 'failed';
  readonly why: 'microphone' | 'line' | 'busy' | null;
  readonly voice: MediaStream | null;
}

/** Milliseconds until a phone that cannot register says so. */
const REGISTER_MS = 10_000;

/** One call to the hotline from a stranger's browser. Credentials serve once. */
export class GuestCall {
  readonly facts = new Store<GuestFacts>({ state: 'connecting', why: null, voice: null });
  readonly #voice = new Audio();
  readonly #agent;
  readonly #number: string;
  #session: RTCSession | null = null;

  constructor(credentials: PhoneCredentials, number: string) {
    this.#voice.autoplay = true;
    this.#number = number;
    this.#agent = userAgent(credentials);
    const host = credentials.sipUri.split('@')[1] ?? '127.0.0.1';
    const late = setTimeout(() => this.#over('failed', 'line'), REGISTER_MS);
    this.#agent.on('registered', () => {
      clearTimeout(late);
      if (!this.#session && this.facts.get().state === 'connecting') this.#dial(`sip:${this.#number}@${host}`);
    });
    this.#agent.on('registrationFailed', () => {
      clearTimeout(late);
      if (!this.#session) this.#over('failed', 'line');
    });
    this.#agent.start();
  }

  hangUp(): void {
    this.#over('ended', null);
  }

  mute(muted: boolean): void {
    if (muted) this.#session?.mute({ audio: true });
    else this.#session?.unmute({ audio: true });
  }

  #dial(target: string): void {
    const session = this.#agent.call(target, media);
    this.#session = session;
    onVoice(session, (voice) => {
      this.#voice.srcObject = voice;
      void this.#voice.play().catch(() => undefined);
    });
    session.on('progress', () => this.#heard(session));
    session.on('confirmed', () => this.#heard(session));
    session.on('getusermediafailed', () => this.#over('failed', 'microphone'));
    session.on('ended', () => this.#over('ended', null));
    session.on('failed', ({ cause }) => {
      if (/user denied|media/i.test(cause)) this.#over('failed', 'microphone');
      else this.#over('failed', /busy|unavailable/i.test(cause) ? 'busy' : 'line');
    });
  }

  /** The hotline answers the line at once and plays the notice; that an agent speaks is told by `joined`. */
  #heard(session: RTCSession): void {
    if (this.facts.get().state === 'connecting') this.facts.set({ state: 'waiting', voice: ownVoice(session) });
  }

  joined(): void {
    if (this.facts.get().state === 'waiting') this.facts.set({ state: 'talking' });
  }

  #over(state: 'ended' | 'failed', why: GuestFacts['why']): void {
    const before = this.facts.get().state;
    if (before === 'ended' || before === 'failed') return;
    this.facts.set({ state, why, voice: null });
    const session = this.#session;
    this.#voice.srcObject = null;
    try {
      if (session && !session.isEnded()) session.terminate();
    } catch {
      // it ended as she pressed
    }
    // the BYE needs the socket a moment longer
    setTimeout(() => this.#agent.stop(), 500);
  }
}
