import { Refusal, ticketLifecycle, type TicketMove, ticketMoveNames, type TicketView } from '@hotline/contracts';
import { Button } from 'antd';
import { useState } from 'react';
import { ProblemNotice } from '../../desk-kit/notices.tsx';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { addressWith, goInstead, standsAt, usePath } from '../../frame/path.ts';
import * as words from '../words.ts';
import { stepsInOrder } from './order.ts';
import { StaleNotice } from './stale-notice.tsx';
import { type Moving, StepForm } from './step-form.tsx';

/** Which form is open stands in the address (`do=reply`): a reload keeps it, a key can open it. */
export function useOpenStep(): [TicketMove | null, (event: TicketMove | null) => void] {
  const { name, rest, query } = usePath();
  const said = query.get('do');
  const open = ticketMoveNames.find((event) => event === said) ?? null;
  const set = (event: TicketMove | null): void =>
    goInstead(addressWith(`${name}/${rest}`, { ...Object.fromEntries(query), do: event ?? undefined }));
  return [open, set];
}

interface Given {
  readonly ticket: TicketView;
  readonly move: Moving;
  readonly onMoved?: ((event: TicketMove, moved: TicketView) => void) | undefined;
}

/** Exactly what the server says that she may do now, the step onward filled; a form opens in place, a step without fields acts at once. */
export function Steps({ ticket, move, onMoved }: Given) {
  const say = useWords(words);
  const label = useLabel();
  const [open, setOpen] = useOpenStep();
  const [sent, setSent] = useState<{ event: TicketMove; seen: number; error?: unknown } | null>(null);
  const here = usePath();
  const done = (event: TicketMove, moved: TicketView): void => {
    if (!standsAt(here)) return;
    setOpen(null);
    onMoved?.(event, moved);
  };
  const act = async (event: TicketMove, seen = ticket.version): Promise<void> => {
    setSent({ event, seen });
    try {
      const moved = await move(event, {}, seen);
      setSent(null);
      done(event, moved);
    } catch (error) {
      setSent({ event, seen, error });
    }
  };
  const steps = stepsInOrder(ticket.can);
  const others = steps.filter(({ event }) => event !== open);
  const stale = sent?.error instanceof Refusal && sent.error.problem.code === 'version.stale';
  return (
    <section className="ticket-steps" aria-label={say.steps} data-open={open !== null}>
      {open ? (
        <StepForm
          key={`${ticket.id}.${open}`}
          ticket={ticket}
          event={open}
          move={move}
          onDone={(moved) => done(open, moved)}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {sent?.error && stale ? <StaleNotice ticket={ticket} seen={sent.seen} onSeen={() => setSent(null)} /> : null}
      {sent?.error && !stale ? <ProblemNotice error={sent.error} close={() => setSent(null)} /> : null}
      <div className="step-buttons">
        {others.map(({ event, form }, at) => (
          <Button
            key={event}
            data-testid={`event-${event}`}
            type={at === 0 && open === null ? 'primary' : 'default'}
            loading={sent !== null && sent.event === event && sent.error === undefined}
            onClick={() => (form === 'NothingForm' ? void act(event) : setOpen(event))}
          >
            {label(ticketLifecycle[event])}
          </Button>
        ))}
      </div>
      {steps.length === 0 && open === null ? <p className="quiet no-steps">{say.noSteps}</p> : null}
    </section>
  );
}
