import { fill, make, put } from '@hotline/browser-kit';
import type { Message } from './state.ts';
import type { say } from './say.ts';

/** What is typed, over a change of person and language. */
const typed = { sms: '', wechat: '' };

/** The field and its button. Enter sends, as on a phone; Shift+Enter is a new line, and a key of an input method is none of ours. */
export function composer(
  side: Message['side'],
  words: ReturnType<typeof say>,
  send: (text: string) => Promise<string | undefined>,
): HTMLElement {
  const told = make('p', { class: 'trouble', role: 'alert' });
  const label = side === 'sms' ? words.text : words.wechatText;
  const text = make('textarea', {
    'aria-label': label,
    placeholder: label,
    rows: '2',
    maxlength: '600',
    'data-testid': `${side}-text`,
    oninput: () => (typed[side] = text.value),
    onkeydown: (event) => {
      const { key, shiftKey, isComposing } = event as KeyboardEvent;
      if (key !== 'Enter' || shiftKey || isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    },
  });
  text.value = typed[side];
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const said = text.value.trim();
    if (said === '') return;
    const why = await send(said);
    put(told, why === undefined ? '' : fill(words.failed, { why }));
    if (why === undefined) text.value = typed[side] = '';
  };
  const button = make('button', { type: 'submit', class: 'main', 'data-testid': `${side}-send` }, words.send);
  const form = make('form', { class: 'composer', onsubmit: (event) => void submit(event) }, text, button, told);
  return form;
}
