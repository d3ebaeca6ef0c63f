import { fill, lengthText } from '@hotline/browser-kit';
import { agents, callStates, type CallView, dispositions, recordingLegs } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { useLabel, useLanguage, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import * as words from './words.ts';

const between = (from: string | null, to: string | null): number | null => (from && to ? Date.parse(to) - Date.parse(from) : null);

/** An earlier call: when, how long, who, what came of it, and its sound. */
export function CallEntry({ call }: { call: CallView }) {
  const say = useWords(words);
  const label = useLabel();
  const language = useLanguage();
  const colleagues = useQuery(asking(agents.list, {})).data?.items;
  const who = colleagues?.find(({ account }) => account === call.agent)?.name ?? call.agent;
  const spoke = between(call.answeredAt, call.endedAt);
  return (
    <article className="call-entry">
      <p>
        <When at={call.queuedAt} /> <span>{call.direction === 'in' ? say.in : say.out}</span>
        {who ? <span className="quiet">{who}</span> : null}
      </p>
      <p className="quiet">
        {spoke === null ? label(callStates[call.state]) : `${say.spoke} ${lengthText(spoke, language)}`}
        {call.disposition ? ` · ${label(dispositions[call.disposition.kind])}` : ''}
        {call.disposition?.reason ? ` · ${call.disposition.reason}` : ''}
      </p>
      <Recordings recordings={call.recordings} />
    </article>
  );
}

type Recordings = CallView['recordings'];

/** Both voices together where there is such a file, else whatever there is. Nothing is fetched before she presses play. */
export function Recordings({ recordings }: { recordings: Recordings }) {
  const say = useWords(words);
  const label = useLabel();
  const whole = recordings.filter(({ leg }) => leg === 'mix' || leg === 'voicemail');
  const shown = whole.length > 0 ? whole : recordings;
  return shown.map(({ id, leg, url, state }) => {
    const name = fill(say.recording, { leg: label(recordingLegs[leg]) });
    if (state === 'lost') return <small key={id}>{say.recordingLost}</small>;
    if (state === 'writing') return <small key={id}>{say.recordingWriting}</small>;
    return <audio key={id} controls preload="none" src={url} aria-label={name} title={name} />;
  });
}
