import { fill } from '@hotline/browser-kit';
import { calls, type CallView } from '@hotline/contracts';
import { Contacts } from '../citizen/contacts.tsx';
import { History, useHistory } from '../citizen/history.tsx';
import { request } from '../desk-kit/ask.ts';
import { Empty } from '../desk-kit/notices.tsx';
import { Reveal, spokenNumber } from '../desk-kit/reveal.tsx';
import { useWords } from '../desk-kit/settings.ts';
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

/** How often she calls, what is open, by which addresses we know her, and one list over all channels. */
function Earlier({ call }: { call: CallView }) {
  const say = useWords(words);
  const of = { callId: call.id };
  const pages = useHistory(of);
  const { first, rows } = pages;
  const isKnown = first !== undefined && (first.callsLast30Days > 1 || rows.some(({ kind }) => kind === 'call'));
  return (
    <>
      {first ? (
        <p className="pop-count">
          {isKnown ? fill(say.calls30, { n: first.callsLast30Days }) : say.firstCall}
          {rows.length > 0 ? ` · ${first.openTickets > 0 ? fill(say.openTickets, { n: first.openTickets }) : say.noTickets}` : ''}
        </p>
      ) : null}
      <Reveal key={call.id} label={say.reveal} ask={(reason) => numberOf(call.id, reason)} />
      {first ? <Contacts of={of} /> : null}
      {rows.length > 0 ? <h3>{say.timeline}</h3> : null}
      {first && rows.length === 0 ? null : <History pages={pages} callId={call.id} />}
    </>
  );
}

const numberOf = async (id: string, reason: string): Promise<string> =>
  spokenNumber((await request(calls.reveal, { params: { id }, body: { reason } })).phone);
