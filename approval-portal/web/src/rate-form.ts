import { labelIn, make, put } from '@hotline/browser-kit';
import { satisfactions } from '@hotline/contracts';
import { choices, say } from './choices.ts';
import { type Mark, rate, Refused } from './public-api.ts';

/** What a text may answer as well: 1 满意, 2 基本满意, 3 不满意. */
const marks = [4, 3, 1] as const satisfies readonly Mark[];
/** What is chosen, over a change of language or text size. */
let kept: { readonly number: string; readonly mark: Mark } | undefined;

/** Is she satisfied with what was done? Asked once, when it is done. `onRated`: it counts, or was counted before. */
export function rateForm(number: string, code: string, onRated: () => void): HTMLElement {
  const words = say();
  const { language } = choices.get();
  const said = make('p', { class: 'note', role: 'status' });
  const button = make('button', { type: 'submit', class: 'action' }, words.rate);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (kept?.number !== number) return put(said, words.rateChoose);
    button.disabled = true;
    put(said, words.rateSending);
    try {
      await rate(number, { code, satisfied: kept.mark });
      onRated();
    } catch (error) {
      // an answer that was lost on its way: it counts already
      if (error instanceof Refused && error.code === 'ticket.rated-already') return onRated();
      put(said, error instanceof Refused && error.sentence !== '' ? error.sentence : words.findAway);
    } finally {
      button.disabled = false;
    }
  };
  const choice = (mark: Mark): HTMLElement =>
    make(
      'label',
      {},
      make('input', {
        type: 'radio',
        name: 'satisfied',
        value: String(mark),
        ...(kept?.number === number && kept.mark === mark ? { checked: true } : {}),
        onchange: () => (kept = { number, mark }),
      }),
      labelIn(language, satisfactions[mark]),
    );
  return make(
    'form',
    { class: 'report', onsubmit: (event) => void send(event) },
    make('fieldset', { class: 'types' }, make('legend', {}, words.rateAsk), ...marks.map(choice), said),
    button,
  );
}
