import { EyeOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { Refusal, session, ticketStates, type TicketMove, type TicketView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { asking } from '../desk-kit/ask.ts';
import { Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { useNarrow } from '../frame/use-narrow.ts';
import { Facts } from './facts.tsx';
import { TicketFiles } from './files.tsx';
import { StageBar } from './stage-bar.tsx';
import { Steps } from './steps/steps.tsx';
import { Deadline } from './time-left/clocks.tsx';
import { FoldedCitizen } from '../citizen/citizen-panel.tsx';
import { TicketTimeline } from './timeline.tsx';
import { useLookers, useMove, useTicket } from './use-ticket.ts';
import * as words from './words.ts';
import './ticket.css';

interface Given {
  /** Id or number. */
  readonly id: string;
  /** 2 where a list with the page's own heading stands beside it. */
  readonly level?: 1 | 2;
  readonly onMoved?: (event: TicketMove, moved: TicketView) => void;
}

/** One ticket: where is it, whose turn is it, until when? */
export function TicketPage({ id, level = 1, onMoved }: Given) {
  const { data, error, refetch } = useTicket(id);
  const gone = error instanceof Refusal && error.problem.status === 404;
  if (data && !gone) return <Ticket key={data.id} ticket={data} id={id} level={level} onMoved={onMoved} error={error} />;
  if (error) return <ProblemNotice error={error} {...(gone ? {} : { again: () => void refetch() })} />;
  return <Loading rows={10} />;
}

interface Shown extends Omit<Given, 'onMoved'> {
  readonly ticket: TicketView;
  readonly error: Error | null;
  readonly onMoved: Given['onMoved'] | undefined;
}

function Ticket({ ticket, id, level = 1, onMoved, error }: Shown) {
  const say = useWords(words);
  const move = useMove(ticket, id);
  return (
    <article className="ticket" aria-label={ticket.title}>
      <TicketHead ticket={ticket} level={level} />
      {error ? <ProblemNotice error={error} /> : null}
      <div className="ticket-columns">
        <Facts ticket={ticket} />
        <div className="ticket-middle">
          <section className="ticket-body" aria-label={say.body}>
            <h2>{say.body}</h2>
            <p className="long-text">{ticket.body}</p>
          </section>
          <TicketFiles id={ticket.id} />
          <TicketTimeline id={ticket.id} />
          <FoldedCitizen of={{ ticketId: ticket.id }} />
        </div>
        <Steps ticket={ticket} move={move} onMoved={onMoved} />
      </div>
    </article>
  );
}

function TicketHead({ ticket, level }: { ticket: TicketView; level: 1 | 2 }) {
  const say = useWords(words);
  const label = useLabel();
  const me = useQuery(asking(session.read, {})).data;
  const others = useLookers(ticket.id, me?.name ?? '');
  // on a phone the list with the page's own heading is away
  const isAlone = useNarrow() || level === 1;
  const Heading = isAlone ? 'h1' : 'h2';
  return (
    <header className="ticket-head">
      <p className="ticket-number">
        <Typography.Text copyable={{ text: ticket.number, tooltips: [say.copy, say.copied] }}>{ticket.number}</Typography.Text>
        <span className="state-chip" data-state={ticket.state}>
          {label(ticketStates[ticket.state])}
        </span>
        {others.length > 0 ? (
          <span className="lookers" role="status" data-testid="ticket-lookers">
            <EyeOutlined aria-hidden /> {fill(say.lookers, { names: others.join(say.and) })}
          </span>
        ) : null}
      </p>
      <Heading className="ticket-title">{ticket.title}</Heading>
      <StageBar stage={ticket.stage} />
      <Deadline ticket={ticket} />
    </header>
  );
}
