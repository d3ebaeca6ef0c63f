import { tabMemory } from '@hotline/browser-kit';
import { conversations, type Got } from '@hotline/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useDeed } from '../../desk-kit/ask.ts';
import { ProblemNotice } from '../../desk-kit/notices.tsx';
import { useWords } from '../../desk-kit/settings.ts';
import { Ending } from './ending.tsx';
import { Shape } from './shape.tsx';
import { TemplatePicker } from './template-picker.tsx';
import { useAccount } from '../use-account.ts';
import * as words from '../words.ts';

type Whole = Got<typeof conversations.read>;

const changed = [conversations.list, conversations.read];

/** The answer, kept while it is typed: a reload or a look at another letter must not cost her what she has typed. */
export function Answer({ conversation }: { conversation: Whole }) {
  const say = useWords(words);
  const account = useAccount();
  const place = `answer-${account}-${conversation.id}`;
  const [text, setText] = useState(() => tabMemory.read(place) ?? '');
  const type = (typed: string): void => {
    setText(typed);
    tabMemory.keep(place, typed);
  };
  const [ending, setEnding] = useState(false);
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
        {conversation.waitsSince !== null && !ending ? (
          <Button data-testid="message-end" onClick={() => setEnding(true)}>
            {say.done}
          </Button>
        ) : null}
      </div>
      {ending ? <Ending conversation={conversation} leave={() => setEnding(false)} /> : null}
    </form>
  );
}
