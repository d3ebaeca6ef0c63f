import { localeOf, make, put } from '@hotline/browser-kit';
import { say } from './say.ts';
import { smsPanel } from './sms-panel.ts';
import { chooseLanguage, choices, facts, listen } from './state.ts';
import { wechatPanel } from './wechat-panel.ts';
import './simulator.css';

let panels: readonly { readonly draw: (now: ReturnType<typeof facts.get>['now']) => void }[] = [];
const lost = make('p', { class: 'trouble', role: 'alert' });

/** Everything anew: somebody else writes, or in another language. */
function draw(): void {
  const words = say();
  const { language } = choices.get();
  document.documentElement.lang = localeOf(language);
  document.title = words.name;
  const made = [smsPanel(), wechatPanel()];
  panels = made;
  const switchLanguage = (): void => chooseLanguage(language === 'zh' ? 'en' : 'zh');
  document
    .getElementById('simulator')
    ?.replaceChildren(
      make(
        'header',
        {},
        make(
          'div',
          { class: 'top' },
          make('h1', {}, words.name),
          make('button', { type: 'button', onclick: switchLanguage }, words.language),
        ),
        make('p', { class: 'quiet' }, words.what),
        lost,
      ),
      make('main', {}, ...made.map(({ element }) => element)),
    );
}

choices.subscribe(draw);
facts.subscribe(() => {
  const { now, isLost } = facts.get();
  put(lost, isLost ? say().lost : '');
  for (const one of panels) one.draw(now);
});
draw();
listen();
