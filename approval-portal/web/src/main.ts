import { make } from '@hotline/browser-kit';
import { callIsLive, callPage } from './call-page.ts';
import { chooseElder, chooseLanguage, choices, say, showChoices } from './choices.ts';
import { home } from './home.ts';
import { reportPage } from './report/report-page.ts';
import { ticketPage } from './ticket-page.ts';
import './site.css';
import './report/report.css';

const pages: Readonly<Record<string, (place: HTMLElement) => () => void>> = {
  '#/call': callPage,
  '#/ticket': ticketPage,
  '#/report': reportPage,
};
let leave: () => void = () => undefined;

function tools(): HTMLElement {
  const words = say();
  const { language, elder } = choices.get();
  return make(
    'nav',
    { class: 'tools', 'aria-label': words.tools },
    make(
      'button',
      { type: 'button', onclick: () => chooseElder(!elder), 'aria-pressed': String(elder) },
      elder ? words.normal : words.elder,
    ),
    make('button', { type: 'button', onclick: () => chooseLanguage(language === 'zh' ? 'en' : 'zh') }, words.language),
  );
}

function draw(): void {
  leave();
  showChoices();
  const site = document.getElementById('site');
  if (!site) return;
  const place = make('main', { tabindex: '-1' });
  site.replaceChildren(tools(), place);
  leave = (pages[location.hash] ?? home)(place);
}

window.addEventListener('hashchange', draw);
choices.subscribe(draw);
// the site is one page, so leaving it is the only way to lose a call by accident
window.addEventListener('beforeunload', (event) => {
  if (callIsLive()) event.preventDefault();
});
draw();
