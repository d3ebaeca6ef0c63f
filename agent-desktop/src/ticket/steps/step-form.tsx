import { categories, formOfMove, ticketLifecycle, type TicketMove, type TicketView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, useState } from 'react';
import { CallbackForm } from '../../callback/callback-form.tsx';
import { asking } from '../../desk-kit/ask.ts';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { AskForm } from '../../fields/ask-form.tsx';
import * as words from '../words.ts';
import { StaleNotice } from './stale-notice.tsx';

export type Moving = (event: TicketMove, form: Readonly<Record<string, unknown>>, seen: number) => Promise<TicketView>;
export interface StepFormGiven {
  readonly ticket: TicketView;
  readonly onSubmit: (values: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly onCancel: () => void;
}

/** Steps with a layout of their own; all others are drawn from their schema. */
const ownForms: Partial<Record<TicketMove, ComponentType<StepFormGiven>>> = { 'call-back': CallbackForm };

interface Given {
  readonly ticket: TicketView;
  readonly event: TicketMove;
  readonly move: Moving;
  readonly onDone: (moved: TicketView) => void;
  readonly onClose: () => void;
}

/** The form of one step, in place. It answers for the version that she saw when it opened, or has since looked at. */
export function StepForm({ ticket, event, move, onDone, onClose }: Given) {
  const say = useWords(words);
  const label = useLabel();
  const [seen, setSeen] = useState(ticket.version);
  const [sending, setSending] = useState(false);
  const row = ticketLifecycle[event];
  const submit = async (values: Readonly<Record<string, unknown>>): Promise<void> => {
    setSending(true);
    try {
      onDone(await move(event, values, seen));
    } finally {
      setSending(false);
    }
  };
  const Own = ownForms[event];
  const still = ticket.can.some((one) => one.event === event);
  return (
    <div className="step-form" data-event={event}>
      <h2>{label(row)}</h2>
      {!sending && ticket.version > seen ? <StaleNotice ticket={ticket} seen={seen} onSeen={() => setSeen(ticket.version)} /> : null}
      {!sending && !still ? <p className="notice loud">{say.notNow}</p> : null}
      {Own ? <Own ticket={ticket} onSubmit={submit} onCancel={onClose} /> : null}
      {!Own && event === 'dispatch' ? <DispatchForm ticket={ticket} onSubmit={submit} onCancel={onClose} /> : null}
      {!Own && event !== 'dispatch' ? (
        <AskForm form={formOfMove(event)} verb={label(row)} draft={{ ticketId: ticket.id, event }} onSubmit={submit} onCancel={onClose} />
      ) : null}
    </div>
  );
}

/** Dispatch asks first whose matter it is: the catalogue's answer stands on top. */
function DispatchForm({ ticket, onSubmit, onCancel }: StepFormGiven) {
  const label = useLabel();
  const region = ticket.place.regionCode;
  const { data, isPending } = useQuery(
    asking(categories.units, { params: { code: ticket.category }, query: region === undefined ? {} : { region } }),
  );
  // the field takes its suggestions when it is drawn; without an answer it is drawn without them
  if (isPending) return null;
  return (
    <AskForm
      form="DispatchForm"
      verb={label(ticketLifecycle.dispatch)}
      draft={{ ticketId: ticket.id, event: 'dispatch' }}
      suggestions={data?.items ?? []}
      onSubmit={onSubmit}
      onCancel={onCancel}
    />
  );
}
