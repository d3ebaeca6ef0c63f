import { tickets, type TicketRow } from '@hotline/contracts';
import { useState } from 'react';
import { request } from '../desk-kit/ask.ts';
import { usePages } from '../desk-kit/pages.tsx';
import type { Filters } from './filters.ts';
import { settledRows } from './settled.ts';

const PAGE = 50;

/** Tickets that fit the filters, page by page; they stay where she saw them until she takes the updates in. */
export function useTicketList(filters: Filters) {
  const query = { ...filters, limit: PAGE };
  const pages = usePages({
    of: tickets.list,
    narrowed: { query },
    page: (after, signal) => request(tickets.list, { query: { ...query, ...after } }, signal),
  });
  const latest = unique(pages.rows);
  const key = JSON.stringify(query);
  const [held, setHeld] = useState<{ key: string; rows: readonly TicketRow[] }>({ key: '', rows: [] });
  const { loaded, error, again, more, loadingMore } = pages;
  if (loaded && held.key !== key) setHeld({ key, rows: latest });
  const { rows, changes } = settledRows(held.key === key ? held.rows : latest, latest);
  // what is appended is seen now, so it holds its place from now on
  if (loaded && held.key === key && rows.length > held.rows.length) setHeld({ key, rows: rows.map(({ row }) => row) });
  return {
    rows,
    changes,
    latest,
    /** She looked for something. */
    searched: (filters.q ?? '') !== '',
    accept: () => setHeld({ key, rows: latest }),
    /** After a deed of hers: the list is asked for again and taken in as it is. */
    refresh: async () => setHeld({ key, rows: unique(await pages.refresh()) }),
    loaded,
    error,
    again,
    more,
    loadingMore,
  };
}
export type TicketListState = ReturnType<typeof useTicketList>;

/** A ticket that moved between two pages while they were read stands in both. */
const unique = (rows: readonly TicketRow[]): TicketRow[] => [...new Map(rows.map((row) => [row.id, row])).values()];
