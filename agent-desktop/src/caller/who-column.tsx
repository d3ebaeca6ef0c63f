import { fill } from '@hotline/browser-kit';
import { calls, type CallView, citizens, type CitizenItem } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking, request } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { Reveal, spokenNumber } from '../desk-kit/reveal.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { CallEntry } from './call-entry.tsx';
import { TicketEntry } from './ticket-entry.tsx';
import * as words from '../desk/words.ts';

/** Who calls and what was between her and the hotline before: on the ringing agent's screen only. */
export function WhoColumn({ call }: { call: CallView | null }) {
  const say = useWords(words);
  if (!call) return <Empty>{say.nobody}</Empty>;
  if (call.caller.withheld)
    return (
      <div className="pop" data-testid="pop-caller">
        <h2 className="pop-number">{say.anonymous}</h2>
        <p className="quiet">{say.withheld}</p>
      </div>
    );
  return (
    <div className="pop" data-testid="pop-caller">
      <h2 className="pop-number">{call.caller.masked}</h2>
      <Earlier call={call} />
    </div>
  );
}

/** One timeline over calls and tickets. */
function Earlier({ call }: { call: CallView }) {
  const say = useWords(words);
  const { data, error, refetch } = useQuery(asking(citizens.history, { query: { callId: call.id } }));
  const spoken = useQuery(asking(calls.history, { params: { id: call.id } })).data?.items;
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const { items, callsLast30Days, openTickets } = data;
  return (
    <>
      <p className="pop-count">
        {items.some(({ kind }) => kind === 'call') ? fill(say.calls30, { n: callsLast30Days }) : say.firstCall}
        {items.length > 0 ? ` · ${openTickets > 0 ? fill(say.openTickets, { n: openTickets }) : say.noTickets}` : ''}
      </p>
      <Reveal key={call.id} label={say.reveal} ask={(reason) => numberOf(call.id, reason)} />
      {items.length > 0 ? <h3>{say.timeline}</h3> : null}
      <ol className="timeline">
        {items.map((item) => (
          <li key={item.id}>
            <Entry item={item} call={spoken?.find(({ id }) => id === item.id)} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Entry({ item, call }: { item: CitizenItem; call: CallView | undefined }) {
  if (item.kind === 'ticket') return <TicketEntry item={item} />;
  return <CallEntry item={item} call={call} />;
}

const numberOf = async (id: string, reason: string): Promise<string> =>
  spokenNumber((await request(calls.reveal, { params: { id }, body: { reason } })).phone);
