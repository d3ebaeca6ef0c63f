import { clockText, make } from '@hotline/browser-kit';
import type { Message } from './state.ts';
import type { say } from './say.ts';

type Words = ReturnType<typeof say>;

const stateWords = { waiting: 'waiting', taken: 'taken', refused: 'refused', shown: 'shown', off: 'switchedOff' } as const;

/** What one person wrote and got, oldest first. */
export function thread(messages: readonly Message[], words: Words): HTMLElement {
  const list = make('ol', { class: 'thread', 'aria-live': 'polite' }, ...messages.map((one) => bubble(one, words)));
  return messages.length === 0 ? make('p', { class: 'quiet empty' }, words.empty) : list;
}

function bubble({ direction, at, text, picture, state, said }: Message, words: Words): HTMLElement {
  const told = [words[stateWords[state]], said].filter(Boolean).join(' · ');
  return make(
    'li',
    { class: direction, 'data-state': state },
    make('div', { class: 'bubble' }, picture === undefined ? text : make('img', { src: picture, alt: text })),
    make('small', {}, `${clockText(at)} · ${told}`),
  );
}
