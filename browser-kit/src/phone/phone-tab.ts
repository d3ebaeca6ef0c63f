/** Milliseconds a tab waits for another one to say that it is the phone. */
const ANSWER_MS = 250;

type Word =
  | { readonly kind: 'who' }
  | { readonly kind: 'mine'; readonly tab: string }
  | { readonly kind: 'take'; readonly tab: string }
  | { readonly kind: 'left' };

/** Which of a person's tabs is her phone: exactly one. Tabs of one browser ask each other; other browsers are told by the server. */
export class PhoneTab {
  readonly tab = crypto.randomUUID();
  readonly #channel = new BroadcastChannel('hotline-phone');
  readonly #lost: () => void;
  readonly #free: () => void;
  #mine = false;
  #answered: (() => void) | null = null;

  constructor(on: { lost: () => void; free: () => void }) {
    this.#lost = on.lost;
    this.#free = on.free;
    this.#channel.addEventListener('message', ({ data }: MessageEvent<Word>) => this.#hear(data));
    // a BYE from a page that goes away lets the hotline play music to the citizen at once
    window.addEventListener('pagehide', () => this.#mine && this.#say({ kind: 'left' }));
  }

  /** Whether another tab of this browser is the phone now. */
  takenElsewhere(): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#done(resolve, false), ANSWER_MS);
      this.#answered = () => {
        clearTimeout(timer);
        this.#done(resolve, true);
      };
      this.#say({ kind: 'who' });
    });
  }

  take(): void {
    this.#mine = true;
    this.#say({ kind: 'take', tab: this.tab });
  }

  /** The server or another tab says that `tab` has the phone. */
  takenBy(tab: string): void {
    if (tab === this.tab || !this.#mine) return;
    this.#mine = false;
    this.#lost();
  }

  leave(): void {
    this.#mine = false;
  }

  #hear(word: Word): void {
    if (word.kind === 'who' && this.#mine) this.#say({ kind: 'mine', tab: this.tab });
    if (word.kind === 'mine') this.#answered?.();
    if (word.kind === 'take') this.takenBy(word.tab);
    if (word.kind === 'left') this.#free();
  }

  #done(resolve: (taken: boolean) => void, taken: boolean): void {
    this.#answered = null;
    resolve(taken);
  }

  #say(word: Word): void {
    this.#channel.postMessage(word);
  }
}
