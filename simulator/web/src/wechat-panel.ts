import { fill, make, put } from '@hotline/browser-kit';
import { composer } from './composer.ts';
import { people } from './people.ts';
import { say } from './say.ts';
import { lineState, showThread } from './sms-panel.ts';
import { choices, type Facts, facts, order } from './state.ts';
import { thread } from './thread.ts';

/** Followers of a simulated official account. Returns the panel and how to draw what has changed. */
export function wechatPanel() {
  const words = say();
  const openid = choices.get().wechat;
  const does = (deed: object): Promise<string | undefined> => order('/api/wechat', { openid, deed });
  const line = make('span', { class: 'line', role: 'status' });
  const who = make('div', {});
  const stands = make('p', { class: 'quiet', role: 'status' });
  const trouble = make('p', { class: 'trouble', role: 'alert' });
  const said = make('div', { class: 'scroll', tabindex: '0', role: 'log', 'aria-label': words.wechat });
  const tell = (why: string | undefined): void => put(trouble, why === undefined ? '' : fill(words.failed, { why }));
  const button = (word: string, deed: object): HTMLElement =>
    make('button', { type: 'button', onclick: () => void does(deed).then(tell) }, word);
  const place = { is: 'place', label: words.placeLabel, latitude: 34.4143, longitude: 115.6564 };
  const element = make(
    'section',
    { 'aria-labelledby': 'wechat' },
    make('header', {}, make('h2', { id: 'wechat' }, words.wechat), line),
    who,
    stands,
    said,
    composer('wechat', words, (text) => does({ is: 'text', text })),
    make(
      'div',
      { class: 'deeds' },
      pictureButton(words.picture, (deed) => void does(deed).then(tell)),
      button(words.place, place),
      button(words.query, { is: 'query' }),
      button(words.follow, { is: 'follow' }),
      button(words.unfollow, { is: 'unfollow' }),
      button(words.away, { is: 'stay-away' }),
    ),
    trouble,
  );
  const draw = ({ messages, wechat }: Facts): void => {
    lineState(line, wechat.isConnected);
    const follower = wechat.followers.find((one) => one.openid === openid);
    put(stands, !follower ? '' : !follower.follows ? words.notFollowing : follower.isLate ? words.isAway : '');
    who.replaceChildren(
      people(
        'wechat',
        wechat.followers.map((one) => one.openid),
        openid,
        words,
      ),
    );
    showThread(
      said,
      thread(
        messages.filter(({ side, person }) => side === 'wechat' && person === openid),
        words,
      ),
    );
  };
  draw(facts.get().now);
  return { element, draw };
}

/** A file of hers, sent as it is. */
function pictureButton(word: string, send: (deed: object) => void): HTMLElement {
  const input = make('input', {
    type: 'file',
    accept: 'image/jpeg,image/png,image/gif',
    hidden: true,
    'data-testid': 'wechat-picture',
    onchange: () => {
      const [file] = input.files ?? [];
      input.value = '';
      if (file) void read(file).then((base64) => send({ is: 'picture', base64, type: file.type }));
    },
  });
  return make('span', {}, make('button', { type: 'button', onclick: () => input.click() }, word), input);
}

function read(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error ?? new Error('unreadable'));
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.readAsDataURL(file);
  });
}
