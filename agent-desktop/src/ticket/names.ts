import { categories, type CategoryView, regions } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';

/** Categories and regions change rarely; a name five minutes old is right enough. */
const SLOW_MS = 300_000;

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

export function useRegionName(code: string | undefined): string | undefined {
  const { data } = useQuery({ ...asking(regions.list, { query: { q: code } }), staleTime: SLOW_MS, enabled: code !== undefined });
  return data?.items.find((one) => one.code === code)?.name;
}
