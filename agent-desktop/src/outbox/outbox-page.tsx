import { demo, type Got } from '@hotline/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { nameOf, request } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
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
  const pages = useInfiniteQuery({
    queryKey: [nameOf(demo.outbox), 'pages'] as const,
    queryFn: ({ pageParam, signal }) =>
      request(demo.outbox, { query: pageParam === null ? { limit: 30 } : { limit: 30, after: pageParam } }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: LOOK_MS,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="outbox">
      <h1>{say.title}</h1>
      <p className="quiet">{say.help}</p>
      {pages.error ? <ProblemNotice error={pages.error} again={() => void pages.refetch()} /> : null}
      {pages.isPending ? <Loading rows={6} /> : null}
      {pages.data && items.length === 0 ? <Empty>{say.none}</Empty> : null}
      <ol aria-label={say.title}>
        {items.map((message) => (
          <li key={message.id}>
            <Text message={message} />
          </li>
        ))}
      </ol>
      {pages.hasNextPage ? (
        <Button className="list-more" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
          {say.more}
        </Button>
      ) : null}
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
