import { fill } from '@hotline/browser-kit';
import { becomings, conversations, deliveryStates, type Got, messageChannels, type MessageView } from '@hotline/contracts';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { asking, request } from '../desk-kit/ask.ts';
import { Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { useMay } from '../frame/use-may.ts';
import { Answer } from './answer.tsx';
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
    <article className="conversation" aria-label={titleOf(data, say)}>
      <header>
        <h2>{titleOf(data, say)}</h2>
        <p className="quiet">
          {[data.contact.name, messageChannels[data.channel].hasSubject ? data.contact.address : null].filter(Boolean).join(' · ')}
          {data.ticketNumber ? (
            <>
              {messageChannels[data.channel].hasSubject ? ' · ' : ''}
              <a href={`#/tickets/${data.ticketNumber}`}>{fill(say.ticket, { number: data.ticketNumber })}</a>
            </>
          ) : null}
        </p>
        {data.undelivered ? (
          <p className="undelivered" role="alert">
            {say.undelivered}
          </p>
        ) : null}
        {data.optedOut ? <p className="quiet">{say.optedOut}</p> : null}
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

/** A text has no subject; who wrote it says what it is. */
const titleOf = ({ channel, subject, contact }: Whole, say: { noSubject: string; text: string }): string =>
  messageChannels[channel].hasSubject ? (subject ?? say.noSubject) : fill(say.text, { number: contact.address });

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
