import { fill } from '@hotline/browser-kit';
import { categories, type CategoryView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking, request } from '../desk-kit/ask.ts';
import { useWords } from '../desk-kit/settings.ts';
import { type Choice, type PickerProps, recent, SearchPicker } from './search-picker.tsx';
import * as words from './words.ts';

type ByCode = ReadonlyMap<string, CategoryView>;

/** 一级 / 二级 / 三级 */
export function categoryPath(code: string, all: ByCode): string {
  const names: string[] = [];
  for (let at = all.get(code); at && names.length < 8; at = at.parent === null ? undefined : all.get(at.parent)) names.unshift(at.name);
  return names.join(' / ');
}

/** Every category with the withdrawn ones, by code: asked for once in five minutes. */
export function useCategories(): ByCode | undefined {
  return useQuery({
    ...asking(categories.list, { query: { withdrawn: true } }),
    staleTime: 300_000,
    select: ({ items }) => new Map(items.map((one) => [one.code, one])),
  }).data;
}

export function CategoryPicker(props: PickerProps) {
  const say = useWords(words);
  const all = useCategories();
  const own = props.value ? all?.get(props.value) : undefined;
  const choiceOf = ({ code, name, parent }: CategoryView): Choice => ({
    code,
    name,
    hint: parent === null ? undefined : categoryPath(parent, all ?? new Map()),
  });
  const search = async (q: string) => {
    const { items } = await request(categories.list, { query: q ? { q } : {} });
    if (q) return [{ choices: items.map(choiceOf) }];
    const used = recent.read('category').flatMap((code) => items.find((one) => one.code === code) ?? []);
    const rest = items.filter(({ code }) => !used.some((one) => one.code === code));
    return [
      { title: say.recent, choices: used.map(choiceOf) },
      { title: say.all, choices: rest.map(choiceOf) },
    ];
  };
  const problem =
    all && props.value ? (own ? (own.active ? null : say.withdrawn) : fill(say.unknownCategory, { code: props.value })) : null;
  return (
    <>
      <SearchPicker
        {...props}
        name="category"
        extra={String(all?.size ?? 0)}
        shown={props.value ? categoryPath(props.value, all ?? new Map()) || props.value : ''}
        placeholder={say.categoryHint}
        search={search}
        invalid={props.invalid === true || problem !== null}
        onChange={(code) => {
          recent.keep('category', code);
          props.onChange(code);
        }}
      />
      {problem ? (
        <small className="field-problem" role="alert">
          {problem}
        </small>
      ) : null}
    </>
  );
}
