import { Button, Input } from 'antd';
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { useLanguage, useWords } from '../desk-kit/settings.ts';
import { type AskedField, choicesOf, choiceValue, fieldLabel } from './ask-rules.ts';
import type { DraftValue } from './merge-drafts.ts';
import { UnitPicker, type UnitSuggestion } from './unit-picker.tsx';
import * as words from './words.ts';

/** Label above, field, then the problem in place of the help, then what was written there elsewhere. */
export function Field({
  id,
  label,
  optional = false,
  problem,
  help,
  children,
  beside,
  className,
}: {
  id: string;
  label: ReactNode;
  optional?: boolean;
  problem?: string | undefined;
  help?: ReactNode;
  children: ReactNode;
  beside?: ReactNode;
  className?: string;
}) {
  const say = useWords(words);
  return (
    <div className={`field ${className ?? ''}`} data-problem={problem !== undefined}>
      <label htmlFor={id}>
        {label}
        {optional ? <small className="quiet"> {say.optional}</small> : null}
      </label>
      {children}
      {problem ? (
        <small id={`${id}-help`} className="field-problem" role="alert">
          {problem}
        </small>
      ) : help ? (
        <small id={`${id}-help`} className="quiet">
          {help}
        </small>
      ) : null}
      {beside}
    </div>
  );
}

/** Words that another page of hers wrote into the same field: visible, with a verb to take them. */
export function Beside({ words: text, take, leave }: { words: DraftValue | undefined; take: () => void; leave: () => void }) {
  const say = useWords(words);
  if (text === undefined || text === null || text === '') return null;
  const shown = typeof text === 'boolean' ? (text ? say.yes : say.no) : String(text);
  return (
    <div className="beside" role="status">
      <span className="beside-words">
        <strong>{say.theirs}</strong> {shown}
      </span>
      <Button size="small" onClick={take}>
        {say.takeTheirs}
      </Button>
      <Button size="small" type="text" onClick={leave}>
        {say.keepMine}
      </Button>
    </div>
  );
}

type OptionValue = string | number | boolean;
interface RadiosProps {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { value: OptionValue; label: string }[];
  readonly value: DraftValue | undefined;
  onChange(value: OptionValue): void;
  readonly problem?: string | undefined;
  readonly optional?: boolean;
  readonly autoFocus?: boolean;
  readonly beside?: ReactNode;
  readonly compact?: boolean;
}

/** Big radios with their keys: a digit chooses while the group has the focus. */
export function Radios(props: RadiosProps) {
  const { name, legend, options, value, onChange, problem, optional = false, autoFocus = false, beside, compact = false } = props;
  const say = useWords(words);
  const id = useId();
  const onKeyDown = (event: KeyboardEvent): void => {
    const option =
      /^Digit[1-9]$/.test(event.code) && !event.altKey && !event.ctrlKey ? options[Number(event.code.slice(5)) - 1] : undefined;
    if (!option || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onChange(option.value);
  };
  // the group's own one, or the first, is where Tab and the first focus go
  const first = options.some((one) => one.value === value) ? value : options[0]?.value;
  return (
    <fieldset
      className={compact ? 'radios compact' : 'radios'}
      onKeyDown={onKeyDown}
      data-problem={problem !== undefined}
      aria-describedby={problem ? `${id}-help` : undefined}
    >
      <legend>
        {legend}
        {optional ? <small className="quiet"> {say.optional}</small> : null}
      </legend>
      <div className="radios-row">
        {options.map((option, index) => (
          <label key={String(option.value)} className="choice" data-checked={value === option.value}>
            <input
              type="radio"
              name={`${id}-${name}`}
              checked={value === option.value}
              autoFocus={autoFocus && option.value === first}
              onChange={() => onChange(option.value)}
            />
            <span>
              <kbd>{index + 1}</kbd> {option.label}
            </span>
          </label>
        ))}
      </div>
      {problem ? (
        <small id={`${id}-help`} className="field-problem" role="alert">
          {problem}
        </small>
      ) : null}
      {beside}
    </fieldset>
  );
}

interface AskFieldProps {
  readonly field: AskedField;
  readonly value: DraftValue | undefined;
  set(value: DraftValue): void;
  readonly problem?: string | undefined;
  readonly autoFocus: boolean;
  readonly suggestions?: readonly UnitSuggestion[] | undefined;
  readonly beside?: ReactNode;
}

/** One question of a form, drawn from its row in the registry. */
export function AskField({ field, value, set, problem, autoFocus, suggestions, beside }: AskFieldProps) {
  const say = useWords(words);
  const language = useLanguage();
  const id = useId();
  const { asked, name } = field;
  const label = fieldLabel(language, field);
  const optional = field.optional && asked.when === undefined;
  if (asked.ask === 'yes-no' || asked.ask === 'choice') {
    const options =
      asked.ask === 'yes-no'
        ? [
            { value: true, label: say.yes },
            { value: false, label: say.no },
          ]
        : choicesOf(asked).map(([key, row]) => ({ value: choiceValue(field.schema, key), label: language === 'en' ? row.en : row.zh }));
    return <Radios {...{ name, options, value, problem, optional, autoFocus, beside }} legend={label} onChange={set} />;
  }
  const text = typeof value === 'string' ? value : '';
  const described = { 'aria-invalid': problem !== undefined, 'aria-describedby': problem ? `${id}-help` : undefined };
  return (
    <Field id={id} label={label} optional={optional} problem={problem} beside={beside}>
      {asked.ask === 'unit' ? (
        <UnitPicker
          id={id}
          value={text || undefined}
          onChange={set}
          autoFocus={autoFocus}
          suggestions={suggestions}
          invalid={problem !== undefined}
          describedBy={problem ? `${id}-help` : undefined}
        />
      ) : asked.ask === 'text' ? (
        <Input.TextArea
          id={id}
          name={name}
          value={text}
          autoFocus={autoFocus}
          autoSize={{ minRows: 3, maxRows: 16 }}
          onChange={({ target }) => set(target.value)}
          {...described}
        />
      ) : (
        <Input id={id} name={name} value={text} autoFocus={autoFocus} onChange={({ target }) => set(target.value)} {...described} />
      )}
    </Field>
  );
}
