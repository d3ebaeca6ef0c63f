import { demo, type Got } from '@hotline/contracts';
import { request } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { MoreRows, usePages } from '../desk-kit/pages.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import * as words from './words.ts';
import './outbox.css';

type Message = Got<typeof demo.outbox>['items'][number];
/** Texts are written with the step that they tell of; nobody tells this page of them. */
const LOOK_MS = 5_000;

/** What citizens would have been texted. The demo sends nothing. */
export default function OutboxPage() {
  const say = useWords(words);
  const pages = usePages({
    of: demo.outbox,
    page: (after, signal) => request(demo.outbox, { query: { limit: 30, ...after } }, signal),
    every: LOOK_MS,
  });
  return (
    <div className="outbox">
      <h1>{say.title}</h1>
      <p className="quiet">{say.help}</p>
      {pages.error ? <ProblemNotice error={pages.error} again={pages.again} /> : null}
      {!pages.loaded && !pages.error ? <Loading rows={6} /> : null}
      {pages.loaded && pages.rows.length === 0 ? <Empty>{say.none}</Empty> : null}
      <ol aria-label={say.title}>
        {pages.rows.map((message) => (
          <li key={message.id}>
            <Text message={message} />
          </li>
        ))}
      </ol>
      <MoreRows pages={pages} label={say.more} />
    </div>
  );
}

function Text({ message: { at, to, text, ticketId } }: { message: Message }) {
  const say = useWords(words);
  return (
    <article>
      <p className="quiet">
        {to} · <When at={at} />
        {' · '}
        <a href={`#/tickets/${ticketId}`}>{say.ticket}</a>
      </p>
      <p className="bubble">{text}</p>
    </article>
  );
}
