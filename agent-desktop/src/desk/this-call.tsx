import { lengthText } from '@hotline/browser-kit';
import { callStates, type CallView } from '@hotline/contracts';
import { useLabel, useLanguage, useWords } from '../desk-kit/settings.ts';
import { Timer, When } from '../desk-kit/times.tsx';
import * as words from './words.ts';

/** The facts of the call she is in; the form has a tab of its own. */
export function ThisCall({ call }: { call: CallView }) {
  const say = useWords(words);
  const label = useLabel();
  const language = useLanguage();
  const waited = call.answeredAt ? (
    lengthText(Date.parse(call.answeredAt) - Date.parse(call.queuedAt), language)
  ) : (
    <Timer since={call.queuedAt} />
  );
  const facts: [string, React.ReactNode][] = [
    [say.state, label(callStates[call.state])],
    [say.direction, call.direction === 'in' ? say.in : say.out],
    [say.queuedAt, <When key="at" at={call.queuedAt} />],
    [say.waited, waited],
  ];
  return (
    <section className="this-call">
      <h2>{say.thisCall}</h2>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
