import { fill, make, put } from '@hotline/browser-kit';
import { say } from './choices.ts';
import { askWait, type Wait } from './public-api.ts';

/** Milliseconds between two looks at the queue; the page is open while somebody decides, not all day. */
const LOOK_MS = 15_000;

function waitText({ waiting, expectedSeconds, open }: Wait): string {
  const words = say();
  if (!open) return words.waitClosed;
  if (waiting === 0) return words.waitNone;
  if (expectedSeconds === null) return fill(words.waitSome, { n: waiting });
  return fill(words.waitAbout, { n: waiting, m: Math.max(1, Math.round(expectedSeconds / 60)) });
}

/** Call, dial or look up; how long one waits now; how it works in four lines. Returns the way to leave. */
export function home(place: HTMLElement): () => void {
  const words = say();
  const wait = make('strong', { role: 'status' }, '…');
  place.append(
    make('h1', {}, words.name),
    make('p', { class: 'motto' }, words.motto),
    make(
      'div',
      { class: 'actions' },
      make('a', { class: 'action main', href: '#/call' }, make('strong', {}, words.call), make('span', {}, words.callHelp)),
      make(
        'a',
        { class: 'action', href: 'tel:12345' },
        make('span', {}, words.dial),
        make('strong', { class: 'number' }, words.dialNumber),
      ),
      make('a', { class: 'action', href: '#/report' }, make('strong', {}, words.report), make('span', {}, words.reportHelp)),
      make('a', { class: 'action', href: '#/ticket' }, make('strong', {}, words.ticket), make('span', {}, words.ticketHelp)),
    ),
    make('p', { class: 'wait' }, make('span', {}, words.wait), wait),
    make('h2', {}, words.how),
    make('ol', { class: 'how' }, ...[words.how1, words.how2, words.how3, words.how4].map((line) => make('li', {}, line))),
  );
  const look = (): void => {
    askWait().then(
      (now) => put(wait, waitText(now)),
      () => put(wait, words.waitUnknown),
    );
  };
  look();
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}
