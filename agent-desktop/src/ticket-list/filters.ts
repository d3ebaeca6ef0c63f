import { TicketQuery } from '@hotline/contracts';

/** What a list is narrowed by, as it stands in the address; paging is no part of it. */
export type Filters = Omit<Partial<TicketQuery>, 'after' | 'limit'>;
export const filterNames = [
  'state',
  'unit',
  'type',
  'category',
  'mine',
  'due',
  'open',
  'q',
  'sort',
] as const satisfies readonly (keyof Filters)[];

const flags: Readonly<Record<string, boolean>> = { '1': true, true: true, '0': false, false: false };

/** Filters from an address. What an old bookmark or a typing hand got wrong is left out, not refused. */
export function filtersIn(query: URLSearchParams): Filters {
  const found: Record<string, unknown> = {};
  for (const name of filterNames) {
    const text = query.get(name);
    if (text === null) continue;
    const read = TicketQuery.shape[name].safeParse(name === 'mine' || name === 'open' ? flags[text] : text);
    if (read.success && read.data !== undefined) found[name] = read.data;
  }
  return found as Filters;
}

/** Filters as the address keeps them; the usual order is not named. */
export const filtersOut = ({ sort, ...rest }: Filters): Record<string, string | boolean | undefined> => ({
  ...rest,
  sort: sort === 'newest' ? undefined : sort,
});
