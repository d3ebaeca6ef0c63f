import type { Route } from '@hotline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { nameOf } from './ask.ts';

interface Rows {
  readonly items: readonly unknown[];
  readonly next: string | null;
}
interface PagesOrder<Page extends Rows> {
  readonly of: Route;
  /** What the list is narrowed by; another one is another list. */
  readonly narrowed?: object;
  /** Asks for the page behind `after`; the first has none. */
  readonly page: (after: { after?: string }, signal: AbortSignal) => PromiseLike<Page>;
  /** Milliseconds after which it is asked for again, where no frame tells of a change. */
  readonly every?: number;
}

/** A list that comes page by page. */
export function usePages<Page extends Rows>({ of, narrowed = {}, page, every }: PagesOrder<Page>) {
  type Row = Page['items'][number];
  const pages = useInfiniteQuery({
    queryKey: [nameOf(of), narrowed, 'pages'] as const,
    queryFn: async ({ pageParam, signal }) => page(pageParam === null ? {} : { after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
  return {
    rows: (pages.data?.pages.flatMap(({ items }) => items) ?? []) as Row[],
    /** What the first page says besides its rows. */
    first: pages.data?.pages[0],
    loaded: pages.data !== undefined,
    error: pages.error,
    again: () => void pages.refetch(),
    /** Asks for all of it anew and gives what came. */
    refresh: async () => ((await pages.refetch()).data?.pages.flatMap(({ items }) => items) ?? []) as Row[],
    more: pages.hasNextPage ? () => void pages.fetchNextPage() : null,
    loadingMore: pages.isFetchingNextPage,
  };
}

/** The next page, while there is one. */
export const MoreRows = ({ pages, label }: { pages: Pick<ReturnType<typeof usePages>, 'more' | 'loadingMore'>; label: string }) =>
  pages.more === null ? null : (
    <Button className="list-more" loading={pages.loadingMore} onClick={pages.more}>
      {label}
    </Button>
  );
