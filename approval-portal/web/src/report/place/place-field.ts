import { fill, make, put } from '@hotline/browser-kit';
import { findPlaces, type Place } from '../../public-api.ts';
import type { DraftBook } from '../draft.ts';
import { field, type Field } from '../field.ts';
import { nearList } from './near-list.ts';
import type { say } from '../say.ts';

/** Milliseconds without a key until places are looked for. */
const PAUSE_MS = 250;
const LIST = 'report-places';

/** The list under the field: which places it offers, and which of them the keys have come to. */
class Offers {
  readonly list: HTMLElement;
  readonly #input: HTMLElement;
  readonly #chosen: (place: Place) => void;
  #places: readonly Place[] = [];
  #at = -1;

  constructor(input: HTMLElement, label: string, chosen: (place: Place) => void) {
    this.#input = input;
    this.#chosen = chosen;
    this.list = make('ul', { id: LIST, role: 'listbox', class: 'places', 'aria-label': label, hidden: true });
  }

  get isOpen(): boolean {
    return !this.list.hidden;
  }

  show(places: readonly Place[]): void {
    this.#places = places;
    this.list.replaceChildren(...places.map((place, at) => this.#option(place, at)));
    this.#open(places.length > 0);
  }

  close(): void {
    this.#open(false);
  }

  move(by: 1 | -1): void {
    const count = this.#places.length;
    if (count > 0) this.#mark(this.#at === -1 && by === -1 ? count - 1 : (this.#at + by + count) % count);
  }

  /** The one that the keys have come to, else the first. */
  choose(at = Math.max(0, this.#at)): void {
    const place = this.#places[at];
    if (place) this.#chosen(place);
    this.#open(false);
  }

  #open(isOpen: boolean): void {
    this.list.hidden = !isOpen;
    this.#input.setAttribute('aria-expanded', String(isOpen));
    this.#mark(-1);
  }

  #mark(next: number): void {
    this.#at = next;
    [...this.list.children].forEach((option, at) => option.setAttribute('aria-selected', String(at === next)));
    if (next === -1) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', `report-place-${next}`);
    this.list.children[next]?.scrollIntoView({ block: 'nearest' });
  }

  #option({ name, within }: Place, at: number): HTMLElement {
    // before the field loses the focus
    const onpointerdown = (event: Event): void => {
      event.preventDefault();
      this.choose(at);
    };
    const given = { id: `report-place-${at}`, role: 'option', 'aria-selected': 'false', onpointerdown };
    return make('li', given, make('strong', {}, name), make('span', {}, within));
  }
}

/** Arrows, Enter and Escape, while the list is open; a key of an input method is none of ours. */
function listenToKeys(input: HTMLElement, offers: Offers, look: () => void): void {
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => (offers.isOpen ? offers.move(1) : look()),
    ArrowUp: () => offers.move(-1),
    Enter: () => offers.choose(),
    Escape: () => offers.close(),
  };
  input.addEventListener('keydown', (event) => {
    const { key, isComposing } = event as KeyboardEvent;
    const deed = keys[key];
    if (!deed || isComposing || (!offers.isOpen && key !== 'ArrowDown')) return;
    event.preventDefault();
    deed();
  });
  input.addEventListener('blur', () => offers.close());
}

/** A place by completion over the city's own list: a combobox as WAI-ARIA describes it, by keyboard and by touch. */
export function placeField(book: DraftBook, words: ReturnType<typeof say>): Field {
  const told = make('p', { class: 'quiet', role: 'status' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const self = field({
    name: 'region',
    label: words.region,
    help: words.regionHelp,
    value: book.facts.get().fields.region,
    most: 60,
    also: { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': LIST, 'aria-expanded': 'false', autocomplete: 'off' },
    onText: (text) => {
      book.write('region', text);
      // what is typed anew is no longer what was chosen
      book.write('regionCode', '');
      near.look();
      clearTimeout(timer);
      timer = setTimeout(() => void look(), PAUSE_MS);
    },
  });
  const { input } = self;
  const offers = new Offers(input, words.region, ({ code, name, within, elsewhere }) => {
    input.value = [name, within].filter(Boolean).join(' · ');
    book.write('region', input.value);
    book.write('regionCode', elsewhere === null ? code : '');
    self.says(elsewhere);
    put(told, '');
    near.look();
  });
  const near = nearList(book, words);
  const look = async (): Promise<void> => {
    const q = input.value.trim();
    const found = q === '' ? [] : await findPlaces(q).catch(() => []);
    // she has typed on meanwhile
    if (input.value.trim() !== q) return;
    offers.show(found);
    put(told, q === '' ? '' : found.length === 0 ? words.foundNone : fill(words.found, { n: found.length }));
  };
  listenToKeys(input, offers, () => void look());
  self.element.append(offers.list, told, near.element);
  return self;
}
