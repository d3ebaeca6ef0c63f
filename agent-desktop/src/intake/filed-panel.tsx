import { CheckCircleFilled, ExclamationCircleFilled } from '@ant-design/icons';
import { type FormName, type FormOf, ticketLifecycle, tickets } from '@hotline/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { asking, nameOf, request } from '../desk-kit/ask.ts';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { AskForm } from '../fields/ask-form.tsx';
import type { DraftFields } from '../fields/merge-drafts.ts';
import { spokenDigits } from './filing.ts';
import { type Filed, type Tab, tabs } from './tabs.ts';
import { type End, endForm } from './use-filing.ts';
import * as words from './words.ts';

/** Number and code, large, to be read out; they stay until she closes them. */
export function FiledPanel({ tab, filed, typed }: { tab: Tab; filed: Filed; typed: DraftFields }) {
  const say = useWords(words);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (filed.done) close.current?.focus();
  }, [filed.done]);
  const said = { answer: say.filedAnswer, dispatch: say.filedDispatch, refuse: say.filedRefuse };
  const text = filed.done ? (filed.step ? said[filed.step as End] : say.filedPlain) : say.filed;
  return (
    <section className="filed" data-testid="ticket-filed" aria-label={say.filed}>
      <p className="filed-said" role="status">
        <CheckCircleFilled aria-hidden /> {text} · {filed.title}
      </p>
      <dl className="filed-numbers">
        <div>
          <dt>{say.ticketNumber}</dt>
          <dd data-testid="filed-number">{spokenDigits(filed.number)}</dd>
        </div>
        <div>
          <dt>{say.queryCode}</dt>
          <dd data-testid="filed-code">{spokenDigits(filed.queryCode)}</dd>
        </div>
      </dl>
      <p className="quiet">{say.readOut}</p>
      {filed.done ? null : <UnfinishedStep tab={tab} filed={filed} typed={typed} />}
      <div className="row">
        <Button type={filed.done ? 'primary' : 'default'} ref={close} data-testid="filed-close" onClick={() => tabs.close(tab.key)}>
          {say.closeFiled}
        </Button>
        <a href={`#/tickets/${filed.number}`}>{say.openTicket}</a>
      </div>
    </section>
  );
}

/** The ticket is there, the step after it is not: the same form again, with what was typed. */
function UnfinishedStep({ tab, filed, typed }: { tab: Tab; filed: Filed; typed: DraftFields }) {
  const say = useWords(words);
  const label = useLabel();
  const queries = useQueryClient();
  const event = filed.step as End;
  const { data: ticket } = useQuery({ ...asking(tickets.read, { params: { id: filed.id } }), staleTime: 0 });
  const initial = Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]) => (name.startsWith(`${event}.`) ? [[name.slice(event.length + 1), value]] : [])),
  );
  if (!ticket) return null;
  const submit = async (form: FormOf<FormName>): Promise<void> => {
    const { version } = await request(tickets.read, { params: { id: filed.id } });
    await request(tickets.move, { params: { id: filed.id }, ifMatch: version, body: { event, ...form } });
    tabs.change(tab.key, { filed: { ...filed, done: true } });
    await queries.invalidateQueries({ queryKey: [nameOf(tickets.list)] });
  };
  return (
    <div className="unfinished">
      <p className="field-problem" role="alert">
        <ExclamationCircleFilled aria-hidden /> {say.moveFailed}
      </p>
      <AskForm
        form={endForm(event)}
        verb={label(ticketLifecycle[event])}
        draft={{ ticketId: filed.id, event }}
        initial={initial}
        onSubmit={submit}
      />
    </div>
  );
}
