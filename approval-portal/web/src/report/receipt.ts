import { make, tabMemory } from '@hotline/browser-kit';
import type { Receipt } from '../public-api.ts';
import { lookUp } from '../ticket-page.ts';
import type { say } from './say.ts';

const KEY = 'site.receipt';
export const keepReceipt = (receipt: Receipt | null): void => tabMemory.keep(KEY, JSON.stringify(receipt));
/** What was sent last in this tab: a reload must not take her number away. */
export function readReceipt(): Receipt | null {
  try {
    return JSON.parse(tabMemory.read(KEY) ?? 'null') as Receipt | null;
  } catch {
    return null;
  }
}

/** Read in groups of four and three. */
const grouped = (digits: string, by: number): string => digits.replace(new RegExp(`(\\d{${by}})(?=\\d)`, 'g'), '$1 ');

/** The number and the code that she holds from now on. */
export function receipt(
  place: HTMLElement,
  { number, queryCode, isConfirmed }: Receipt,
  words: ReturnType<typeof say>,
  another: () => void,
): () => void {
  const title = make('h1', { tabindex: '-1' }, words.done);
  const fact = (name: string, digits: string, by: number, key: string): HTMLElement =>
    make(
      'p',
      { class: 'held' },
      make('span', {}, name),
      make('strong', { 'data-testid': key, 'data-digits': digits }, grouped(digits, by)),
    );
  place.append(
    title,
    fact(words.number, number, 4, 'receipt-number'),
    fact(words.queryCode, queryCode, 3, 'receipt-code'),
    make('p', {}, words.doneHelp),
    ...(isConfirmed ? [make('p', {}, words.doneText)] : []),
    make(
      'div',
      { class: 'actions' },
      make('a', { class: 'action main', href: '#/ticket', onclick: () => lookUp(number, queryCode) }, words.track),
      make('button', { type: 'button', class: 'action', onclick: another }, words.another),
    ),
  );
  title.focus();
  return () => undefined;
}
