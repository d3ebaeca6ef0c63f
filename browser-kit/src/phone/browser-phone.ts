import type { PhoneCredentials } from '@hotline/contracts';
import type { UA } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { RTCSessionEvent } from 'jssip/lib/UA';
import { Store } from '../store.ts';
import { media, onVoice, ownVoice, userAgent } from './user-agent.ts';

export interface PhoneFacts {
  /** `refused`: the server no longer knows these credentials; ask for new ones. */
  readonly line: 'off' | 'connecting' | 'registered' | 'refused';
  readonly call: 'none' | 'ringing' | 'answering' | 'talking';
  readonly muted: boolean;
  readonly fault: 'microphone' | 'playback' | null;
}

/** Milliseconds from our 200 OK to the other side's ACK. Behind it the caller had hung up as we answered (JsSIP#597). */
const ACK_MS = 2_500;
const off: PhoneFacts = { line: 'off', call: 'none', muted: false, fault: null };

/** Asterisk says in this header that the page had the call before it was reloaded. */
const asksAutoAnswer = (request: { getHeader(name: string): string | undefined }): boolean =>
  /alert-autoanswer/i.test(request.getHeader('Alert-Info') ?? '') || /answer-after\s*=\s*0/i.test(request.getHeader('Call-Info') ?? '');

/** One agent's phone in this page: one registration, one call. It never hangs up a call on its own account. */
export class BrowserPhone {
  readonly facts = new Store<PhoneFacts>(off);
  readonly #voice = new Audio();
  #agent: UA | null = null;
  #session: RTCSession | null = null;

  constructor() {
    this.#voice.autoplay = true;
  }

  connect(credentials: PhoneCredentials): void {
    this.disconnect();
    const agent = userAgent(credentials);
    this.#agent = agent;
    const mine = (): boolean => this.#agent === agent;
    agent.on('registered', () => mine() && this.facts.set({ line: 'registered' }));
    agent.on('unregistered', () => mine() && this.facts.set({ line: 'connecting' }));
    agent.on('disconnected', () => mine() && this.facts.set({ line: 'connecting' }));
    agent.on('registrationFailed', () => mine() && this.facts.set({ line: agent.isConnected() ? 'refused' : 'connecting' }));
    agent.on('newRTCSession', ({ session, request }: RTCSessionEvent) => {
      if ((session.direction as string) === 'incoming' && mine()) this.#invited(session, asksAutoAnswer(request));
    });
    this.facts.set({ line: 'connecting' });
    agent.start();
  }

  /** Gives the phone away: the hotline keeps a call that is up and rings whoever registers next. */
  disconnect(): void {
    const agent = this.#agent;
    this.#agent = null;
    this.#leave();
    agent?.stop();
    this.facts.set(off);
  }

  answer(): void {
    if (this.#session === null || this.facts.get().call !== 'ringing') return;
    this.facts.set({ call: 'answering', fault: null });
    this.#session.answer(media);
  }

  mute(muted: boolean): void {
    if (muted) this.#session?.mute({ audio: true });
    else this.#session?.unmute({ audio: true });
    this.facts.set({ muted });
  }

  /** Lets go of a session that the hotline says is over; a BYE that is refused must not keep the phone busy. */
  drop(): void {
    this.#leave();
  }

  /** Plays again after the browser had refused sound without a click. */
  playAgain(): void {
    if (this.#voice.srcObject)
      void this.#voice.play().then(
        () => this.facts.set({ fault: null }),
        () => undefined,
      );
  }

  ownVoice(): MediaStream | null {
    return this.#session ? ownVoice(this.#session) : null;
  }

  #invited(session: RTCSession, autoAnswer: boolean): void {
    if (this.#session && !autoAnswer) {
      session.terminate({ status_code: 486 });
      return;
    }
    this.#leave();
    this.#session = session;
    this.facts.set({ call: autoAnswer ? 'answering' : 'ringing', muted: false, fault: null });
    const mine = (): boolean => this.#session === session;
    const over = (): void => {
      if (mine()) this.#leave();
    };
    session.on('ended', over);
    session.on('failed', ({ cause }) => {
      if (mine() && /user denied|media/i.test(cause)) this.facts.set({ fault: 'microphone' });
      over();
    });
    session.on('getusermediafailed', () => mine() && this.facts.set({ fault: 'microphone' }));
    session.on('accepted', () => setTimeout(() => mine() && this.facts.get().call === 'answering' && this.#leave(), ACK_MS));
    session.on('confirmed', () => mine() && this.facts.set({ call: 'talking' }));
    onVoice(session, (voice) => mine() && this.#play(voice));
    if (autoAnswer) session.answer(media);
  }

  #play(voice: MediaStream): void {
    this.#voice.srcObject = voice;
    this.#voice.play().catch(() => this.facts.set({ fault: 'playback' }));
  }

  #leave(): void {
    const session = this.#session;
    this.#session = null;
    this.#voice.srcObject = null;
    const { fault } = this.facts.get();
    this.facts.set({ call: 'none', muted: false, fault: fault === 'microphone' ? fault : null });
    if (!session || session.isEnded()) return;
    try {
      session.terminate();
    } catch {
      // it ended between the question and the word
    }
  }
}
