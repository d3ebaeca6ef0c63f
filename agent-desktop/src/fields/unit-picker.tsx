import { units, type UnitView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking, request } from '../desk-kit/ask.ts';
import { useWords } from '../desk-kit/settings.ts';
import { type Choice, type PickerProps, recent, SearchPicker } from './search-picker.tsx';
import * as words from './words.ts';

export interface UnitSuggestion {
  readonly code: string;
  readonly name: string;
  readonly basis: string;
}

const choiceOf = ({ code, name, duties }: UnitView): Choice => ({ code, name, hint: duties.join('、') || undefined });

/** A unit by its code: the search finds a code exactly. */
const named = async (code: string): Promise<UnitView | undefined> =>
  (await request(units.list, { query: { q: code } })).items.find((one) => one.code === code);

/** Whose matter it is: what the duties suggest, what she chose lately, or what she looks for. */
export function UnitPicker({ suggestions = [], ...props }: PickerProps & { suggestions?: readonly UnitSuggestion[] | undefined }) {
  const say = useWords(words);
  const { data: own } = useQuery({
    ...asking(units.list, { query: { q: props.value ?? '' } }),
    enabled: Boolean(props.value),
    staleTime: 300_000,
    select: ({ items }) => items.find(({ code }) => code === props.value),
  });
  const search = async (q: string) => {
    if (q)
      return [{ choices: (await request(units.list, { query: { q } })).items.filter(({ takesTickets }) => takesTickets).map(choiceOf) }];
    const suggested = new Set(suggestions.map(({ code }) => code));
    const used = await Promise.all(
      recent
        .read('unit')
        .filter((code) => !suggested.has(code))
        .map(named),
    );
    return [
      { title: say.suggested, choices: suggestions.map(({ code, name, basis }) => ({ code, name, hint: basis })) },
      { title: say.recent, choices: used.flatMap((one) => (one?.takesTickets ? [choiceOf(one)] : [])) },
    ];
  };
  const unfit = own?.takesTickets === false;
  return (
    <>
      <SearchPicker
        {...props}
        name="unit"
        extra={suggestions.map(({ code }) => code).join(',')}
        shown={props.value ? (own?.name ?? suggestions.find(({ code }) => code === props.value)?.name ?? props.value) : ''}
        placeholder={say.unitHint}
        search={search}
        invalid={props.invalid === true || unfit}
        onChange={(code) => {
          recent.keep('unit', code);
          props.onChange(code);
        }}
      />
      {unfit ? (
        <small className="field-problem" role="alert">
          {say.takesNone}
        </small>
      ) : null}
    </>
  );
}
