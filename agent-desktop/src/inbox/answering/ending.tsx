import { type ConversationEnd, conversationEnds, conversations, type Got } from '@hotline/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useDeed } from '../../desk-kit/ask.ts';
import { ProblemNotice } from '../../desk-kit/notices.tsx';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import * as words from '../words.ts';

type Whole = Got<typeof conversations.read>;
const ends = Object.keys(conversationEnds) as ConversationEnd[];

/** Nothing of it waits any more though nobody wrote: one press says how it ended; what the list does not know is said in words. */
export function Ending({ conversation: { id, version }, leave }: { conversation: Whole; leave: () => void }) {
  const say = useWords(words);
  const label = useLabel();
  const why = useId();
  const [asked, setAsked] = useState<ConversationEnd | null>(null);
  const [reason, setReason] = useState('');
  const end = useDeed(conversations.done, [conversations.list, conversations.read]);
  const send = (as: ConversationEnd): void =>
    end.mutate(
      { params: { id }, ifMatch: version, body: conversationEnds[as].asksWhy ? { as, reason: reason.trim() } : { as } },
      { onSuccess: leave },
    );
  return (
    <div className="ending" role="group" aria-label={say.endAs} onKeyDown={({ key }) => key === 'Escape' && leave()}>
      <div className="row">
        {ends.map((as) => (
          <Button
            key={as}
            size="small"
            data-end={as}
            aria-expanded={conversationEnds[as].asksWhy ? asked === as : undefined}
            disabled={end.isPending}
            onClick={() => (conversationEnds[as].asksWhy ? setAsked(as) : send(as))}
          >
            {label(conversationEnds[as])}
          </Button>
        ))}
        <Button size="small" type="text" onClick={leave}>
          {say.leave}
        </Button>
      </div>
      {asked === null ? null : (
        <div className="row">
          <label htmlFor={why}>{say.doneReason}</label>
          <Input id={why} autoFocus value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
          <Button disabled={reason.trim().length < 2} loading={end.isPending} onClick={() => send(asked)}>
            {say.doneSave}
          </Button>
        </div>
      )}
      {end.error ? <ProblemNotice error={end.error} close={end.reset} /> : null}
    </div>
  );
}
