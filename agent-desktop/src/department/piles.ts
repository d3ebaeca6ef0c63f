import type { Filters } from '../ticket-list/filters.ts';

/** The three counts of a department, each a filter of the list. */
export const piles = {
  sign: { state: 'assigned' },
  today: { due: 'today' },
  over: { due: 'over' },
} as const satisfies Record<string, Filters>;
export type Pile = keyof typeof piles;

export const pileOf = ({ state, due }: Filters): Pile | undefined =>
  due === 'over' ? 'over' : due === 'today' ? 'today' : state === 'assigned' ? 'sign' : undefined;

/** What a department sees when it asks for nothing else: its open tickets by what is due. A search looks through everything. */
export const filterOf = (filters: Filters): Filters =>
  filters.q !== undefined || filters.open === false ? filters : { open: true, sort: 'due', ...filters };
