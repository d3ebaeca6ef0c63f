import { fill } from '@hotline/browser-kit';
import { becomings, conversations, deliveryStates, type Got, messageChannels, type MessageView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { CitizenPanel } from '../citizen/citizen-panel.tsx';
import { CitizenFiles } from '../citizen-files/citizen-files.tsx';
import { besidesPages, pagesOf } from '../citizen-files/conversation-files.tsx';
import { Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { useMay } from '../frame/use-may.ts';
import { useNarrow } from '../frame/use-narrow.ts';
import { Answer } from './answering/answer.tsx';
import { Deeds } from './deeds.tsx';
import { Paper } from '../paper/paper.tsx';
import { FormFacts } from './form-facts.tsx';
import { Holder } from './holder.tsx';
import { isOnlyFile } from './only-file.ts';
import { useAccount } from './use-account.ts';
import * as words from './words.ts';

type Whole = Got<typeof conversations.read>;

/** What was written to and fro, and the answer. */
export function Conversation({ id }: { id: string }) {
  const say = useWords(words);
  const label = useLabel();
  const { data, error, refetch } = useQuery(asking(conversations.read, { params: { id } }));
  const may = useMay('message.answer');
  const isAlone = useNarrow();
  const me = useAccount();
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />;
  if (!data) return <Loading rows={8} />;
  const Heading = isAlone ? 'h1' : 'h2';
  const isAnothers = data.heldBy !== null && data.heldBy !== me;
  const title = titleOf(data, label(messageChannels[data.channel]), say.noSubject);
  return (
    <div className="conversation-and-file">
      <article className="conversation" aria-label={title}>
        <header>
          <Heading>{title}</Heading>
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
          {data.form ? <FormFacts form={data.form} /> : null}
          {data.optedOut ? <p className="quiet">{say.optedOut}</p> : null}
          <Holder conversation={data} />
          <Deeds conversation={data} />
        </header>
        <ol className="messages">
          {data.messages.map((message) => (
            <li key={message.id} data-direction={message.direction}>
              <Message conversation={data} message={message} />
            </li>
          ))}
        </ol>
        {may && !isAnothers ? <Answer key={data.id} conversation={data} /> : null}
        {may && isAnothers ? <p className="quiet">{fill(say.heldHint, { name: data.heldByName ?? data.heldBy ?? '' })}</p> : null}
      </article>
      <CitizenPanel of={{ conversationId: data.id }} />
    </div>
  );
}

/** What has no subject is named by its channel and by who writes. */
const titleOf = ({ channel, subject, contact }: Whole, channelName: string, noSubject: string): string =>
  messageChannels[channel].hasSubject ? (subject ?? noSubject) : `${channelName} ${contact.address}`;

function Message({ conversation, message }: { conversation: Whole; message: MessageView }) {
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
      {isOnlyFile(message) ? null : <p className="bubble long-text">{message.text}</p>}
      {message.quoted ? (
        <details>
          <summary>{conversation.channel === 'fax' ? say.slip : say.quoted}</summary>
          <p className="long-text quiet">{message.quoted}</p>
        </details>
      ) : null}
      <Paper pages={pagesOf(conversation, message)} />
      <CitizenFiles files={besidesPages(conversation, message)} />
      {message.delivery ? <Delivery delivery={message.delivery} /> : null}
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
