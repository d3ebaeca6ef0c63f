import { becomings, type ConversationRow, conversations, deliveryStates, messageChannels } from '@hotline/contracts';
import { Segmented } from 'antd';
import { request } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { MoreRows, usePages } from '../desk-kit/pages.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { Timer, When } from '../desk-kit/times.tsx';
import { addressWith, goInstead, usePath } from '../frame/path.ts';
import { WorkSplit } from '../ticket-list/work-split.tsx';
import { Conversation } from './conversation.tsx';
import * as words from './words.ts';
import './inbox.css';

/** Who has written, and waits longest? */
export default function InboxPage() {
  const say = useWords(words);
  const { rest, query } = usePath();
  const waiting = query.get('all') === null;
  const back = addressWith('inbox', { all: waiting ? undefined : '1' });
  const pages = usePages({
    of: conversations.list,
    narrowed: { waiting },
    page: (after, signal) => request(conversations.list, { query: { waiting, limit: 50, ...after } }, signal),
  });
  const column = (
    <>
      <header className="work-head">
        <h1>{say.title}</h1>
        <Segmented
          value={waiting ? 'waiting' : 'all'}
          options={[
            { value: 'waiting', label: say.waiting },
            { value: 'all', label: say.all },
          ]}
          onChange={(value) => goInstead(addressWith('inbox', { all: value === 'all' ? '1' : undefined }))}
        />
      </header>
      {pages.error ? <ProblemNotice error={pages.error} again={pages.again} /> : null}
      {!pages.loaded && !pages.error ? <Loading rows={8} /> : null}
      {pages.loaded && pages.rows.length === 0 ? <Empty>{waiting ? say.none : say.noneAll}</Empty> : null}
      <ol className="inbox-list" aria-label={say.title}>
        {pages.rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            href={`#/${addressWith(`inbox/${row.id}`, { all: waiting ? undefined : '1' })}`}
            current={row.id === rest}
          />
        ))}
      </ol>
      <MoreRows pages={pages} label={say.more} />
    </>
  );
  return (
    <WorkSplit list={column} chosen={rest ? <Conversation key={rest} id={rest} /> : null} hint={<Empty>{say.choose}</Empty>} back={back} />
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
        <span className="inbox-when">{row.waitsSince ? <Timer since={row.waitsSince} /> : <When at={row.lastAt} />}</span>
        <span className="inbox-subject">{hasSubject ? (row.subject ?? say.noSubject) : row.begins}</span>
        <span className="inbox-kind" data-undelivered={row.undelivered}>
          {row.undelivered ? label(deliveryStates.failed) : row.becomes && row.becomes !== 'matter' ? label(becomings[row.becomes]) : ''}
        </span>
        {hasSubject ? <span className="inbox-begins quiet">{row.begins}</span> : null}
      </a>
    </li>
  );
}
