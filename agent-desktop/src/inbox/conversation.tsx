import { fill, tabMemory } from '@hotline/browser-kit';
import { becomings, conversations, deliveryStates, type Got, type MessageView, session } from '@hotline/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { asking, request, useDeed } from '../desk-kit/ask.ts';
import { Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { useMay } from '../frame/use-may.ts';
import { Deeds } from './deeds.tsx';
import * as words from './words.ts';

type Whole = Got<typeof conversations.read>;

/** What was written to and fro, and the answer. */
export function Conversation({ id }: { id: string }) {
  const say = useWords(words);
  const { data, error, refetch } = useQuery(asking(conversations.read, { params: { id } }));
  const may = useMay('message.answer');
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />;
  if (!data) return <Loading rows={8} />;
  return (
    <article className="conversation" aria-label={data.subject ?? say.noSubject}>
      <header>
        <h2>{data.subject ?? say.noSubject}</h2>
        <p className="quiet">
          {data.contact.name ? `${data.contact.name} · ` : ''}
          {data.contact.address}
          {data.ticketNumber ? (
            <>
              {' · '}
              <a href={`#/tickets/${data.ticketNumber}`}>{fill(say.ticket, { number: data.ticketNumber })}</a>
            </>
          ) : null}
        </p>
        {data.undelivered ? (
          <p className="undelivered" role="alert">
            {say.undelivered}
          </p>
        ) : null}
        <Deeds conversation={data} />
      </header>
      <ol className="messages">
        {data.messages.map((message) => (
          <li key={message.id} data-direction={message.direction}>
            <Message conversation={data.id} message={message} />
          </li>
        ))}
      </ol>
      {may ? <Answer key={data.id} conversation={data} /> : null}
    </article>
  );
}

function Message({ conversation, message }: { conversation: string; message: MessageView }) {
  const say = useWords(words);
  const label = useLabel();
  const kind = message.automatic && message.direction === 'in' ? say.automatic : message.becomes && label(becomings[message.becomes]);
  return (
    <>
      <p className="quiet message-head">
        {message.direction === 'out' ? `${message.byName ?? message.by ?? say.us} · ` : ''}
        <When at={message.at} />
        {message.direction === 'in' && kind ? ` · ${kind}` : ''}
      </p>
      <p className="bubble long-text">{message.text}</p>
      {message.quoted ? (
        <details>
          <summary>{say.quoted}</summary>
          <p className="long-text quiet">{message.quoted}</p>
        </details>
      ) : null}
      {message.files.length > 0 ? (
        <ul className="message-files" aria-label={say.files}>
          {message.files.map(({ place, name, bytes }) => (
            <li key={place}>
              <SavedFile conversation={conversation} message={message.id} place={place} name={name} />{' '}
              <small className="quiet">{fill(say.bytes, { n: Math.ceil(bytes / 1024) })}</small>
            </li>
          ))}
        </ul>
      ) : null}
      {message.delivery ? <Delivery delivery={message.delivery} /> : null}
    </>
  );
}

/** A file goes from the server into a file of hers; our page never opens it. */
function SavedFile({ conversation, message, place, name }: { conversation: string; message: string; place: number; name: string }) {
  const say = useWords(words);
  const saving = useMutation({
    mutationFn: async () => {
      const blob = await request(conversations.file, { params: { id: conversation, message, place } });
      const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
      link.click();
      URL.revokeObjectURL(link.href);
    },
  });
  return (
    <>
      <Button type="link" size="small" loading={saving.isPending} aria-label={`${say.save} ${name}`} onClick={() => saving.mutate()}>
        {name}
      </Button>
      {saving.error ? <ProblemNotice error={saving.error} close={saving.reset} /> : null}
    </>
  );
}

function Delivery({ delivery }: { delivery: NonNullable<MessageView['delivery']> }) {
  const say = useWords(words);
  const label = useLabel();
  return (
    <details className="delivery" data-state={delivery.state}>
      <summary>
        {label(deliveryStates[delivery.state])}
        {delivery.tries > 1 ? ` · ${fill(say.tries, { n: delivery.tries })}` : ''}
      </summary>
      <ol aria-label={say.history}>
        {delivery.steps.map(({ at, state, words: said }, index) => (
          <li key={index}>
            <When at={at} /> {label(deliveryStates[state])} <span className="quiet">{said}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Answer({ conversation }: { conversation: Whole }) {
  const say = useWords(words);
  const account = useQuery({ ...asking(session.read, {}), staleTime: Infinity }).data?.account ?? '';
  // a reload or a look at another letter must not cost her what she has typed
  const place = `answer-${account}-${conversation.id}`;
  const [text, setText] = useState(() => tabMemory.read(place) ?? '');
  const type = (typed: string): void => {
    setText(typed);
    tabMemory.keep(place, typed);
  };
  const [reason, setReason] = useState<string | null>(null);
  const field = useId();
  const why = useId();
  const changes = [conversations.list, conversations.read];
  const answer = useDeed(conversations.answer, changes);
  const done = useDeed(conversations.done, changes);
  const { id, version } = conversation;
  const send = (): void => answer.mutate({ params: { id }, ifMatch: version, body: { text: text.trim() } }, { onSuccess: () => type('') });
  const leave = (): void =>
    done.mutate({ params: { id }, ifMatch: version, body: { reason: (reason ?? '').trim() } }, { onSuccess: () => setReason(null) });
  return (
    <form
      className="answer-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={field}>{say.answer}</label>
      <Input.TextArea
        id={field}
        value={text}
        autoSize={{ minRows: 3, maxRows: 14 }}
        maxLength={20_000}
        onChange={({ target }) => type(target.value)}
      />
      {answer.error ? <ProblemNotice error={answer.error} close={answer.reset} /> : null}
      {done.error ? <ProblemNotice error={done.error} close={done.reset} /> : null}
      <div className="row">
        <Button type="primary" htmlType="submit" data-testid="answer-send" disabled={text.trim() === ''} loading={answer.isPending}>
          {say.send}
        </Button>
        {conversation.waitsSince !== null && reason === null ? <Button onClick={() => setReason('')}>{say.done}</Button> : null}
      </div>
      {reason === null ? null : (
        <div className="row">
          <label htmlFor={why}>{say.doneReason}</label>
          <Input id={why} autoFocus value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
          <Button disabled={reason.trim().length < 2} loading={done.isPending} onClick={leave}>
            {say.doneSave}
          </Button>
          <Button type="text" onClick={() => setReason(null)}>
            {say.leave}
          </Button>
        </div>
      )}
    </form>
  );
}
