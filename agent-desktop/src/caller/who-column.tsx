import { fill } from '@hotline/browser-kit';
import { calls, type CallView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { CallEntry } from './call-entry.tsx';
import { Reveal } from './reveal.tsx';
import * as words from '../desk/words.ts';

/** Who calls and what she has called about before: on the ringing agent's screen only. */
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

function Earlier({ call }: { call: CallView }) {
  const say = useWords(words);
  const { data, error, refetch } = useQuery(asking(calls.history, { params: { id: call.id } }));
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />;
  if (!data) return <Loading />;
  const earlier = data.items.filter(({ id }) => id !== call.id);
  return (
    <>
      <p className="pop-count">{earlier.length === 0 ? say.firstCall : fill(say.calls30, { n: data.last30Days })}</p>
      <Reveal key={call.id} callId={call.id} />
      {earlier.length > 0 ? <h3>{say.earlier}</h3> : null}
      <ol className="timeline">
        {earlier.map((one) => (
          <li key={one.id}>
            <CallEntry call={one} />
          </li>
        ))}
      </ol>
    </>
  );
}
