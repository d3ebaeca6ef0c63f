import { fill, make, put } from '@hotline/browser-kit';
import { type Receipt, Refused, sendMatter } from '../public-api.ts';
import { type ContactFields, paidProof } from './contact-fields.ts';
import { type DraftBook, matterOf } from './draft.ts';
import type { Field } from './field.ts';
import type { say } from './say.ts';

interface Sending {
  readonly book: DraftBook;
  readonly words: ReturnType<typeof say>;
  readonly body: Field;
  readonly region: Field;
  readonly contact: ContactFields;
  /** It was taken in. */
  readonly done: (receipt: Receipt) => void;
}

/** Fields by the path that a refusal names. */
const paths = { body: 'body.body', region: 'body.place', phone: 'body.contact.phone', code: 'body.smsCode' };

/** The button that sends, and what is wrong when it cannot: said once beside it, and at each field; the first of them has the focus. */
export function sending({ book, words, body, region, contact, done }: Sending) {
  const said = make('p', { class: 'said problem', role: 'alert' });
  const button = make('button', { type: 'submit', class: 'action main' }, words.send);
  const fields = { body, region, phone: contact.phone, code: contact.code };
  const wrong = (some: readonly Field[], sentence: string): void => {
    put(said, sentence);
    some[0]?.input.focus();
  };
  const refused = (error: unknown): void => {
    if (!(error instanceof Refused) || error.sentence === '') return put(said, words.away);
    const names = Object.keys(fields) as (keyof typeof fields)[];
    const named = names.filter((name) => error.fields.some((path) => path.startsWith(paths[name])));
    // the page did not know yet that numbers are confirmed
    if (named.includes('code')) contact.confirms(true);
    for (const name of named) fields[name].says(error.code === 'request.invalid' ? words.wrong : error.sentence);
    wrong(
      named.map((name) => fields[name]),
      error.sentence,
    );
  };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const isEmpty = book.facts.get().fields.body.trim() === '';
    body.says(isEmpty ? words.bodyMissing : null);
    const problems = [...(isEmpty ? [body] : []), ...contact.check()];
    if (problems.length > 0) return wrong(problems, fill(words.problems, { n: problems.length }));
    button.disabled = true;
    put(said, '');
    put(button, words.sending);
    try {
      done(await sendMatter(matterOf(book.facts.get(), contact.code.input.value, await paidProof())));
    } catch (error) {
      refused(error);
    } finally {
      button.disabled = false;
      put(button, words.send);
    }
  };
  return { said, button, send: (event: Event) => void send(event) };
}
