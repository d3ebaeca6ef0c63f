import { ticketStates, ticketTypes, type TicketRow as Row, urgencies } from '@hotline/contracts';
import { fill } from '@hotline/browser-kit';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { useCategoryPath } from '../ticket/names.ts';
import { SignalChip } from '../ticket/time-left/signal-chip.tsx';
import { TimeLeft } from '../ticket/time-left/time-left.tsx';
import * as words from './words.ts';

interface Given {
  readonly row: Row;
  readonly gone: boolean;
  readonly href: string;
  readonly current: boolean;
}

/** One ticket of a list: a link, so that it opens in another tab too. */
export function TicketRow({ row, gone, href, current }: Given) {
  const say = useWords(words);
  const label = useLabel();
  const categoryPath = useCategoryPath();
  return (
    <li data-gone={gone}>
      <a href={href} className="ticket-row" data-ticket={row.id} aria-current={current ? 'true' : undefined}>
        <span className="cell-left">
          <Left row={row} />
          {row.due?.signal ? <SignalChip signal={row.due.signal} /> : null}
        </span>
        <span className="cell-title" title={row.title}>
          {row.urgency === 'normal' ? null : <b data-urgency={row.urgency}>{label(urgencies[row.urgency])}</b>} {row.title}
        </span>
        <span className="cell-state state-chip" data-state={row.state}>
          {gone ? say.gone : label(ticketStates[row.state])}
        </span>
        <span className="cell-type">{label(ticketTypes[row.type])}</span>
        <span className="cell-category" title={categoryPath(row.category).join(' › ')}>
          {categoryPath(row.category).at(-1)}
        </span>
        <span className="cell-unit" title={row.unitName ?? undefined}>
          {row.unitName ?? '–'}
        </span>
        <span className="cell-place" title={row.place.text}>
          {row.place.text}
        </span>
        <span className="cell-who">{row.contact.name ?? '–'}</span>
        <span className="cell-number">{row.number}</span>
        <span className="cell-filed">
          <When at={row.filedAt} />
        </span>
      </a>
    </li>
  );
}

/** Until when; of what has no deadline, how often callback has tried, else its type. */
function Left({ row: { due, state, tries, type } }: { row: Row }) {
  const say = useWords(words);
  const label = useLabel();
  if (due) return <TimeLeft at={due.at} />;
  if (state === 'replied' && tries > 0) return <span className="quiet">{fill(say.tried, { n: tries })}</span>;
  return <span className="quiet no-due">{label(ticketTypes[type])}</span>;
}
