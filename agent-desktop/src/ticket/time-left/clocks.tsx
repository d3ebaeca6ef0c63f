import { fill } from '@hotline/browser-kit';
import { type ClockView, ticketClocks, type TicketView } from '@hotline/contracts';
import { useLabel, useLanguage, useWords } from '../../desk-kit/settings.ts';
import { When } from '../../desk-kit/times.tsx';
import * as words from '../words.ts';
import { SignalChip } from './signal-chip.tsx';
import { TimeLeft } from './time-left.tsx';

/** The one number that matters, which clock it belongs to, and why the deadline is what it is. */
export function Deadline({ ticket }: { ticket: TicketView }) {
  const say = useWords(words);
  const label = useLabel();
  const running = ticket.clocks.filter(({ stoppedAt }) => stoppedAt === undefined);
  const next = running.find(({ kind }) => kind === ticket.due?.kind) ?? running[0];
  if (!next)
    return (
      <p className="deadline quiet">
        {ticket.closedAt ? (
          <>
            {say.closedAt} <When at={ticket.closedAt} />
          </>
        ) : (
          say.noClock
        )}
      </p>
    );
  return (
    <div className="deadline">
      <p className="deadline-line">
        <TimeLeft at={next.dueAt} big />
        <span className="quiet">{label(ticketClocks[next.kind])}</span>
        {ticket.due?.signal ? <SignalChip signal={ticket.due.signal} /> : null}
      </p>
      <details className="why">
        <summary>{say.why}</summary>
        <ul>
          {ticket.clocks.map((clock) => (
            <Clock key={`${clock.kind}.${clock.startedAt}`} clock={clock} />
          ))}
        </ul>
      </details>
    </div>
  );
}

function Clock({ clock }: { clock: ClockView }) {
  const say = useWords(words);
  const label = useLabel();
  const language = useLanguage();
  return (
    <li>
      <strong>{label(ticketClocks[clock.kind])}</strong>{' '}
      {clock.stoppedAt ? (
        <span className="quiet">
          {say.clockStopped} <When at={clock.stoppedAt} />
        </span>
      ) : (
        <TimeLeft at={clock.dueAt} />
      )}
      <p>{language === 'en' ? clock.whyEn : clock.why}</p>
      {clock.provisional ? <p className="provisional">{fill(say.provisional, { year: clock.dueAt.slice(0, 4) })}</p> : null}
      {clock.signals.map(({ kind, at }) => (
        <span key={kind} className="clock-signal">
          <SignalChip signal={kind} /> <When at={at} />
        </span>
      ))}
    </li>
  );
}
