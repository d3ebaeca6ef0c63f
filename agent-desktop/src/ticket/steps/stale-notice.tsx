import { ExclamationCircleFilled } from '@ant-design/icons';
import { tickets, type TicketView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { asking } from '../../desk-kit/ask.ts';
import { useLanguage, useWords } from '../../desk-kit/settings.ts';
import { When } from '../../desk-kit/times.tsx';
import * as words from '../words.ts';

/** What somebody else did since she opened her form. Hers stays as she typed it. */
export function StaleNotice({ ticket, seen, onSeen }: { ticket: TicketView; seen: number; onSeen: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  const { data } = useQuery(asking(tickets.timeline, { params: { id: ticket.id } }));
  // each step is one version, the filing the first
  const others = data?.items.filter(({ kind }) => kind === 'step').slice(seen) ?? [];
  return (
    <div className="stale" role="alert" data-testid="ticket-stale">
      <p>
        <ExclamationCircleFilled aria-hidden /> <strong>{say.stale}</strong>
      </p>
      <ul>
        {others.map((item) => (
          <li key={item.at}>
            <span>{item.actorName ?? item.actor}</span> <When at={item.at} />{' '}
            <strong>{language === 'en' ? item.summaryEn : item.summary}</strong>
            {item.text ? <p className="long-text">{item.text}</p> : null}
          </li>
        ))}
      </ul>
      <p className="quiet">{say.staleKept}</p>
      <Button size="small" onClick={onSeen}>
        {say.staleSeen}
      </Button>
    </div>
  );
}
