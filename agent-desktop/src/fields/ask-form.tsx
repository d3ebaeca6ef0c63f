import type { FormName, FormOf, TicketMove } from '@hotline/contracts';
import { Button } from 'antd';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useLanguage, useWords } from '../desk-kit/settings.ts';
import { AskField, Beside } from './ask-field.tsx';
import { askedFields, type FieldProblems, filledValues, isShown, problemsIn, serverProblems } from './ask-rules.ts';
import type { DraftFields, DraftValue } from './merge-drafts.ts';
import { SavedState } from './drafts/saved-state.tsx';
import type { UnitSuggestion } from './unit-picker.tsx';
import { type Draft, useDraft } from './use-draft.ts';
import * as words from './words.ts';

interface AskFormBase<N extends FormName> {
  readonly form: N;
  /** What the button says. */
  readonly verb: string;
  onSubmit(values: FormOf<N>): Promise<void>;
  onCancel?: (() => void) | undefined;
  readonly suggestions?: readonly UnitSuggestion[] | undefined;
  /** The first field takes the focus: she asked for this form. */
  readonly autoFocus?: boolean | undefined;
}
export interface AskFormProps<N extends FormName> extends AskFormBase<N> {
  /** Every text is kept on the server, and is there again after a reload or in another browser. */
  readonly draft?: { readonly ticketId: string; readonly event: TicketMove } | undefined;
  readonly initial?: DraftFields | undefined;
}

/** A form as the contract describes it; a new row there is a new question here. */
export function AskForm<N extends FormName>({ draft, initial, ...props }: AskFormProps<N>) {
  return draft ? <DraftedForm {...props} {...draft} initial={initial} /> : <LooseForm {...props} initial={initial ?? {}} />;
}

function LooseForm<N extends FormName>({ initial, ...props }: AskFormBase<N> & { initial: DraftFields }) {
  const [values, setValues] = useState<DraftFields>(initial);
  return <AskSheet {...props} values={values} set={(name, value) => setValues((before) => ({ ...before, [name]: value }))} />;
}

function DraftedForm<N extends FormName>({
  ticketId,
  event,
  initial,
  onSubmit,
  ...props
}: AskFormBase<N> & { ticketId: string; event: TicketMove; initial: DraftFields | undefined }) {
  const draft = useDraft({ form: event, ticketId, initial });
  const submit = async (values: FormOf<N>): Promise<void> => {
    await onSubmit(values);
    await draft.drop();
  };
  return <AskSheet {...props} onSubmit={submit} values={draft.fields} set={draft.set} draft={draft} />;
}

export interface AskSheetProps<N extends FormName> extends AskFormBase<N> {
  readonly values: DraftFields;
  set(name: string, value: DraftValue): void;
  readonly draft?: Draft | undefined;
  /** Says whether the words are saved; not where something above it says so already. */
  readonly saved?: boolean;
}

/** Checks, sends, and puts each problem to its field. */
function useSubmitting<N extends FormName>({ form, values, onSubmit }: AskSheetProps<N>, sheet: RefObject<HTMLFormElement | null>) {
  const language = useLanguage();
  const [marked, setMarked] = useState<FieldProblems>({});
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const fields = askedFields(form);
  const mark = (problems: FieldProblems): void => {
    setMarked(problems);
    requestAnimationFrame(() => sheet.current?.querySelector<HTMLElement>('[data-problem="true"] :is(input, textarea)')?.focus());
  };
  const submit = async (): Promise<void> => {
    if (busy) return;
    setError(null);
    const missing = problemsIn(fields, values, language);
    if (Object.keys(missing).length > 0) return mark(missing);
    setBusy(true);
    try {
      await onSubmit(filledValues(fields, values) as FormOf<N>);
      setMarked({});
    } catch (problem) {
      const found = serverProblems(
        problem,
        fields.map(({ name }) => name),
        language,
      );
      if (Object.keys(found).length > 0) mark(found);
      else setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const unmark = (name: string): void => setMarked(({ [name]: _, ...rest }) => rest);
  return { fields, marked, unmark, error, forget: () => setError(null), busy, submit };
}

/** The questions over values that somebody else keeps. */
export function AskSheet<N extends FormName>(props: AskSheetProps<N>) {
  const { verb, values, set, onCancel, suggestions, draft, autoFocus = true, saved = true } = props;
  const say = useWords(words);
  const sheet = useRef<HTMLFormElement>(null);
  const { fields, marked, unmark, error, forget, busy, submit } = useSubmitting(props, sheet);
  const onKeyDown = (event: KeyboardEvent): void => {
    const sends = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    const leaves = event.key === 'Escape' && onCancel !== undefined;
    if (event.nativeEvent.isComposing || (!sends && !leaves)) return;
    event.preventDefault();
    event.stopPropagation();
    if (sends) void submit();
    else onCancel?.();
  };
  return (
    <form ref={sheet} className="ask-form" noValidate onSubmit={(event) => (event.preventDefault(), void submit())} onKeyDown={onKeyDown}>
      {draft && saved ? <SavedState draft={draft} /> : null}
      {fields
        .filter((field) => isShown(field, values))
        .map((field, index) => (
          <AskField
            key={field.name}
            field={field}
            value={values[field.name]}
            set={(value) => (unmark(field.name), set(field.name, value))}
            problem={marked[field.name]}
            autoFocus={autoFocus && index === 0}
            suggestions={suggestions}
            beside={draft ? <BesideOf draft={draft} name={field.name} /> : null}
          />
        ))}
      {error ? <ProblemNotice error={error} close={forget} /> : null}
      <div className="row">
        <Button type="primary" htmlType="submit" data-testid="form-submit" loading={busy} title={say.submitKey}>
          {verb}
        </Button>
        {onCancel ? (
          <Button type="text" onClick={onCancel}>
            {say.cancel}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

export const BesideOf = ({ draft, name }: { draft: Draft; name: string }) => (
  <Beside words={draft.theirs?.[name]} take={() => draft.takeTheirs(name)} leave={() => draft.keepMine(name)} />
);
