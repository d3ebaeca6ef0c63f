import { make } from '@hotline/browser-kit';
import { composer } from './composer.ts';
import { people } from './people.ts';
import { say } from './say.ts';
import { choices, type Facts, facts, order } from './state.ts';
import { thread } from './thread.ts';

const moods = ['well', 'busy', 'down'] as const;

/** The phones of a simulated carrier. Returns the panel and how to draw what has changed. */
export function smsPanel() {
  const words = say();
  const from = choices.get().sms;
  const line = make('span', { class: 'line', role: 'status' });
  const who = make('div', {});
  const said = make('div', { class: 'scroll', tabindex: '0', role: 'log', 'aria-label': words.sms });
  const isOn = make('input', {
    type: 'checkbox',
    id: 'phone-on',
    onchange: () => void order('/api/phones', { number: from, isOn: isOn.checked }),
  });
  const mood = make('select', { id: 'mood', onchange: () => void order('/api/carrier', { mood: mood.value }) });
  for (const one of moods) mood.append(make('option', { value: one }, words[one]));
  const number = make('input', {
    'aria-label': words.phone,
    inputmode: 'numeric',
    maxlength: '12',
    'data-testid': 'sms-number',
    onchange: () => /^(1\d{10}|\d{5,12})$/.test(number.value) && choices.set({ sms: number.value }),
  });
  number.value = from;
  const element = make(
    'section',
    { 'aria-labelledby': 'sms' },
    make('header', {}, make('h2', { id: 'sms' }, words.sms), line),
    make('p', { class: 'row' }, make('label', { for: 'mood' }, words.network), mood),
    make('p', { class: 'row' }, number, isOn, make('label', { for: 'phone-on' }, words.isOn)),
    who,
    said,
    composer('sms', words, (text) => order('/api/texts', { from, text })),
    make('p', { class: 'quiet' }, words.smsHints),
  );
  const draw = ({ number: hotline, messages, carrier }: Facts): void => {
    const mine = messages.filter(({ side }) => side === 'sms');
    lineState(line, carrier.isConnected, ` · ${hotline}`);
    mood.value = carrier.mood;
    isOn.checked = !carrier.off.includes(from);
    who.replaceChildren(people('sms', [...new Set(mine.map(({ person }) => person))].slice(-8), from, words));
    showThread(
      said,
      thread(
        mine.filter(({ person }) => person === from),
        words,
      ),
    );
  };
  draw(facts.get().now);
  return { element, draw };
}

/** Whether the hotline is on the line, by a word and not by a colour alone. */
export function lineState(line: HTMLElement, isConnected: boolean, also = ''): void {
  const words = say();
  line.dataset['connected'] = String(isConnected);
  line.textContent = `${isConnected ? '●' : '○'} ${isConnected ? words.connected : words.notConnected}${also}`;
}

/** Stays at the end, unless somebody reads further up. */
export function showThread(place: HTMLElement, content: HTMLElement): void {
  const isAtEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 80;
  place.replaceChildren(content);
  if (isAtEnd) place.scrollTop = place.scrollHeight;
}
