import { agents, categories, type CategoryView, regions, session, units } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';

/** Units, categories and people change rarely; a name five minutes old is right enough. */
const SLOW_MS = 300_000;

/** The tree has thousands of units, so a name is looked up by its code (the search finds a code exactly). Empty until it is known. */
export function useUnitName(code: string | null): string {
  const { data, isPending } = useQuery({
    ...asking(units.list, { query: { q: code ?? '' } }),
    staleTime: SLOW_MS,
    enabled: code !== null,
  });
  if (code === null || isPending) return '';
  return data?.items.find((one) => one.code === code)?.name ?? code;
}

/** `城乡建设 › 供水 › 停水`: the whole path, withdrawn ones too. */
export function pathOf(items: readonly Pick<CategoryView, 'code' | 'name' | 'parent'>[], code: string): string[] {
  const byCode = new Map(items.map((one) => [one.code, one]));
  const path: string[] = [];
  const seen = new Set<string>();
  for (let at = byCode.get(code); at && !seen.has(at.code); at = at.parent === null ? undefined : byCode.get(at.parent)) {
    seen.add(at.code);
    path.unshift(at.name);
  }
  return path.length > 0 ? path : [code];
}

export function useCategoryPath(): (code: string) => string[] {
  const { data } = useQuery({ ...asking(categories.list, { query: { withdrawn: true } }), staleTime: SLOW_MS });
  return (code) => (data ? pathOf(data.items, code) : []);
}

/** A name where this person may know it; otherwise the account, which is what the log holds. */
export function usePersonName(): (account: string) => string {
  const me = useQuery(asking(session.read, {})).data;
  const { data } = useQuery({
    ...asking(agents.list, {}),
    staleTime: SLOW_MS,
    enabled: me?.permissions.includes('board.read') ?? false,
  });
  return (account) => (account === me?.account ? me.name : (data?.items.find((one) => one.account === account)?.name ?? account));
}

export function useRegionName(code: string | undefined): string | undefined {
  const { data } = useQuery({ ...asking(regions.list, { query: { q: code } }), staleTime: SLOW_MS, enabled: code !== undefined });
  return data?.items.find((one) => one.code === code)?.name;
}
