import { randomUUID } from 'node:crypto';

/** What is shown of one side's phones; older messages make room. */
const MOST_MESSAGES = 400;

export type Side = 'sms' | 'wechat';

/** One message as it is seen on a simulated phone. */
export interface Shown {
  readonly id: string;
  readonly side: Side;
  /** Her number, or her openid. */
  readonly person: string;
  /** `in`: to the hotline. */
  readonly direction: 'in' | 'out';
  readonly at: string;
  readonly text: string;
  /** An address of the simulator where a picture is seen. */
  readonly picture?: string;
  state: ShownState;
  /** What the other side said to it. */
  said: string;
}
/** `waiting`: not yet taken by the hotline; `off`: her phone is off. */
export type ShownState = 'waiting' | 'taken' | 'refused' | 'shown' | 'off';

/** All that is seen on the simulated phones: kept in memory, forgotten with the process. */
export class Threads {
  readonly #now: () => Date;
  #messages: Shown[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(now: () => Date) {
    this.#now = now;
  }

  add(message: Pick<Shown, 'side' | 'person' | 'direction' | 'text' | 'state'> & { readonly picture?: string }): Shown {
    const shown: Shown = { ...message, id: randomUUID(), at: this.#now().toISOString(), said: '' };
    this.#messages = [...this.#messages, shown].slice(-MOST_MESSAGES);
    this.changed();
    return shown;
  }

  mark(message: Shown, state: ShownState, said = ''): void {
    message.state = state;
    message.said = said;
    this.changed();
  }

  all(): readonly Shown[] {
    return this.#messages;
  }

  /** Something that a page shows is different now. */
  changed(): void {
    for (const one of this.#listeners) one();
  }

  /** Returns how to stop. */
  listen(heard: () => void): () => void {
    this.#listeners.add(heard);
    return () => this.#listeners.delete(heard);
  }
}
