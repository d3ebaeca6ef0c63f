import { tickets, type TicketMove } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { Empty } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { addressWith, goInstead, usePath } from '../frame/path.ts';
import { type Filters, filtersIn, filtersOut } from '../ticket-list/filters.ts';
import { SearchBox } from '../ticket-list/search-box.tsx';
import { countWords, StateTabs } from '../ticket-list/state-tabs.tsx';
import { TicketList } from '../ticket-list/ticket-list.tsx';
import { useTicketList } from '../ticket-list/use-ticket-list.ts';
import { WorkSplit } from '../ticket-list/work-split.tsx';
import { TicketPage } from '../ticket/ticket-page.tsx';
import { filterOf, type Pile, pileOf, piles } from './piles.ts';
import * as words from './words.ts';
import './department.css';

/** What is due today? */
export default function DepartmentPage() {
  const say = useWords(words);
  const { rest, query } = usePath();
  const chosen = rest ? decodeURIComponent(rest) : undefined;
  const filters = filtersIn(query);
  const list = useTicketList(filterOf(filters));
  const at = (next: Filters, number?: string): string => addressWith(number ? `handle/${number}` : 'handle', filtersOut(next));
  const moved = (_: TicketMove): void => void list.refresh();
  const column = (
    <>
      <header className="work-head">
        <h1>{say.title}</h1>
        <SearchBox q={filters.q ?? ''} onSearch={(q) => goInstead(at({ ...filters, q: q || undefined }))} />
      </header>
      <Piles filters={filters} at={at} />
      <TicketList
        list={list}
        name={say.title}
        shape="narrow"
        current={chosen}
        hrefOf={({ number }) => `#/${at(filters, number)}`}
        onStep={({ number }) => goInstead(at(filters, number))}
        empty={Object.keys(filters).length === 0 ? say.none : say.noneHere}
      />
    </>
  );
  return (
    <WorkSplit
      list={column}
      back={at(filters)}
      chosen={chosen ? <TicketPage key={chosen} id={chosen} level={2} onMoved={moved} /> : null}
      hint={<Empty>{say.choose}</Empty>}
    />
  );
}

/** What waits, each number a filter; the other lists in a line below. */
function Piles({ filters, at }: { filters: Filters; at: (next: Filters) => string }) {
  const say = useWords(words);
  const counts = useQuery(asking(tickets.counts, {})).data;
  const pile = pileOf(filters);
  const names: Record<Pile, string> = { sign: say.toSign, today: say.today, over: say.over };
  const waiting: Record<Pile, number | undefined> = { sign: counts?.byState.assigned, today: counts?.dueToday, over: counts?.over };
  return (
    <>
      <StateTabs
        big
        name={say.piles}
        value={pile}
        tabs={(Object.keys(piles) as Pile[]).map((value) => ({
          value,
          label: names[value],
          count: waiting[value],
          late: value === 'over',
        }))}
        // the chosen pile's own link leads back to all
        hrefOf={(value) => `#/${at(value === pile ? {} : piles[value])}`}
      />
      <p className="pile-line">
        <a href={`#/${at({})}`} aria-current={Object.keys(filters).length === 0 ? 'page' : undefined}>
          {say.all}
        </a>
        <a href={`#/${at({ state: 'handling' })}`} aria-current={filters.state === 'handling' ? 'page' : undefined}>
          {say.handling} {countWords(counts?.byState.handling)}
        </a>
        <a href={`#/${at({ open: false, sort: 'newest' })}`} aria-current={filters.open === false ? 'page' : undefined}>
          {say.done}
        </a>
      </p>
    </>
  );
}
