import { tickets, type TicketMove, type TicketState } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { Empty } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { useCommand } from '../desk-kit/commands/use-command.ts';
import { addressWith, go, goInstead, usePath } from '../frame/path.ts';
import { filtersIn, filtersOut } from '../ticket-list/filters.ts';
import { SearchBox } from '../ticket-list/search-box.tsx';
import { StateTabs } from '../ticket-list/state-tabs.tsx';
import { TicketList } from '../ticket-list/ticket-list.tsx';
import { useTicketList } from '../ticket-list/use-ticket-list.ts';
import { WorkSplit } from '../ticket-list/work-split.tsx';
import { TicketPage } from '../ticket/ticket-page.tsx';
import { afterThis } from './after-this.ts';
import * as words from './words.ts';

const states = ['received', 'returned'] as const satisfies readonly TicketState[];

/** What is the next one, and where does it go? */
export default function DispatchPage() {
  const say = useWords(words);
  const { rest, query } = usePath();
  const chosen = rest ? decodeURIComponent(rest) : undefined;
  const filters = filtersIn(query);
  const state = states.find((one) => one === filters.state) ?? 'received';
  const shown = { sort: 'due' as const, ...filters, state };
  const list = useTicketList(shown);
  const counts = useQuery(asking(tickets.counts, {})).data?.byState;
  const at = (number?: string, step?: TicketMove): string =>
    addressWith(number ? `dispatch/${number}` : 'dispatch', { ...filtersOut({ ...filters, state }), do: step });
  useCommand('dispatch.form', () => chosen && goInstead(at(chosen, 'dispatch')), chosen !== undefined);
  const moved = (event: TicketMove): void => {
    // whoever takes a ticket goes on with it; all other steps take it off this list
    if (event === 'take') return void list.refresh();
    const next = afterThis(list.latest, chosen);
    go(at(next?.number));
    void list.refresh();
  };
  const column = (
    <>
      <header className="work-head">
        <h1>{say.title}</h1>
        <SearchBox
          q={filters.q ?? ''}
          onSearch={(q) => goInstead(addressWith('dispatch', filtersOut({ ...filters, state, q: q || undefined })))}
        />
      </header>
      <StateTabs
        name={say.tabs}
        value={state}
        tabs={[
          { value: 'received', label: say.received, count: counts?.received },
          { value: 'returned', label: say.returned, count: counts?.returned },
        ]}
        hrefOf={(value) => `#/${addressWith('dispatch', filtersOut({ ...filters, state: value }))}`}
      />
      <TicketList
        list={list}
        name={state === 'received' ? say.received : say.returned}
        shape="narrow"
        current={chosen}
        hrefOf={({ number }) => `#/${at(number)}`}
        onStep={({ number }) => goInstead(at(number))}
        empty={state === 'received' ? say.noneReceived : say.noneReturned}
      />
    </>
  );
  return (
    <WorkSplit
      list={column}
      back={at()}
      chosen={chosen ? <TicketPage key={chosen} id={chosen} level={2} onMoved={moved} /> : null}
      hint={<Empty>{say.choose}</Empty>}
    />
  );
}
