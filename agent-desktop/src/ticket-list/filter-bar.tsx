import { type TicketState, ticketStates, ticketTypes, type TicketType } from '@hotline/contracts';
import { Button, Segmented, Select } from 'antd';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { type Filters, filterNames } from './filters.ts';
import { SearchBox } from './search-box.tsx';
import * as words from './words.ts';

/** What narrows the list of all tickets. Every choice stands in the address. */
export function FilterBar({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const say = useWords(words);
  const label = useLabel();
  const put = (more: Filters): void => onChange({ ...filters, ...more });
  const options = <T extends string>(table: Readonly<Record<T, { zh: string; en: string }>>) =>
    (Object.keys(table) as T[]).map((value) => ({ value, label: label(table[value]) }));
  const narrowed = filterNames.some((name) => name !== 'sort' && filters[name] !== undefined);
  return (
    <div className="filter-bar">
      <SearchBox q={filters.q ?? ''} onSearch={(q) => put({ q: q || undefined })} />
      <Select<TicketState>
        allowClear
        aria-label={say.state}
        placeholder={say.state}
        value={filters.state ?? null}
        options={options(ticketStates)}
        onChange={(state) => put({ state })}
      />
      <Select<TicketType>
        allowClear
        aria-label={say.type}
        placeholder={say.type}
        value={filters.type ?? null}
        options={options(ticketTypes)}
        onChange={(type) => put({ type })}
      />
      <Select<'today' | 'over'>
        allowClear
        aria-label={say.due}
        placeholder={say.due}
        value={filters.due ?? null}
        options={[
          { value: 'today', label: say.dueToday },
          { value: 'over', label: say.over },
        ]}
        onChange={(due) => put({ due })}
      />
      <Select<'mine'>
        allowClear
        aria-label={say.whose}
        placeholder={say.whose}
        value={filters.mine ? 'mine' : null}
        options={[{ value: 'mine', label: say.mine }]}
        onChange={(mine) => put({ mine: mine === undefined ? undefined : true })}
      />
      <Sort sort={filters.sort} onChange={(sort) => put({ sort })} />
      {narrowed ? (
        <Button type="text" onClick={() => onChange(filters.sort ? { sort: filters.sort } : {})}>
          {say.clear}
        </Button>
      ) : null}
    </div>
  );
}

function Sort({ sort = 'newest', onChange }: { sort?: Filters['sort']; onChange: (sort: 'newest' | 'due') => void }) {
  const say = useWords(words);
  return (
    <Segmented<'newest' | 'due'>
      aria-label={say.sort}
      value={sort}
      onChange={onChange}
      options={[
        { value: 'newest', label: say.newest },
        { value: 'due', label: say.byDue },
      ]}
    />
  );
}
