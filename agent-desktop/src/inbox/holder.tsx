import { fill } from '@hotline/browser-kit';
import { agents, conversations, type Got } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { useMay } from '../frame/use-may.ts';
import { useAccount } from './use-account.ts';
import * as words from './words.ts';

type Whole = Got<typeof conversations.read>;
const changed = [conversations.list, conversations.read];

/** Who deals with it: nobody yet, I, a colleague. */
export function Holder({ conversation }: { conversation: Whole }) {
  const say = useWords(words);
  const [mayAnswer, maySeeAgents] = [useMay('message.answer'), useMay('board.read')];
  const me = useAccount();
  const [passing, setPassing] = useState(false);
  const take = useDeed(conversations.take, changed);
  const { id, version, heldBy, heldByName, waitsSince } = conversation;
  if (waitsSince === null) return null;
  const isMine = heldBy !== null && heldBy === me;
  const who = isMine ? say.heldByMe : heldBy === null ? null : fill(say.heldBy, { name: heldByName ?? heldBy });
  return (
    <>
      <div className="row holder">
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
        {mayAnswer && maySeeAgents && isMine && !passing ? (
          <Button size="small" type="text" onClick={() => setPassing(true)}>
            {say.pass}
          </Button>
        ) : null}
      </div>
      {passing && isMine ? <Pass conversation={conversation} me={me} leave={() => setPassing(false)} /> : null}
      {take.error ? <ProblemNotice error={take.error} close={take.reset} /> : null}
    </>
  );
}

/** Who is here to take it from her. */
function Pass({ conversation: { id, version }, me, leave }: { conversation: Whole; me: string; leave: () => void }) {
  const say = useWords(words);
  const { data } = useQuery({ ...asking(agents.list, {}), staleTime: 0 });
  const here = data?.items.filter(({ account, state }) => account !== me && state !== 'offline');
  const pass = useDeed(conversations.pass, changed);
  const hand = (to: string | null): void => pass.mutate({ params: { id }, ifMatch: version, body: { to } }, { onSuccess: leave });
  return (
    <div className="row" role="group" aria-label={say.passTo} onKeyDown={({ key }) => key === 'Escape' && leave()}>
      <span className="quiet">{say.passTo}</span>
      {here === undefined ? <Loading rows={1} /> : null}
      {here?.map(({ account, name, number }) => (
        <Button key={account} size="small" disabled={pass.isPending} onClick={() => hand(account)}>
          {name} {number}
        </Button>
      ))}
      {here?.length === 0 ? <span className="quiet">{say.passNobody}</span> : null}
      <Button size="small" disabled={pass.isPending} onClick={() => hand(null)}>
        {say.passAll}
      </Button>
      <Button size="small" type="text" onClick={leave}>
        {say.leave}
      </Button>
      {pass.error ? <ProblemNotice error={pass.error} close={pass.reset} /> : null}
    </div>
  );
}
