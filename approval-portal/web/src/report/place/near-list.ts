import { fill, make } from '@hotline/browser-kit';
import { findNear, type Near } from '../../public-api.ts';
import type { DraftBook } from '../draft.ts';
import type { say } from '../say.ts';

/** "Already reported near you": who has the same adds herself to it, and whoever reads it at the hotline joins the two. */
export function nearList(book: DraftBook, words: ReturnType<typeof say>): { element: HTMLElement; look: () => void } {
  const list = make('ul', {});
  const element = make('div', { class: 'near', role: 'status', hidden: true }, make('p', {}, words.near), list);
  const draw = (found: readonly Near[]): void => {
    element.hidden = found.length === 0;
    list.replaceChildren(...found.map((one) => line(one)));
  };
  const line = ({ ref, category, place, since, reports }: Near): HTMLElement => {
    const isHers = (): boolean => book.facts.get().fields.alike === ref;
    const press = (): void => {
      book.write('alike', isHers() ? '' : ref);
      for (const button of list.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === mine && isHers()));
    };
    const mine = make('button', { type: 'button', 'aria-pressed': String(isHers()), onclick: press }, words.meToo);
    return make('li', {}, make('span', {}, fill(words.nearOne, { category, place, since, n: reports })), mine);
  };
  const look = (): void => {
    const { regionCode, alike } = book.facts.get().fields;
    if (regionCode === '') {
      // what was chosen near another place is not near this one
      if (alike !== '') book.write('alike', '');
      return draw([]);
    }
    findNear(regionCode).then(draw, () => draw([]));
  };
  if (book.facts.get().fields.regionCode !== '') look();
  return { element, look };
}
