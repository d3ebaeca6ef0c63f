import {
  AlertOutlined,
  AuditOutlined,
  ClockCircleOutlined,
  MailOutlined,
  MessageOutlined,
  PhoneOutlined,
  SoundOutlined,
} from '@ant-design/icons';
import { tickets, type TimelineItem } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asking } from '../desk-kit/ask.ts';
import { Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLanguage, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { CallRecordings } from './recording/recording.tsx';
import * as words from './words.ts';

// prettier-ignore
const icons = {
  step:      <AuditOutlined aria-hidden />,
  call:      <PhoneOutlined aria-hidden />,
  recording: <SoundOutlined aria-hidden />,
  signal:    <AlertOutlined aria-hidden />,
  told:      <MessageOutlined aria-hidden />,
  message:   <MailOutlined aria-hidden />,
  clock:     <ClockCircleOutlined aria-hidden />,
} satisfies Record<TimelineItem['kind'], ReactNode>;

/** Everything that happened, the newest on top. */
export function TicketTimeline({ id }: { id: string }) {
  const say = useWords(words);
  const { data, error, refetch } = useQuery(asking(tickets.timeline, { params: { id } }));
  return (
    <section className="ticket-timeline" aria-label={say.timeline}>
      <h2>{say.timeline}</h2>
      {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={5} /> : null}
      <ol>
        {data?.items.toReversed().map((item, at, all) => (
          <li key={all.length - at} data-kind={item.kind} data-signal={item.kind === 'signal' ? item.ref?.split('.')[1] : undefined}>
            <Entry item={item} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Entry({ item }: { item: TimelineItem }) {
  const say = useWords(words);
  const language = useLanguage();
  const summary = language === 'en' ? item.summaryEn : item.summary;
  const who = item.actor === 'hotline' ? say.hotline : item.actor === 'citizen' ? say.citizen : (item.actorName ?? item.actor);
  return (
    <>
      <span className="entry-icon">{icons[item.kind]}</span>
      <div className="entry">
        <p>
          <strong>{item.kind === 'message' ? <a href={`#/inbox/${item.ref ?? ''}?of=all`}>{summary}</a> : summary}</strong>{' '}
          <span className="quiet">{who}</span> <When at={item.at} />
        </p>
        {item.text ? <p className="long-text">{item.text}</p> : null}
        {item.recordings && item.recordings.length > 0 ? <CallRecordings recordings={item.recordings} /> : null}
      </div>
    </>
  );
}
