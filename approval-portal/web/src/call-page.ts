import { make, nowMs, put, timerText } from '@hotline/browser-kit';
import { WebCall, type CallFacts } from './call.ts';
import { say } from './choices.ts';

/** One call for the whole site: changing language or text size in mid-call must not end it. */
const call = new WebCall();
export const callIsLive = (): boolean => call.live;

type Words = ReturnType<typeof say>;
function sentence({ state, why, told }: CallFacts, words: Words): string {
  if (state === 'talking') return told ? words.talking : words.answered;
  if (state !== 'failed') return words[state];
  const failures = {
    microphone: words.failedMicrophone,
    line: words.failedLine,
    busy: words.failedBusy,
    often: words.failedOften,
    away: words.failedAway,
  };
  return why ? failures[why] : words.failed;
}

/** WeChat opens pages in a browser without an address bar, and on some telephones without a microphone. */
const isInWechat = /MicroMessenger/i.test(navigator.userAgent);

const whatToDo = (words: Words): HTMLElement =>
  make(
    'section',
    { class: 'help' },
    make('h2', {}, words.micTitle),
    make('ol', {}, make('li', {}, isInWechat ? words.micInWechat : words.mic1), make('li', {}, words.mic2), make('li', {}, words.mic3)),
  );

/** Do they hear me? One sentence of state, timer, level meter, hang-up. */
export function callPage(place: HTMLElement): () => void {
  const words = say();
  const state = make('p', { class: 'state', role: 'status', 'data-testid': 'web-call-state' });
  const timer = make('p', { class: 'timer', role: 'timer', 'aria-live': 'off', 'aria-label': words.timer });
  const meter = make('meter', { min: '0', max: '1', 'aria-label': words.level });
  const level = make('div', { class: 'level' }, make('span', {}, words.level), meter, make('small', {}, words.levelHelp));
  const start = make('button', { type: 'button', class: 'action main', 'data-testid': 'web-call-start', onclick: () => void call.start() });
  const mute = make('button', { type: 'button', class: 'action', onclick: () => call.mute() });
  const hangUp = make('button', { type: 'button', class: 'action hang-up', onclick: () => call.hangUp() }, words.hangUp);
  const help = whatToDo(words);
  place.append(
    make('p', {}, make('a', { href: '#/' }, words.back)),
    make('h1', {}, words.callTitle),
    state,
    timer,
    level,
    make('div', { class: 'actions' }, start, mute, hangUp),
    make('p', { class: 'quiet' }, words.recorded),
    help,
  );
  const draw = (): void => {
    const facts = call.facts.get();
    state.dataset['state'] = facts.state;
    put(state, facts.muted ? words.muted : sentence(facts, words));
    put(start, facts.state === 'idle' ? words.start : words.again);
    put(mute, facts.muted ? words.unmute : words.mute);
    mute.setAttribute('aria-pressed', String(facts.muted));
    start.hidden = call.live;
    hangUp.hidden = !call.live;
    mute.hidden = facts.state !== 'talking' && facts.state !== 'waiting';
    level.hidden = mute.hidden;
    help.hidden = facts.why !== 'microphone';
    meter.value = facts.muted ? 0 : facts.level;
  };
  const tick = (): void => {
    const { since } = call.facts.get();
    timer.hidden = since === null;
    if (since !== null && call.live) put(timer, timerText(nowMs() - since));
  };
  draw();
  tick();
  const stop = call.facts.subscribe(draw);
  const ticking = setInterval(tick, 500);
  return () => {
    stop();
    clearInterval(ticking);
  };
}
