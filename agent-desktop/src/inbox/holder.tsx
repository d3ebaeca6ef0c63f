import { fill } from '@hotline/browser-kit';
import { conversations, type Got } from '@hotline/contracts';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { request, useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { SearchPicker } from '../fields/search-picker.tsx';
import { useMay } from '../frame/use-may.ts';
import { SignalChip } from '../ticket/time-left/signal-chip.tsx';
import { TimeLeft } from '../ticket/time-left/time-left.tsx';
import { useAccount } from './use-account.ts';
import * as words from './words.ts';

type Whole = Got<typeof conversations.read>;
const changed = [conversations.list, conversations.read];

/** Who deals with it: nobody yet, I, a colleague. */
export function Holder({ conversation }: { conversation: Whole }) {
  const say = useWords(words);
  const mayAnswer = useMay('message.answer');
  const me = useAccount();
  const [passing, setPassing] = useState(false);
  const take = useDeed(conversations.take, changed);
  const { id, version, heldBy, heldByName, waitsSince, signal, dueAt } = conversation;
  if (waitsSince === null) return null;
  const isMine = heldBy !== null && heldBy === me;
  const who = isMine ? say.heldByMe : heldBy === null ? null : fill(say.heldBy, { name: heldByName ?? heldBy });
  return (
    <>
      <div className="row holder">
        {signal ? <SignalChip signal={signal} /> : null}
        {dueAt ? <TimeLeft at={dueAt} /> : null}
        {who ? <span className={isMine ? 'held-by-me' : 'quiet'}>{who}</span> : null}
        {mayAnswer && !isMine ? (
          <Button
            size="small"
            data-testid="message-take"
            loading={take.isPending}
            onClick={() => take.mutate({ params: { id }, ifMatch: version, body: {} })}
          >
            {heldBy === null ? say.take : say.takeOver}
          </Button>
        ) : null}
        {mayAnswer && isMine && !passing ? (
          <Button size="small" type="text" onClick={() => setPassing(true)}>
            {say.pass}
          </Button>
        ) : null}
      </div>
      {passing && isMine ? <Pass conversation={conversation} leave={() => setPassing(false)} /> : null}
      {take.error ? <ProblemNotice error={take.error} close={take.reset} /> : null}
    </>
  );
}

/** Any colleague who may answer, found as one types; who is away finds it among hers. */
function Pass({ conversation: { id, version }, leave }: { conversation: Whole; leave: () => void }) {
  const say = useWords(words);
  const field = useId();
  const pass = useDeed(conversations.pass, changed);
  const hand = (to: string | null): void => pass.mutate({ params: { id }, ifMatch: version, body: { to } }, { onSuccess: leave });
  const search = async (q: string) => {
    const { items } = await request(conversations.colleagues, { query: { q } });
    return [{ choices: items.map(({ account, name, number }) => ({ code: account, name, hint: number ?? undefined })) }];
  };
  return (
    <>
      <div className="row pass-on" onKeyDown={({ key }) => key === 'Escape' && leave()}>
        <label htmlFor={field}>{say.passTo}</label>
        <SearchPicker
          id={field}
          name="colleague"
          autoFocus
          value={undefined}
          shown=""
          placeholder={say.passHint}
          search={search}
          onChange={hand}
        />
        <Button size="small" disabled={pass.isPending} onClick={() => hand(null)}>
          {say.passAll}
        </Button>
        <Button size="small" type="text" onClick={leave}>
          {say.leave}
        </Button>
      </div>
      {pass.error ? <ProblemNotice error={pass.error} close={pass.reset} /> : null}
    </>
  );
}
