import { make, put } from '@hotline/browser-kit';
import { say } from './choices.ts';
import { addTo, Refused } from './public-api.ts';
import { paidProof } from './report/contact-fields.ts';
import { idOf, uuid } from './report/draft.ts';

/** What is typed, over a change of language or text size. */
const kept = { salt: uuid(), text: '' };

/** More about a matter of hers: a place that was asked for, or that it got worse. */
export function addMore(number: string, code: string): HTMLElement {
  const words = say();
  const said = make('p', { class: 'note', role: 'status' });
  const text = make('textarea', {
    id: 'more',
    rows: '3',
    maxlength: '10000',
    required: true,
    oninput: () => (kept.text = text.value),
  });
  text.value = kept.text;
  const button = make('button', { type: 'submit', class: 'action' }, words.more);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    button.disabled = true;
    put(said, words.moreSending);
    try {
      await addTo(number, { id: idOf(kept.salt, [number, text.value]), code, body: text.value, proof: await paidProof() });
      Object.assign(kept, { salt: uuid(), text: '' });
      text.value = '';
      put(said, words.moreSent);
    } catch (error) {
      put(said, error instanceof Refused && error.sentence !== '' ? error.sentence : words.findAway);
    } finally {
      button.disabled = false;
    }
  };
  return make(
    'form',
    { class: 'report', onsubmit: (event) => void send(event) },
    make('div', { class: 'field' }, make('label', { for: 'more' }, words.moreLabel), text, said),
    button,
  );
}
