import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';
import './fields.css';

export interface Choice {
  readonly code: string;
  readonly name: string;
  /** The tree above, or why it is suggested. */
  readonly hint?: string | undefined;
}
export interface ChoiceGroup {
  readonly title?: string | undefined;
  readonly choices: readonly Choice[];
}
export interface PickerProps {
  readonly value: string | undefined;
  onChange(code: string): void;
  readonly autoFocus?: boolean | undefined;
  readonly id?: string | undefined;
  readonly invalid?: boolean | undefined;
  readonly describedBy?: string | undefined;
}
interface SearchPickerProps extends PickerProps {
  /** What the value is called. */
  readonly shown: string;
  readonly placeholder: string;
  /** Names the search for the query cache: two pickers never share answers. */
  readonly name: string;
  readonly extra?: string;
  search(q: string): Promise<ChoiceGroup[]>;
  readonly clearable?: boolean;
}

/** How much room a list wants below its field, or it opens above: its height and the bar stuck to the bottom. */
const LIST_PX = 392;
/** Milliseconds after the last key before the server is asked. */
const PAUSE_MS = 150;

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** What is typed (`null`: the list is closed), what was found for it, and which of it is pointed at. */
function useFinding({ name, extra = '', search, onChange }: SearchPickerProps) {
  const [text, setText] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const open = text !== null;
  const sought = (text ?? '').trim();
  const q = useSettled(sought);
  const { data, isFetching, isPlaceholderData } = useQuery({
    queryKey: ['picker', name, q, extra],
    queryFn: () => search(q),
    enabled: open,
    staleTime: 2_000,
    placeholderData: (before) => before,
  });
  const groups = data ?? [];
  const flat = groups.flatMap(({ choices }) => choices);
  const current = Math.min(at, Math.max(0, flat.length - 1));
  // what was found is not what stands in the field yet: the list before it must not be taken for the answer
  const waits = open && (sought !== q || isPlaceholderData || (isFetching && data === undefined));
  const take = (choice: Choice | undefined): void => {
    if (!choice) return;
    onChange(choice.code);
    setText(null);
    setAt(0);
  };
  return {
    text,
    open,
    groups,
    current,
    take,
    none: open && flat.length === 0 && !waits && data !== undefined ? sought : null,
    pointed: open ? flat[current] : undefined,
    type: (next: string) => (setText(next), setAt(0)),
    close: () => setText(null),
    step: (by: number) => setAt(Math.max(0, Math.min(flat.length - 1, current + by))),
    /** Enter before the answer is there means the best of the answer. */
    enter: async () => take(waits ? (await search(sought).catch(() => [])).flatMap(({ choices }) => choices)[0] : flat[current]),
  };
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

function onPickerKey(event: KeyboardEvent<HTMLInputElement>, finding: ReturnType<typeof useFinding>, begin: () => void): void {
  if (event.nativeEvent.isComposing) return;
  const by = steps[event.key];
  const enters = event.key === 'Enter' && finding.open && !event.ctrlKey;
  const leaves = event.key === 'Escape' && finding.open;
  if (by === undefined && !enters && !leaves) return;
  event.preventDefault();
  if (leaves) event.stopPropagation();
  if (leaves) finding.close();
  else if (enters) void finding.enter();
  else if (finding.open) finding.step(by ?? 0);
  else begin();
}

/** A field that finds as one types: arrows move, Enter takes, Esc leaves what was there. (ARIA combobox with a list.) */
export function SearchPicker(props: SearchPickerProps) {
  const { value, shown, onChange, placeholder, clearable = false } = props;
  const say = useWords(words);
  const own = useId();
  const id = props.id ?? own;
  const [up, setUp] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const finding = useFinding(props);
  const { text, open, current } = finding;
  const type = (next: string): void => {
    const field = box.current?.getBoundingClientRect();
    if (field) setUp(window.innerHeight - field.bottom < LIST_PX && field.top > LIST_PX);
    finding.type(next);
  };
  useEffect(() => {
    if (open) box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [open, current]);
  return (
    <div className="picker" data-up={up} ref={box} onBlur={(event) => event.currentTarget.contains(event.relatedTarget) || finding.close()}>
      <SearchOutlined aria-hidden className="picker-icon" />
      <input
        id={id}
        className="picker-input"
        role="combobox"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={finding.pointed ? `${id}-${current}` : undefined}
        aria-invalid={props.invalid === true}
        aria-describedby={props.describedBy}
        autoFocus={props.autoFocus}
        placeholder={shown || placeholder}
        value={text ?? shown}
        onChange={({ target }) => type(target.value)}
        onClick={() => open || type('')}
        onKeyDown={(event) => onPickerKey(event, finding, () => type(''))}
      />
      {clearable && value && !open ? (
        <button type="button" className="picker-clear" aria-label={say.clear} onClick={() => onChange('')}>
          <CloseCircleFilled aria-hidden />
        </button>
      ) : null}
      <PickerList id={id} open={open} groups={finding.groups} current={current} take={finding.take} label={placeholder} />
      {finding.none === null ? null : <NothingFound sought={finding.none} />}
    </div>
  );
}

function NothingFound({ sought }: { sought: string }) {
  const say = useWords(words);
  return (
    <p className="picker-list picker-none" role="status">
      {sought ? fill(say.none, { q: sought }) : null}
      <small>{say.noneHelp}</small>
    </p>
  );
}

function PickerList({
  id,
  open,
  groups,
  current,
  take,
  label,
}: {
  id: string;
  open: boolean;
  groups: readonly ChoiceGroup[];
  current: number;
  take: (choice: Choice) => void;
  label: string;
}) {
  const shown = groups.filter(({ choices }) => choices.length > 0);
  const firstOf = (group: number): number => shown.slice(0, group).reduce((sum, { choices }) => sum + choices.length, 0);
  return (
    <div id={`${id}-list`} className="picker-list" role="listbox" aria-label={label} hidden={!open || shown.length === 0}>
      {shown.map(({ title, choices }, group) => (
        <div key={title ?? ''} role="group" aria-label={title ?? label}>
          {title ? (
            <div className="picker-title" aria-hidden>
              {title}
            </div>
          ) : null}
          {choices.map((choice, at) => {
            const index = firstOf(group) + at;
            const selected = index === current;
            return (
              <div
                key={choice.code}
                id={`${id}-${index}`}
                role="option"
                aria-selected={selected}
                className="picker-option"
                onPointerDown={(event) => {
                  event.preventDefault();
                  take(choice);
                }}
              >
                <span>{choice.name}</span>
                {choice.hint ? <small>{choice.hint}</small> : null}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** How many of the last choices stand on top. */
const RECENT = 8;

/** The last choices of this person on this machine, newest first. */
export const recent = {
  read: (what: string): string[] => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(`hotline.recent.${what}`) ?? '[]');
      return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
    } catch {
      return [];
    }
  },
  keep: (what: string, code: string): void => {
    try {
      const codes = [code, ...recent.read(what).filter((one) => one !== code)].slice(0, RECENT);
      localStorage.setItem(`hotline.recent.${what}`, JSON.stringify(codes));
    } catch {
      // no storage: nothing is recent
    }
  },
};
