import { exactText, labelIn, make, put } from '@hotline/browser-kit';
import { type Outcome, satisfactions, type Stage, stepLabel } from '@hotline/contracts';
import { addMore } from './add-more.ts';
import { choices, say } from './choices.ts';
import { askTicket, type Mark, type PublicTicket, Refused } from './public-api.ts';
import { rateForm } from './rate-form.ts';

type Words = ReturnType<typeof say>;
const order = ['accept', 'classify', 'handle', 'reply', 'supervise', 'callback', 'archive'] as const satisfies readonly Stage[];
/** A matter that was answered at once, refused or withdrawn has skipped the steps between. */
const short = new Set<Outcome | null>(['answered', 'refused', 'withdrawn']);

function steps({ stage, outcome, state }: PublicTicket, words: Words): HTMLElement {
  const { language } = choices.get();
  const reached = order.indexOf(stage);
  const shown = short.has(outcome) || state === 'settled' ? order.filter((one) => one === 'accept' || one === 'archive') : order;
  return make(
    'ol',
    { class: 'steps' },
    ...shown.map((one) => {
      const at = order.indexOf(one);
      const standing = at < reached || (at === reached && one === 'archive') ? 'done' : at === reached ? 'now' : 'later';
      const text = labelIn(language, stepLabel(one, { state, outcome }));
      return make('li', { 'data-standing': standing }, make('span', {}, text), make('small', {}, words[standing]));
    }),
  );
}

/** `again`: looks it up once more. */
function shown(ticket: PublicTicket, words: Words, again: () => void): HTMLElement[] {
  const { language } = choices.get();
  const fact = (name: string, text: string): HTMLElement => make('p', { class: 'fact' }, make('span', {}, name), make('strong', {}, text));
  return [
    make('h2', {}, words.stepsTitle),
    steps(ticket, words),
    fact(ticket.state === 'waiting' || ticket.state === 'settled' ? words.sentAt : words.filed, exactText(ticket.filedAt, language)),
    ...(ticket.due ? [fact(words.dueBy, exactText(ticket.due.at, language))] : []),
    ...(ticket.said.length > 0 ? [make('h2', {}, words.said), ...ticket.said.map(({ text }) => make('p', { class: 'answer' }, text))] : []),
    make('h2', {}, words.publicAnswer),
    // Set as text: whatever a department writes stays words.
    make('p', { class: ticket.publicAnswer ? 'answer' : 'quiet' }, ticket.publicAnswer ?? words.noAnswerYet),
    ...(ticket.canRate ? [rateForm(ticket.number, kept.code.trim(), again)] : []),
    ...(ticket.satisfied === null ? [] : [fact(words.rated, labelIn(language, satisfactions[ticket.satisfied as Mark | 2]))]),
    make('p', { class: 'quiet' }, words.contest),
    ...(ticket.canAdd ? [addMore(ticket.number, kept.code.trim())] : []),
  ];
}

function whyNot(error: unknown, words: Words): string {
  if (!(error instanceof Refused)) return words.findAway;
  if (error.code === 'request.too-many') return words.findOften;
  return error.code === 'ticket.unknown' || error.code === 'request.invalid' ? words.notFound : words.findAway;
}

/** What was typed and found, over a change of language or text size. The code stays in this page's memory only. */
const kept: { number: string; code: string; found: PublicTicket | null } = { number: '', code: '', found: null };
/** What was just sent is looked up without typing it again. */
export const lookUp = (number: string, code: string): void => void Object.assign(kept, { number, code, found: null });

/** Where is my matter? Number and code; seven steps in plain words, what happens next and by when, the public answer. */
export function ticketPage(place: HTMLElement): () => void {
  const words = say();
  const field = (name: 'number' | 'code', label: string, length: string): HTMLElement =>
    make(
      'label',
      { class: 'field' },
      make('span', {}, label),
      make('input', {
        name,
        inputmode: 'numeric',
        autocomplete: 'off',
        maxlength: length,
        required: true,
        value: kept[name],
        oninput: (event) => (kept[name] = (event.target as HTMLInputElement).value),
      }),
    );
  const said = make('p', { class: 'said', role: 'status' });
  const result = make('section', { 'aria-live': 'polite' });
  const find = async (): Promise<void> => {
    put(said, words.finding);
    result.replaceChildren();
    kept.found = null;
    try {
      kept.found = await askTicket(kept.number.replace(/\D/g, ''), kept.code.trim());
      put(said, '');
      result.replaceChildren(...shown(kept.found, words, () => void find()));
    } catch (error) {
      put(said, whyNot(error, words));
    }
  };
  place.append(
    make('p', {}, make('a', { href: '#/' }, words.back)),
    make('h1', {}, words.ticket),
    make(
      'form',
      { class: 'query', onsubmit: (event) => (event.preventDefault(), void find()) },
      field('number', words.number, '20'),
      field('code', words.code, '6'),
      make('p', { class: 'quiet' }, words.codeHelp),
      make('button', { type: 'submit', class: 'action main' }, words.find),
    ),
    said,
    result,
  );
  if (kept.found) result.replaceChildren(...shown(kept.found, words, () => void find()));
  return () => undefined;
}
