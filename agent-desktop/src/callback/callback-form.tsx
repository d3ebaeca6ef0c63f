import { asks, forms, type Label } from '@hotline/contracts';
import { fill } from '@hotline/browser-kit';
import { Button, Input } from 'antd';
import { type KeyboardEvent, useId, useState } from 'react';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { useCommand } from '../desk-kit/commands/use-command.ts';
import { useMyCallState } from '../frame/calling.ts';
import { Radios } from '../fields/ask-field.tsx';
import { SavedState } from '../fields/drafts/saved-state.tsx';
import { useDraft } from '../fields/use-draft.ts';
import type { StepFormGiven } from '../ticket/steps/step-form.tsx';
import { answered, currentQuestion, isAsked, isComplete, type Question, questionNames, questions, type Said, saidIn } from './questions.ts';
import * as words from './words.ts';
import './callback.css';

const nothing: Label = { zh: '', en: '' };
const titleOf = (question: Question): Label => asks.get(forms.CallBackForm.shape[question]) ?? nothing;

/** What the department promised beside what the citizen says: three questions as big radios, answered with 1–4. */
export function CallbackForm({ ticket, onSubmit, onCancel }: StepFormGiven) {
  const say = useWords(words);
  const label = useLabel();
  const noteId = useId();
  const { draft, said, note, answer, save, problem, clear, sending } = useAnswers(ticket.id, onSubmit);
  const press = useAnswerKeys(said, answer);
  // inside the form too a digit answers the question that is next, wherever the last click left the focus
  const onDigit = (event: KeyboardEvent<HTMLFormElement>): void => {
    const at = ['Digit1', 'Digit2', 'Digit3', 'Digit4'].indexOf(event.code);
    if (at === -1 || event.altKey || event.ctrlKey || event.target instanceof HTMLTextAreaElement) return;
    event.preventDefault();
    event.stopPropagation();
    press(at);
  };
  const tries = (ticket.callback?.tries ?? 0) + 1;
  return (
    <form className="callback-form" onSubmit={(event) => (event.preventDefault(), void save())} onKeyDownCapture={onDigit}>
      <SavedState draft={draft} />
      <p className="quiet">{fill(say.thisTry, { n: tries })}</p>
      {questionNames
        .filter((question) => isAsked(question, said))
        .map((question) => (
          <Radios
            key={question}
            name={question}
            legend={label(titleOf(question))}
            value={said[question]}
            options={questions[question].map(([value, row]) => ({ value, label: label(row) }))}
            onChange={(value) => answer(question, value)}
          />
        ))}
      <label htmlFor={noteId}>{label(asks.get(forms.CallBackForm.shape.note) ?? nothing)}</label>
      <Input.TextArea
        id={noteId}
        value={note}
        maxLength={2_000}
        autoSize={{ minRows: 2, maxRows: 8 }}
        onChange={({ target }) => draft.set('note', target.value)}
      />
      {problem ? <ProblemNotice error={problem} close={clear} /> : null}
      <div className="row">
        <Button type="primary" htmlType="submit" data-testid="form-submit" disabled={!isComplete(said)} loading={sending}>
          {said.contacted === false ? say.countTry : say.save}
        </Button>
        <Button onClick={onCancel}>{say.leave}</Button>
      </div>
    </form>
  );
}

/** What she has answered so far, kept as a draft until it is sent. */
function useAnswers(ticketId: string, onSubmit: StepFormGiven['onSubmit']) {
  const draft = useDraft({ form: 'call-back', ticketId });
  const [problem, setProblem] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const said = saidIn(draft.fields);
  const note = String(draft.fields['note'] ?? '');
  const answer = (question: Question, value: boolean | string | number): void => {
    const next = answered(said, question, value);
    for (const name of questionNames) if (next[name] !== said[name]) draft.set(name, next[name]);
  };
  const save = async (): Promise<void> => {
    setSending(true);
    setProblem(null);
    try {
      await onSubmit({ ...said, ...(note.trim() ? { note: note.trim() } : {}) });
      await draft.drop();
    } catch (error) {
      setProblem(error);
      setSending(false);
    }
  };
  return { draft, said, note, answer, save, problem, clear: () => setProblem(null), sending };
}

/** 1–4 answer the question that is next, except while the keys belong to the wrap-up of her call. */
function useAnswerKeys(said: Said, answer: (question: Question, value: boolean | string | number) => void): (at: number) => void {
  const wrapUp = useMyCallState() === 'wrapUp';
  const question = currentQuestion(said);
  const press = (at: number): void => {
    const [value] = questions[question][at] ?? [];
    if (value !== undefined) answer(question, value);
  };
  useCommand('callback.1', () => press(0), !wrapUp);
  useCommand('callback.2', () => press(1), !wrapUp);
  useCommand('callback.3', () => press(2), !wrapUp);
  useCommand('callback.4', () => press(3), !wrapUp);
  return press;
}
