import { make } from '@hotline/browser-kit';
import type { say } from './say.ts';
import { choosePerson, type Message } from './state.ts';

/** Buttons of who has written or been written to, and a field for somebody else. */
export function people(side: Message['side'], all: readonly string[], chosen: string, words: ReturnType<typeof say>): HTMLElement {
  const group = make('div', { class: 'people', role: 'group', 'aria-label': side === 'sms' ? words.phones : words.followers });
  for (const person of new Set([chosen, ...all]))
    group.append(
      make('button', { type: 'button', 'aria-pressed': String(person === chosen), onclick: () => choosePerson(side, person) }, person),
    );
  group.append(make('button', { type: 'button', onclick: () => choosePerson(side, another(side, all.length)) }, words.another));
  return group;
}

const another = (side: Message['side'], count: number): string =>
  side === 'sms' ? `1380000${String(Math.floor(Math.random() * 9_000) + 1_000)}` : `oFollower${count + 1}`;
