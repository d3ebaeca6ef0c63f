import { fill } from '@hotline/browser-kit';
import type { TicketRow as Row } from '@hotline/contracts';
import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { useCommand } from '../desk-kit/commands/use-command.ts';
import * as kitWords from '../desk-kit/words.ts';
import { TicketRow } from './ticket-row.tsx';
import type { TicketListState } from './use-ticket-list.ts';
import * as words from './words.ts';
import '../ticket/ticket.css';
import './ticket-list.css';

interface Given {
  readonly list: TicketListState;
  readonly name: string;
  readonly hrefOf: (row: Row) => string;
  /** Number of the ticket that stands open beside the list. */
  readonly current?: string | undefined;
  /** j and k open the ticket instead of only going to its row. */
  readonly onStep?: ((row: Row) => void) | undefined;
  readonly shape: 'wide' | 'narrow';
  readonly empty: ReactNode;
}

/** Rows of tickets with their states: loading, empty, broken, and updates that wait to be taken in. */
export function TicketList({ list, name, hrefOf, current, onStep, shape, empty }: Given) {
  const say = useWords(words);
  const kit = useWords(kitWords);
  const place = useRef<HTMLOListElement>(null);
  useRowKeys(list, current, place, onStep);
  const { rows, changes, loaded, error } = list;
  return (
    <div className="ticket-list" data-shape={shape}>
      {changes > 0 ? (
        <Button size="small" className="list-updates" onClick={list.accept}>
          {fill(kit.fresh, { n: changes })}
        </Button>
      ) : null}
      {error ? <ProblemNotice error={error} again={list.again} /> : null}
      {!loaded && !error ? <Loading rows={10} /> : null}
      {loaded && rows.length === 0 ? <Empty>{list.searched ? say.notFound : empty}</Empty> : null}
      {shape === 'wide' && rows.length > 0 ? <Heads /> : null}
      <ol ref={place} aria-label={name}>
        {rows.map(({ row, gone }) => (
          <TicketRow
            key={row.id}
            row={row}
            gone={gone}
            href={hrefOf(row)}
            current={current !== undefined && (row.number === current || row.id === current)}
          />
        ))}
      </ol>
      {list.more ? (
        <Button className="list-more" loading={list.loadingMore} onClick={list.more}>
          {say.more}
        </Button>
      ) : null}
    </div>
  );
}

/** What the columns are; each row says it by itself to a screen reader. */
function Heads() {
  const say = useWords(words);
  return (
    <div className="ticket-row heads" aria-hidden>
      <span className="cell-left">{say.left}</span>
      <span className="cell-title">{say.titleHead}</span>
      <span className="cell-state">{say.state}</span>
      <span className="cell-type">{say.type}</span>
      <span className="cell-category">{say.category}</span>
      <span className="cell-unit">{say.unit}</span>
      <span className="cell-place">{say.place}</span>
      <span className="cell-who">{say.who}</span>
      <span className="cell-number">{say.number}</span>
      <span className="cell-filed">{say.filed}</span>
    </div>
  );
}

/** j and k go from row to row; Enter is the link's own. */
function useRowKeys(
  { rows }: TicketListState,
  current: string | undefined,
  place: React.RefObject<HTMLOListElement | null>,
  onStep: Given['onStep'],
): void {
  const go = (by: 1 | -1): void => {
    const links = [...(place.current?.querySelectorAll<HTMLAnchorElement>('a.ticket-row') ?? [])];
    const focused = links.indexOf(document.activeElement as HTMLAnchorElement);
    const chosen = rows.findIndex(({ row }) => row.number === current || row.id === current);
    const from = onStep && chosen >= 0 ? chosen : focused;
    const at = from === -1 ? (by === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, from + by));
    links[at]?.focus({ preventScroll: true });
    links[at]?.scrollIntoView({ block: 'nearest' });
    const next = rows[at];
    if (onStep && next && at !== chosen) onStep(next.row);
  };
  useCommand('list.next', () => go(1), rows.length > 0);
  useCommand('list.before', () => go(-1), rows.length > 0);
}
