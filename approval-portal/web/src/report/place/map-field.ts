import { fill, make, put } from '@hotline/browser-kit';
import type { CityMap } from '../../public-api.ts';
import type { DraftBook } from '../draft.ts';
import type { say } from '../say.ts';
import { pointWords } from './point-words.ts';

type Words = ReturnType<typeof say>;

export interface MapField {
  readonly element: HTMLElement;
  /** What the server says: null where the house has no map. */
  readonly offers: (map: CityMap | null) => void;
}

/** "Mark it on the map": a button, and what was marked. Map and library come when she presses it. */
export function mapField(book: DraftBook, words: Words): MapField {
  const told = make('p', { class: 'note', role: 'status' });
  const open = make('button', { type: 'button', class: 'action small' }, words.mark);
  const remove = make('button', { type: 'button', class: 'link' }, words.unmark);
  const element = make('div', { class: 'field map-field', hidden: true }, make('div', { class: 'row' }, open, remove), told);
  const show = (): void => {
    const { point } = book.facts.get().fields;
    put(open, point === '' ? words.mark : words.markAnew);
    remove.hidden = point === '';
    put(told, point === '' ? words.markHelp : fill(words.marked, { where: pointWords(point, words) }));
  };
  const keep = (point: string): void => {
    book.write('point', point);
    show();
  };
  remove.addEventListener('click', () => {
    keep('');
    open.focus();
  });
  const look = async (map: CityMap): Promise<void> => {
    open.disabled = true;
    put(told, words.mapComes);
    try {
      const { askOnMap } = await import('./map-dialog.ts');
      const point = await askOnMap(map, book.facts.get().fields.point, words);
      if (point !== null) book.write('point', point);
      show();
    } catch {
      put(told, words.mapAway);
    } finally {
      open.disabled = false;
      open.focus();
    }
  };
  const offers = (map: CityMap | null): void => {
    element.hidden = map === null;
    // one of yesterday's that nobody takes today, and that she could not remove
    if (map === null && book.facts.get().fields.point !== '') book.write('point', '');
    if (map) open.onclick = () => void look(map);
  };
  show();
  return { element, offers };
}
