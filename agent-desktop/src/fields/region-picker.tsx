import { regions, type RegionView } from '@hotline/contracts';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { asking, request } from '../desk-kit/ask.ts';
import { useWords } from '../desk-kit/settings.ts';
import { type Choice, type PickerProps, recent, SearchPicker } from './search-picker.tsx';
import * as words from './words.ts';

/** Places do not move: a name is asked for once. */
async function regionOf(queries: QueryClient, code: string): Promise<RegionView | undefined> {
  const { items } = await queries.fetchQuery({ ...asking(regions.list, { query: { q: code } }), staleTime: Infinity });
  return items.find((one) => one.code === code);
}

/** 市 / 区 / 街道: the place and those above it, the widest first. */
async function lineOf(queries: QueryClient, code: string): Promise<RegionView[]> {
  const line: RegionView[] = [];
  for (let at: string | null = code; at !== null && line.length < 5; at = line[0]?.parent ?? null) {
    const found: RegionView | undefined = await regionOf(queries, at);
    if (!found) break;
    line.unshift(found);
  }
  return line;
}

const pathOf = (line: readonly RegionView[]): string =>
  line
    .slice(line.length > 1 ? 1 : 0)
    .map(({ name }) => name)
    .join(' / ');

/** More than this is more than one looks through. */
const MOST = 20;

/** A district, street or community: by name or pinyin initials, or step by step downwards from the one chosen. */
export function RegionPicker(props: PickerProps) {
  const say = useWords(words);
  const queries = useQueryClient();
  const { data: line } = useQuery({
    queryKey: ['region-line', props.value],
    queryFn: () => lineOf(queries, props.value ?? ''),
    enabled: Boolean(props.value),
    staleTime: Infinity,
  });
  const withPath = async (one: RegionView): Promise<Choice> => ({
    code: one.code,
    name: one.name,
    hint: one.parent === null ? undefined : pathOf(await lineOf(queries, one.parent)) || undefined,
  });
  const below = async (parent: string | undefined): Promise<RegionView[]> => {
    const { items } = await request(regions.list, { query: parent ? { parent } : {} });
    const [only] = items;
    return items.length === 1 && only && parent === undefined ? [only, ...(await below(only.code))] : items;
  };
  const search = async (q: string) => {
    if (q) {
      const { items } = await request(regions.list, { query: { q } });
      return [{ choices: await Promise.all(items.slice(0, MOST).map(withPath)) }];
    }
    const used = (await Promise.all(recent.read('region').map((code) => regionOf(queries, code)))).flatMap((one) => one ?? []);
    const lower = await below(props.value || undefined);
    return [
      { title: say.below, choices: props.value ? lower.map(({ code, name }) => ({ code, name })) : [] },
      { title: say.recent, choices: await Promise.all(used.map(withPath)) },
      { title: say.all, choices: props.value ? [] : lower.map(({ code, name }) => ({ code, name })) },
    ];
  };
  return (
    <SearchPicker
      {...props}
      clearable
      name="region"
      extra={props.value ?? ''}
      shown={props.value ? pathOf(line ?? []) || props.value : ''}
      placeholder={say.regionHint}
      search={search}
      onChange={(code) => {
        if (code) recent.keep('region', code);
        props.onChange(code);
      }}
    />
  );
}
