import { keepPreference, type Language, languages, readPreference, Store, tabMemory } from '@hotline/browser-kit';

export interface Message {
  readonly id: string;
  readonly side: 'sms' | 'wechat';
  readonly person: string;
  readonly direction: 'in' | 'out';
  readonly at: string;
  readonly text: string;
  readonly picture?: string;
  readonly state: 'waiting' | 'taken' | 'refused' | 'shown' | 'off';
  readonly said: string;
}
/** What the simulator tells of itself. */
export interface Facts {
  readonly number: string;
  readonly messages: readonly Message[];
  readonly carrier: { readonly mood: 'well' | 'busy' | 'down'; readonly isConnected: boolean; readonly off: readonly string[] };
  readonly wechat: {
    readonly isConnected: boolean;
    readonly followers: readonly { readonly openid: string; readonly follows: boolean; readonly isLate: boolean }[];
  };
}

const nothing: Facts = {
  number: '',
  messages: [],
  carrier: { mood: 'well', isConnected: false, off: [] },
  wechat: { isConnected: false, followers: [] },
};

export const facts = new Store<{ readonly now: Facts; readonly isLost: boolean }>({ now: nothing, isLost: false });

/** Who writes, on each side, and what she has typed so far. */
export const choices = new Store<{ readonly language: Language; readonly sms: string; readonly wechat: string }>({
  language: readPreference('simulator.language', languages, 'zh'),
  sms: tabMemory.read('simulator.sms') ?? '13800001111',
  wechat: tabMemory.read('simulator.wechat') ?? 'oZhangSan',
});

export function chooseLanguage(language: Language): void {
  keepPreference('simulator.language', language);
  choices.set({ language });
}

export function choosePerson(side: Message['side'], person: string): void {
  tabMemory.keep(`simulator.${side}`, person);
  choices.set({ [side]: person });
}

/** The browser connects again by itself. */
export function listen(): void {
  const source = new EventSource('/api/events');
  source.onmessage = ({ data }: MessageEvent<string>) => facts.set({ now: JSON.parse(data) as Facts, isLost: false });
  source.onerror = () => facts.set({ isLost: true });
}

/** Resolves with why not, in words; undefined when it was done. */
export async function order(path: string, body: object): Promise<string | undefined> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.ok ? undefined : ((await response.json()) as { error: string }).error;
  } catch (error) {
    return (error as Error).message;
  }
}
