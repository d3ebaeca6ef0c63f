import { tickets, type TicketMove, type TicketState } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { Empty } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { addressWith, go, goInstead, usePath } from '../frame/path.ts';
import { filtersIn, filtersOut } from '../ticket-list/filters.ts';
import { SearchBox } from '../ticket-list/search-box.tsx';
import { StateTabs } from '../ticket-list/state-tabs.tsx';
import { TicketList } from '../ticket-list/ticket-list.tsx';
import { useTicketList } from '../ticket-list/use-ticket-list.ts';
import { WorkSplit } from '../ticket-list/work-split.tsx';
import { TicketPage } from '../ticket/ticket-page.tsx';
import * as words from './words.ts';

const states = ['replied', 'called-back', 'closed'] as const satisfies readonly TicketState[];
type Shown = (typeof states)[number];

/** Whom do I ring, and what did they promise? */
export default function CallbackPage() {
  const say = useWords(words);
  const { rest, query } = usePath();
  const filters = filtersIn(query);
  const state: Shown = states.find((one) => one === filters.state) ?? 'replied';
  const shown = { ...filters, state };
  const list = useTicketList(shown);
  const counts = useQuery(asking(tickets.counts, {})).data?.byState;
  const names: Record<Shown, string> = { replied: say.replied, 'called-back': say.calledBack, closed: say.closed };
  const nothing: Record<Shown, string> = { replied: say.none, 'called-back': say.noneCalled, closed: say.noneClosed };
  // after the callback she closes the same ticket: it stays open beside the list it has left
  const moved = (event: TicketMove): void => {
    void list.refresh();
    if (event === 'close' || event === 'archive' || event === 'redo') go(addressWith('callback', filtersOut(shown)));
  };
  const column = (
    <>
      <header className="work-head">
        <h1>{say.title}</h1>
        <SearchBox q={filters.q ?? ''} onSearch={(q) => goInstead(addressWith('callback', filtersOut({ ...shown, q: q || undefined })))} />
      </header>
      <StateTabs
        name={say.tabs}
        value={state}
        tabs={states.map((value) => ({ value, label: names[value], count: counts?.[value] }))}
        hrefOf={(value) => `#/${addressWith('callback', filtersOut({ ...filters, state: value }))}`}
      />
      <TicketList
        list={list}
        name={names[state]}
        shape="narrow"
        current={rest ? decodeURIComponent(rest) : undefined}
        hrefOf={({ number }) => `#/${addressWith(`callback/${number}`, filtersOut(shown))}`}
        onStep={({ number }) => goInstead(addressWith(`callback/${number}`, filtersOut(shown)))}
        empty={nothing[state]}
      />
    </>
  );
  return (
    <WorkSplit
      list={column}
      back={addressWith('callback', filtersOut(shown))}
      chosen={rest ? <TicketPage key={rest} id={decodeURIComponent(rest)} level={2} onMoved={moved} /> : null}
      hint={<Empty>{say.choose}</Empty>}
    />
  );
}
