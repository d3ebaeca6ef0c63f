import { PhoneOutlined } from '@ant-design/icons';
import { lengthText } from '@hotline/browser-kit';
import { agents, callStates, type CallView, type CitizenItem, dispositions } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { useLabel, useLanguage, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { Recordings } from '../desk/recordings.tsx';
import * as words from '../desk/words.ts';

const between = (from: string | null, to: string | null): number | null => (from && to ? Date.parse(to) - Date.parse(from) : null);

/** An earlier call: when, how long, who, what came of it, and its sound. `call` has the details that this agent may know. */
export function CallEntry({ item, call }: { item: CitizenItem; call: CallView | undefined }) {
  const label = useLabel();
  const colleagues = useQuery(asking(agents.list, {})).data?.items;
  const who = colleagues?.find(({ account }) => account === item.agent)?.name ?? item.agent;
  return (
    <article className="call-entry">
      <p>
        <PhoneOutlined aria-hidden /> <When at={item.at} /> <span>{label({ zh: item.summary, en: item.summaryEn })}</span>
        {who ? <span className="quiet">{who}</span> : null}
      </p>
      {call ? <Outcome call={call} /> : null}
      <Recordings recordings={item.recordings ?? []} />
    </article>
  );
}

function Outcome({ call }: { call: CallView }) {
  const say = useWords(words);
  const label = useLabel();
  const language = useLanguage();
  const spoke = between(call.answeredAt, call.endedAt);
  return (
    <p className="quiet">
      {spoke === null
        ? call.state === 'ended'
          ? say.notAnswered
          : label(callStates[call.state])
        : `${say.spoke} ${lengthText(spoke, language)}`}
      {call.disposition ? ` · ${label(dispositions[call.disposition.kind])}` : ''}
      {call.disposition?.reason ? ` · ${call.disposition.reason}` : ''}
    </p>
  );
}
