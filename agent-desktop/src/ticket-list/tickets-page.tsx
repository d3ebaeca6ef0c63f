import { useWords } from '../desk-kit/settings.ts';
import { addressWith, goInstead, usePath } from '../frame/path.ts';
import { TicketPage } from '../ticket/ticket-page.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type Filters, filtersIn, filtersOut } from './filters.ts';
import { TicketList } from './ticket-list.tsx';
import { useTicketList } from './use-ticket-list.ts';
import * as words from './words.ts';

/** `#/tickets?state=assigned&sort=due`: all tickets that she may see; `#/tickets/<id or number>`: one of them. */
export default function TicketsPage() {
  const { rest, query } = usePath();
  const say = useWords(words);
  if (rest === '') return <AllTickets />;
  const back = addressWith('tickets', Object.fromEntries([...query].filter(([key]) => key !== 'do')));
  return (
    <div className="one-ticket">
      <a className="back" href={`#/${back}`}>
        ← {say.back}
      </a>
      <TicketPage key={rest} id={decodeURIComponent(rest)} />
    </div>
  );
}

function AllTickets() {
  const say = useWords(words);
  const { query } = usePath();
  const filters = filtersIn(query);
  const list = useTicketList(filters);
  const change = (next: Filters): void => goInstead(addressWith('tickets', filtersOut(next)));
  const narrowed = Object.keys(filters).some((key) => key !== 'sort');
  return (
    <div className="all-tickets">
      <h1>{say.title}</h1>
      <FilterBar filters={filters} onChange={change} />
      <TicketList
        list={list}
        name={say.title}
        shape="wide"
        hrefOf={({ number }) => `#/${addressWith(`tickets/${number}`, filtersOut(filters))}`}
        empty={narrowed ? say.noneFit : say.none}
      />
    </div>
  );
}
