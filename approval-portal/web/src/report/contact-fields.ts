import { make, put } from '@hotline/browser-kit';
import { askForCode, askToBegin, Refused } from '../public-api.ts';
import { type DraftBook, plainNumber } from './draft.ts';
import { field, type Field } from './field.ts';
import { solve } from '../proof.ts';
import type { say } from './say.ts';

const MOBILE = /^(\+?86)?0?1[3-9]\d{9}$/;
const ANY = /^\+?\d{7,15}$/;

export interface ContactFields {
  readonly element: HTMLElement;
  readonly phone: Field;
  readonly code: Field;
  /** Whether numbers are confirmed by a text now. */
  readonly confirms: (isSo: boolean) => void;
  /** The first thing that is wrong, by field; sets the sentences. */
  readonly check: () => Field[];
}

/** A challenge, paid for. */
export async function paidProof() {
  const { challenge, difficulty } = await askToBegin();
  return { challenge, nonce: await solve(challenge, difficulty) };
}

/** Over a change of language or text size; in this page's memory only. */
let typedCode = '';

/** The code that shows that a number is hers. `number`: what was typed, or undefined when it cannot be one; `again`: no text can be sent, so whether one is needed is asked anew. */
function codeStep(
  words: ReturnType<typeof say>,
  number: () => string | undefined,
  again: () => Promise<void>,
): { element: HTMLElement; code: Field } {
  const code = field({
    name: 'code',
    label: words.code,
    value: typedCode,
    most: 6,
    onText: (text) => (typedCode = text),
    also: { inputmode: 'numeric', autocomplete: 'one-time-code' },
  });
  const told = make('p', { class: 'note', role: 'status' });
  const ask = async (): Promise<void> => {
    const phone = number();
    if (phone === undefined) return;
    button.disabled = true;
    put(told, words.gettingCode);
    try {
      await askForCode(phone, await paidProof());
      put(told, words.codeSent);
      code.input.focus();
    } catch (error) {
      put(told, error instanceof Refused && error.sentence !== '' ? error.sentence : words.away);
      if (error instanceof Refused && error.code === 'code.not-sent') await again();
    } finally {
      button.disabled = false;
    }
  };
  const button = make('button', { type: 'button', class: 'action small', onclick: () => void ask() }, words.getCode);
  return { element: make('div', { hidden: true }, button, told, code.element), code };
}

/** How she is reached: name, number, and where texts can be sent the code. */
export function contactFields(book: DraftBook, words: ReturnType<typeof say>): ContactFields {
  const { fields } = book.facts.get();
  let isConfirmed = false;
  const text = (name: 'name' | 'phone', label: string, most: number, also: Record<string, string>): Field =>
    field({ name, label, value: fields[name], most, onText: (typed) => book.write(name, typed), also });
  const name = text('name', words.name, 60, { autocomplete: 'name' });
  const phone = text('phone', words.phoneAny, 40, { type: 'tel', autocomplete: 'tel', required: '' });
  const isRight = (): boolean => (isConfirmed ? MOBILE : ANY).test(plainNumber(phone.input.value));
  const judge = (): boolean => {
    phone.says(isRight() ? null : isConfirmed ? words.phoneWrong : words.phoneAnyWrong);
    return isRight();
  };
  const confirms = (isSo: boolean): void => {
    isConfirmed = isSo;
    step.element.hidden = !isSo;
    put(phone.element.querySelector('label') ?? phone.element, isSo ? words.phone : words.phoneAny);
  };
  const step = codeStep(
    words,
    () => (judge() ? phone.input.value : (phone.input.focus(), undefined)),
    () =>
      askToBegin().then(
        (begun) => confirms(begun.confirms),
        () => undefined,
      ),
  );
  return {
    element: make(
      'fieldset',
      {},
      make('legend', {}, words.you),
      make('p', { class: 'quiet' }, words.youHelp),
      name.element,
      phone.element,
      step.element,
    ),
    phone,
    code: step.code,
    confirms,
    check: () => {
      const isCoded = !isConfirmed || /^\d{6}$/.test(step.code.input.value.trim());
      step.code.says(isCoded ? null : words.codeWrong);
      return [...(judge() ? [] : [phone]), ...(isCoded ? [] : [step.code])];
    },
  };
}
