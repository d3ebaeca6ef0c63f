import { BODY_LENGTH, conversations, drafts, type Got, messageChannels, pointText, TITLE_LENGTH, type WebForm } from '@hotline/contracts';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useMay } from '../frame/use-may.ts';
import { request, useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { Reveal } from '../desk-kit/reveal.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { pageId } from '../fields/drafts/draft-memory.ts';
import { go } from '../frame/path.ts';
import { tabs } from '../intake/tabs.ts';
import { isOnlyFile } from './only-file.ts';
import * as words from './words.ts';

type Whole = Got<typeof conversations.read>;

/** What she wrote, as the beginning of a ticket: her words become 事由, to be put in order beside them. */
const fieldsOf = ({ id, channel, subject, messages, form }: Whole): Record<string, string> => ({
  ...(subject === null ? {} : { title: subject.slice(0, TITLE_LENGTH) }),
  ...(form ? formFields(form) : {}),
  body: messages
    .filter((message) => message.direction === 'in' && !message.automatic && !isOnlyFile(message))
    .map(({ text }) => text)
    .join('\n\n')
    .slice(0, BODY_LENGTH),
  channel: messageChannels[channel].filedAs,
  conversationId: id,
});

/** Her five elements, as fields of the ticket's form; name and number are the server's to put in. */
function formFields({ place, type, title, when, who, demand }: WebForm): Record<string, string> {
  const point = place.point && pointText(place.point);
  const where = { 'place.text': place.text, 'place.regionCode': place.regionCode, 'place.point': point };
  const given = { type, title, when, who, demand, ...where };
  return Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => Boolean(pair[1])));
}

/** What can be done with a conversation besides answering it. */
export function Deeds({ conversation }: { conversation: Whole }) {
  const say = useWords(words);
  const [mayFile, mayAnswer, mayReveal] = [useMay('ticket.file'), useMay('message.answer'), useMay('citizen.reveal')];
  const [attaching, setAttaching] = useState(false);
  const { id } = conversation;
  const begin = useMutation({
    mutationFn: () => request(drafts.open, { body: { form: 'intake', fields: fieldsOf(conversation), tab: pageId } }),
    onSuccess: (draft) => {
      tabs.open(draft);
      go('desk');
    },
  });
  const isFree = conversation.ticketId === null;
  return (
    <div className="conversation-deeds">
      <div className="row">
        {mayFile && isFree ? (
          <Button data-testid="message-file" loading={begin.isPending} onClick={() => begin.mutate()}>
            {say.file}
          </Button>
        ) : null}
        {mayAnswer && isFree && !attaching ? <Button onClick={() => setAttaching(true)}>{say.attach}</Button> : null}
        {mayReveal ? (
          <Reveal
            label={say.reveal}
            ask={async (reason) => {
              const { name, address } = await request(conversations.reveal, { params: { id }, body: { reason } });
              return [name, address].filter(Boolean).join(' · ');
            }}
          />
        ) : null}
      </div>
      {attaching ? <Attach conversation={conversation} leave={() => setAttaching(false)} /> : null}
      {begin.error ? <ProblemNotice error={begin.error} close={begin.reset} /> : null}
    </div>
  );
}

/** The number of a ticket that it is about, typed by whoever read it. */
function Attach({ conversation: { id, version, form }, leave }: { conversation: Whole; leave: () => void }) {
  const say = useWords(words);
  const field = useId();
  const [number, setNumber] = useState(form?.alikeNumber ?? '');
  const attach = useDeed(conversations.attach, [conversations.list, conversations.read]);
  const ticket = number.replace(/\s/g, '');
  return (
    <>
      <div className="row">
        <label htmlFor={field}>{say.attachNumber}</label>
        <Input
          id={field}
          autoFocus
          className="ticket-number"
          value={number}
          maxLength={14}
          inputMode="numeric"
          onChange={({ target }) => setNumber(target.value)}
        />
        <Button
          disabled={!/^\d{12}$/.test(ticket)}
          loading={attach.isPending}
          onClick={() => attach.mutate({ params: { id }, ifMatch: version, body: { ticket } }, { onSuccess: leave })}
        >
          {say.attachSave}
        </Button>
        <Button type="text" onClick={leave}>
          {say.leave}
        </Button>
      </div>
      {attach.error ? <ProblemNotice error={attach.error} close={attach.reset} /> : null}
    </>
  );
}
