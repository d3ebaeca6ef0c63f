import { calls, citizens, type CitizenItem, type CitizenOf } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking, request } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { MoreRows, usePages } from '../desk-kit/pages.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { CallEntry } from './call-entry.tsx';
import { MessageEntry } from './message-entry.tsx';
import { TicketEntry } from './ticket-entry.tsx';
import * as words from './words.ts';
import './citizen.css';

const PAGE = 20;

/** What she and the hotline had to do with each other, page by page; the call, ticket or conversation beside it is left out. */
export const useHistory = (of: CitizenOf) =>
  usePages({
    of: citizens.history,
    narrowed: of,
    page: (after, signal) => request(citizens.history, { query: { ...of, limit: PAGE, ...after } }, signal),
  });

/** One list over calls, messages of all channels and tickets. `callId`: what an agent may know of the calls is asked by it. */
export function History({ pages, callId }: { pages: ReturnType<typeof useHistory>; callId?: string }) {
  const say = useWords(words);
  const spoken = useQuery({ ...asking(calls.history, { params: { id: callId ?? '' } }), enabled: callId !== undefined }).data?.items;
  if (pages.error && !pages.loaded) return <ProblemNotice error={pages.error} again={pages.again} />;
  if (!pages.loaded) return <Loading />;
  if (pages.rows.length === 0) return <Empty>{say.nothing}</Empty>;
  return (
    <>
      <ol className="timeline" aria-label={say.timeline}>
        {pages.rows.map((item) => (
          <li key={`${item.kind}.${item.id}`}>
            <Entry item={item} spoken={spoken} />
          </li>
        ))}
      </ol>
      <MoreRows pages={pages} label={say.more} />
    </>
  );
}

function Entry({ item, spoken }: { item: CitizenItem; spoken: Parameters<typeof CallEntry>[0]['call'][] | undefined }) {
  if (item.kind === 'ticket') return <TicketEntry item={item} />;
  if (item.kind === 'message') return <MessageEntry item={item} />;
  return <CallEntry item={item} call={spoken?.find((one) => one?.id === item.id)} />;
}
