import { clockText, fill, make, put } from '@hotline/browser-kit';
import { askToBegin, type Receipt, Refused } from '../public-api.ts';
import { say as sayOnSite } from '../choices.ts';
import { contactFields } from './contact-fields.ts';
import { DraftBook, type FieldName, type Fields, matterTypes } from './draft.ts';
import { field, type Field } from './field.ts';
import { photoField } from './photo-field.ts';
import { type MapField, mapField } from './place/map-field.ts';
import { placeField } from './place/place-field.ts';
import { keepReceipt, readReceipt, receipt } from './receipt.ts';
import { say } from './say.ts';
import { sending } from './sending.ts';

type Words = ReturnType<typeof say>;
/** Milliseconds in which a second press on "clear" counts. */
const AGAIN_MS = 4_000;

/** One matter for the whole site: a change of language or text size draws the page anew, and loses nothing. */
const book = new DraftBook();
let sent = readReceipt();
function hold(receipt: Receipt | null): void {
  sent = receipt;
  keepReceipt(receipt);
}

/** What of the five is there. */
function elementsText({ when, region, place, who, body, demand }: Fields, words: Words): string {
  const five: readonly (readonly [string, string])[] = [
    [body, words.body.replace(/[((].*$/, '')],
    [when, words.when],
    [region + place, words.place],
    [who, words.who],
    [demand, words.demand],
  ];
  const missing = five.filter(([text]) => text.trim() === '').map(([, name]) => name.replace(/\?$/, ''));
  return missing.length === 0 ? words.complete : fill(words.missing, { what: missing.join(words.separator) });
}

const typeField = (words: Words): HTMLElement =>
  make(
    'fieldset',
    { class: 'types' },
    make('legend', {}, words.type),
    ...matterTypes.map((one) =>
      make(
        'label',
        {},
        make('input', {
          type: 'radio',
          name: 'type',
          value: one,
          ...(book.facts.get().fields.type === one ? { checked: true } : {}),
          onchange: () => book.write('type', one),
        }),
        words[one],
      ),
    ),
  );

/** 事由 时间 地点 人物 诉求, in the order in which people tell them. */
function fiveFields(words: Words): { element: HTMLElement; body: Field; region: Field; map: MapField } {
  const { fields } = book.facts.get();
  const text = (
    name: Exclude<FieldName, 'type' | 'region' | 'regionCode' | 'point' | 'alike'>,
    most: number,
    help: string,
    rows?: number,
  ): Field =>
    field({
      name,
      label: words[name],
      help,
      value: fields[name],
      most,
      onText: (typed) => book.write(name, typed),
      ...(rows === undefined ? {} : { rows }),
      ...(name === 'body' ? { also: { required: '' } } : {}),
    });
  const body = text('body', 10_000, words.bodyHelp, 5);
  const region = placeField(book, words);
  const map = mapField(book, words);
  const rest = [
    text('when', 200, words.whenHelp),
    region,
    text('place', 200, words.placeHelp),
    map,
    text('who', 200, words.whoHelp),
    text('demand', 1_000, '', 3),
  ];
  return { element: make('div', {}, body.element, ...rest.map(({ element }) => element)), body, region, map };
}

/** Whether it is kept, and the way to throw it away: pressed twice. */
function keeping(words: Words, draw: () => void): { element: HTMLElement; show: () => void } {
  const state = make('span', { role: 'status' });
  let pressedAt = -Infinity;
  const clear = make(
    'button',
    {
      type: 'button',
      class: 'link',
      onclick: (event) => {
        if (event.timeStamp - pressedAt > AGAIN_MS) {
          pressedAt = event.timeStamp;
          put(clear, words.clearAgain);
          return;
        }
        book.clear();
        draw();
      },
    },
    words.clear,
  );
  const show = (): void => {
    const { savedAt } = book.facts.get();
    put(state, savedAt === null ? words.unsaved : fill(words.saved, { time: clockText(new Date(savedAt).toISOString()).slice(0, 5) }));
    clear.hidden = savedAt === null;
  };
  return { element: make('p', { class: 'quiet keeping' }, state, clear), show };
}

/** A matter in writing, guided by the five elements; kept on this device until it is sent. */
export function reportPage(place: HTMLElement): () => void {
  const words = say();
  const draw = (): void => {
    place.replaceChildren();
    leave();
    leave = sent ? receipt(place, sent, words, () => (hold(null), draw())) : drawForm(place, words, draw);
  };
  let leave: () => void = () => undefined;
  draw();
  return () => leave();
}

function drawForm(place: HTMLElement, words: Words, redraw: () => void): () => void {
  const five = fiveFields(words);
  const contact = contactFields(book, words);
  const kept = keeping(words, redraw);
  const elements = make('p', { class: 'quiet' });
  const { said, button, send } = sending({
    ...five,
    book,
    words,
    contact,
    done: (receipt) => {
      hold(receipt);
      book.clear();
      redraw();
    },
  });
  place.append(
    make('p', {}, make('a', { href: '#/' }, sayOnSite().back)),
    make('h1', {}, words.title),
    make('p', {}, words.intro),
    make('p', { class: 'urgent' }, words.urgent),
    kept.element,
    make(
      'form',
      { class: 'report', novalidate: true, onsubmit: send },
      typeField(words),
      five.element,
      make('h2', {}, words.photos),
      photoField(book, words),
      contact.element,
      elements,
      said,
      button,
    ),
  );
  const show = (): void => {
    kept.show();
    put(elements, elementsText(book.facts.get().fields, words));
  };
  show();
  askToBegin().then(
    ({ confirms, map }) => {
      contact.confirms(confirms);
      five.map.offers(map);
    },
    (error: unknown) => put(said, error instanceof Refused && error.code === 'web-form.closed' ? words.closed : words.away),
  );
  return book.facts.subscribe(show);
}
