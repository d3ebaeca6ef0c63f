import { BrowserPhone, PhoneTab, Sound, Store, tabMemory } from '@hotline/browser-kit';
import { agents, addressOf } from '@hotline/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { asking, nameOf, request } from '../desk-kit/ask.ts';
import { Live } from '../desk-kit/live.ts';
import { notifyRing } from './notify.ts';

export interface DeskPhone {
  /** `elsewhere`: another tab or browser has the phone. */
  readonly place: 'starting' | 'here' | 'elsewhere' | 'none';
  readonly problem: unknown;
}

/** Milliseconds before new credentials are asked for after a refusal. */
const RENEW_MS = 2_000;
/** Milliseconds that a phone tab which went away has to come back: more than a reload takes on a slow machine. */
const LEFT_MS = 3_000;

/** The phone of this tab with all that belongs to it: which tab has it, the ring, the way back into a call after a reload. */
export class PhoneDesk {
  readonly facts = new Store<DeskPhone>({ place: 'none', problem: null });
  readonly phone = new BrowserPhone();
  readonly sound = new Sound();
  readonly live = new Live();
  readonly #queries: QueryClient;
  readonly #tab: PhoneTab;
  #open = false;
  #renewing = false;
  /** Whether sound was on when we last looked. */
  #heard = false;
  #stopNotice: () => void = () => undefined;

  constructor(queries: QueryClient) {
    this.#queries = queries;
    this.#tab = new PhoneTab({ lost: () => this.#giveAway(), free: () => this.#perhapsTake() });
    this.phone.facts.subscribe(() => this.#phoneMoved());
    this.sound.facts.subscribe(() => this.#soundMoved());
    window.addEventListener('pagehide', () => this.#pageGoes());
  }

  /** Signed in, or loaded with a session: takes the phone unless another tab has it. */
  async start(answersCalls: boolean, onRefused: () => void): Promise<void> {
    this.#open = true;
    this.live.open(this.#queries, (tab) => this.#tab.takenBy(tab), onRefused);
    if (!answersCalls) return;
    this.facts.set({ place: 'starting' });
    // before the browser is asked: a touch in the moment that it takes to answer counts too
    this.#unlockOnFirstTouch();
    await this.sound.unlock();
    if (await this.#tab.takenElsewhere()) this.facts.set({ place: 'elsewhere' });
    else await this.take();
  }

  /** A new sign-in or the end of one: what she wanted before no longer counts. */
  forgetWish(): void {
    tabMemory.keep('wants-ready', 'no');
  }

  stop(): void {
    this.#open = false;
    this.#tab.leave();
    this.phone.disconnect();
    this.live.close();
    this.facts.set({ place: 'none', problem: null });
  }

  /** This tab is the phone from now on, also in the middle of a call: the hotline rings it and joins it to the same bridge. */
  async take(): Promise<void> {
    this.facts.set({ place: 'starting', problem: null });
    this.#tab.take();
    this.live.tellPhoneTaken(this.#tab.tab);
    try {
      await this.#notReadyWithoutSound();
      this.phone.connect(await request(agents.setPhone, { body: { kind: 'browser' } }));
      this.facts.set({ place: 'here' });
    } catch (problem) {
      this.facts.set({ place: 'here', problem });
    }
    this.#askWhoIAm();
  }

  async ready(): Promise<void> {
    await this.sound.unlock();
    tabMemory.keep('wants-ready', 'yes');
    await this.#registered();
    await request(agents.setState, { body: { state: 'ready' } });
    this.#askWhoIAm();
  }

  async pause(reason: string): Promise<void> {
    tabMemory.keep('wants-ready', 'no');
    await request(agents.setState, { body: { state: 'paused', reason: reason as 'break' } });
    this.#askWhoIAm();
  }

  /** In a click: sound again, then ready again if that is what she was. */
  async soundOn(): Promise<void> {
    this.phone.playAgain();
    await this.sound.unlock();
  }

  /** A page that is closed or reloaded rings nobody: no call is sent to it until it is back and says ready again. A call goes on without it. */
  #pageGoes(): void {
    const mine = this.#queries.getQueryData(asking(agents.me, {}).queryKey)?.agent;
    if (this.facts.get().place !== 'here' || mine?.state !== 'ready' || mine.phone !== 'browser') return;
    void fetch(addressOf(agents.setState, {}), {
      method: agents.setState.method,
      keepalive: true,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'paused' }),
    });
  }

  /** A desk that cannot ring aloud is not counted as ready (Browser-Phone#614). */
  async #notReadyWithoutSound(): Promise<void> {
    if (this.sound.facts.get().unlocked) return;
    const { agent } = await this.#queries.fetchQuery({ ...asking(agents.me, {}), staleTime: 0 });
    if (agent.state !== 'ready') return;
    tabMemory.keep('wants-ready', 'yes');
    await request(agents.setState, { body: { state: 'paused' } }).catch(() => undefined);
  }

  async #readyAgain(): Promise<void> {
    if (tabMemory.read('wants-ready') !== 'yes' || this.facts.get().place !== 'here') return;
    const { agent } = await this.#queries.fetchQuery({ ...asking(agents.me, {}), staleTime: 0 });
    // what the page itself asked for comes back as a plain break; a missed ring or her own choice stays
    const ours = agent.reason === null || agent.reason === 'break' || agent.reason === 'phone-lost';
    if (agent.state === 'paused' && ours) await this.ready().catch(() => undefined);
  }

  #soundMoved(): void {
    const { unlocked } = this.sound.facts.get();
    if (unlocked && !this.#heard && this.phone.facts.get().line === 'registered') void this.#readyAgain();
    this.#heard = unlocked;
  }

  #phoneMoved(): void {
    const { line, call } = this.phone.facts.get();
    if (call === 'ringing') {
      this.sound.ring();
      this.#stopNotice();
      this.#stopNotice = notifyRing();
    } else {
      this.sound.hush();
      this.#stopNotice();
    }
    if (line === 'refused') this.#renew();
    if (line === 'registered' && this.sound.facts.get().unlocked) void this.#readyAgain();
    this.#askWhoIAm();
  }

  #renew(): void {
    if (this.#renewing || !this.#open || this.facts.get().place !== 'here') return;
    this.#renewing = true;
    setTimeout(() => {
      this.#renewing = false;
      if (this.#open && this.facts.get().place === 'here') void this.take();
    }, RENEW_MS);
  }

  #giveAway(): void {
    this.facts.set({ place: 'elsewhere' });
    this.phone.disconnect();
  }

  /** The tab that was the phone has closed or reloads. A reload is back sooner; otherwise the phone, and a call on it, come here. */
  #perhapsTake(): void {
    setTimeout(() => void this.#takeIfFree(), LEFT_MS);
  }

  async #takeIfFree(): Promise<void> {
    const waits = (): boolean => this.#open && this.facts.get().place === 'elsewhere';
    if (waits() && !(await this.#tab.takenElsewhere()) && waits()) await this.take();
  }

  #registered(): Promise<void> {
    if (this.phone.facts.get().line === 'registered') return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.phone.facts.subscribe(() => this.phone.facts.get().line === 'registered' && done());
      const timer = setTimeout(() => done(), 5_000);
      const done = (): void => {
        stop();
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Any click or key does what the button would: the browser then trusts the page with sound. */
  #unlockOnFirstTouch(): void {
    const touched = (): void => {
      if (!this.sound.facts.get().unlocked) void this.soundOn();
      if (!this.sound.facts.get().unlocked) return;
      window.removeEventListener('pointerdown', touched);
      window.removeEventListener('keydown', touched);
    };
    window.addEventListener('pointerdown', touched);
    window.addEventListener('keydown', touched);
  }

  #askWhoIAm(): void {
    if (this.#open) void this.#queries.invalidateQueries({ queryKey: [nameOf(agents.me)] });
  }
}
