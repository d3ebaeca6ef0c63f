import { tabMemory } from '@hotline/browser-kit';
import { conversations, type Got, session } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { Shape } from './shape.tsx';
import { TemplatePicker } from './template-picker.tsx';
import * as words from './words.ts';

type Whole = Got<typeof conversations.read>;

const changed = [conversations.list, conversations.read];

/** The answer, kept while it is typed: a reload or a look at another letter must not cost her what she has typed. */
export function Answer({ conversation }: { conversation: Whole }) {
  const say = useWords(words);
  const account = useQuery({ ...asking(session.read, {}), staleTime: Infinity }).data?.account ?? '';
  const place = `answer-${account}-${conversation.id}`;
  const [text, setText] = useState(() => tabMemory.read(place) ?? '');
  const type = (typed: string): void => {
    setText(typed);
    tabMemory.keep(place, typed);
  };
  const [reason, setReason] = useState<string | null>(null);
  const field = useId();
  const answer = useDeed(conversations.answer, changed);
  const { id, version } = conversation;
  const send = (): void => answer.mutate({ params: { id }, ifMatch: version, body: { text: text.trim() } }, { onSuccess: () => type('') });
  return (
    <form
      className="answer-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="row">
        <label htmlFor={field}>{say.answer}</label>
        <TemplatePicker conversation={id} onChoose={(chosen) => type(text.trim() === '' ? chosen : `${text.trimEnd()}\n${chosen}`)} />
      </div>
      <Input.TextArea
        id={field}
        value={text}
        autoSize={{ minRows: 3, maxRows: 14 }}
        maxLength={20_000}
        onChange={({ target }) => type(target.value)}
      />
      {conversation.texting ? <Shape text={text.trim()} {...conversation.texting} /> : null}
      {answer.error ? <ProblemNotice error={answer.error} close={answer.reset} /> : null}
      <div className="row">
        <Button type="primary" htmlType="submit" data-testid="answer-send" disabled={text.trim() === ''} loading={answer.isPending}>
          {say.send}
        </Button>
        {conversation.waitsSince !== null && reason === null ? <Button onClick={() => setReason('')}>{say.done}</Button> : null}
      </div>
      {reason === null ? null : <Unanswered conversation={conversation} reason={reason} type={setReason} />}
    </form>
  );
}

interface Leaving {
  readonly conversation: Whole;
  readonly reason: string;
  readonly type: (reason: string | null) => void;
}

/** Nothing of it waits any more though nobody answered; why is kept. */
function Unanswered({ conversation: { id, version }, reason, type }: Leaving) {
  const say = useWords(words);
  const why = useId();
  const done = useDeed(conversations.done, changed);
  const leave = (): void =>
    done.mutate({ params: { id }, ifMatch: version, body: { reason: reason.trim() } }, { onSuccess: () => type(null) });
  return (
    <>
      {done.error ? <ProblemNotice error={done.error} close={done.reset} /> : null}
      <div className="row">
        <label htmlFor={why}>{say.doneReason}</label>
        <Input id={why} autoFocus value={reason} maxLength={500} onChange={({ target }) => type(target.value)} />
        <Button disabled={reason.trim().length < 2} loading={done.isPending} onClick={leave}>
          {say.doneSave}
        </Button>
        <Button type="text" onClick={() => type(null)}>
          {say.leave}
        </Button>
      </div>
    </>
  );
}
