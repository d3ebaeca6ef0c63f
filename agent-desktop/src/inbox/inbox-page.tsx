import { becomings, type ConversationRow, conversations, deliveryStates, messageChannels } from '@hotline/contracts';
import { Segmented } from 'antd';
import { request } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { MoreRows, usePages } from '../desk-kit/pages.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { addressWith, goInstead, usePath } from '../frame/path.ts';
import { SignalChip } from '../ticket/time-left/signal-chip.tsx';
import { TimeLeft } from '../ticket/time-left/time-left.tsx';
import { WorkSplit } from '../ticket-list/work-split.tsx';
import { Conversation } from './conversation.tsx';
import * as words from './words.ts';
import '../ticket/ticket.css';
import './inbox.css';

const piles = ['waiting', 'mine', 'all'] as const;
const nothingIn = { waiting: 'none', mine: 'noneMine', all: 'noneAll' } as const;

/** Who has written, and what is due first? */
export default function InboxPage() {
  const say = useWords(words);
  const { rest, query } = usePath();
  const of = piles.find((pile) => pile === query.get('of')) ?? 'waiting';
  const waiting = of !== 'all';
  const held = of === 'mine' ? ('mine' as const) : undefined;
  const at = (place: string): string => addressWith(place, { of: of === 'waiting' ? undefined : of });
  const pages = usePages({
    of: conversations.list,
    narrowed: { waiting, held },
    page: (after, signal) => request(conversations.list, { query: { waiting, held, limit: 50, ...after } }, signal),
  });
  const column = (
    <>
      <header className="work-head">
        <h1>{say.title}</h1>
        <Segmented
          value={of}
          options={piles.map((value) => ({ value, label: say[value] }))}
          onChange={(value) => goInstead(addressWith('inbox', { of: value === 'waiting' ? undefined : value }))}
        />
      </header>
      {pages.error ? <ProblemNotice error={pages.error} again={pages.again} /> : null}
      {!pages.loaded && !pages.error ? <Loading rows={8} /> : null}
      {pages.loaded && pages.rows.length === 0 ? <Empty>{say[nothingIn[of]]}</Empty> : null}
      <ol className="inbox-list" aria-label={say.title}>
        {pages.rows.map((row) => (
          <Row key={row.id} row={row} href={`#/${at(`inbox/${row.id}`)}`} current={row.id === rest} />
        ))}
      </ol>
      <MoreRows pages={pages} label={say.more} />
    </>
  );
  return (
    <WorkSplit
      list={column}
      chosen={rest ? <Conversation key={rest} id={rest} /> : null}
      hint={<Empty>{say.choose}</Empty>}
      back={at('inbox')}
    />
  );
}

function Row({ row, href, current }: { row: ConversationRow; href: string; current: boolean }) {
  const say = useWords(words);
  const label = useLabel();
  const { hasSubject } = messageChannels[row.channel];
  return (
    <li>
      <a href={href} className="inbox-row" aria-current={current ? 'true' : undefined} data-conversation={row.id}>
        <span className="inbox-who">
          {row.contact.name ?? row.contact.address} <small className="quiet">{label(messageChannels[row.channel])}</small>
        </span>
        <span className="inbox-when">
          {row.signal ? <SignalChip signal={row.signal} /> : null}
          {row.dueAt ? <TimeLeft at={row.dueAt} /> : <When at={row.lastAt} />}
        </span>
        <span className="inbox-subject">{hasSubject ? (row.subject ?? say.noSubject) : row.begins}</span>
        <span className="inbox-kind" data-undelivered={row.undelivered}>
          {row.undelivered ? label(deliveryStates.failed) : row.becomes && row.becomes !== 'matter' ? label(becomings[row.becomes]) : ''}
          {row.heldBy ? <span className="quiet inbox-holder"> {row.heldByName ?? row.heldBy}</span> : null}
        </span>
        {hasSubject ? <span className="inbox-begins quiet">{row.begins}</span> : null}
      </a>
    </li>
  );
}
