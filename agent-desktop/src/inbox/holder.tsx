import { fill } from '@hotline/browser-kit';
import { agents, agentStates, conversations, type Got } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
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

/** Any colleague: who is here stands first, and who is away finds it among hers. */
function Pass({ conversation: { id, version }, me, leave }: { conversation: Whole; me: string; leave: () => void }) {
  const say = useWords(words);
  const label = useLabel();
  const { data } = useQuery({ ...asking(agents.list, {}), staleTime: 0 });
  const others = data?.items.filter(({ account }) => account !== me) ?? [];
  const options = [...others]
    .sort((one, other) => Number(one.state === 'offline') - Number(other.state === 'offline'))
    .map(({ account, name, number, state }) => ({ value: account, label: `${name} ${number ?? ''} · ${label(agentStates[state])}` }));
  const pass = useDeed(conversations.pass, changed);
  const hand = (to: string | null): void => pass.mutate({ params: { id }, ifMatch: version, body: { to } }, { onSuccess: leave });
  return (
    <div className="row" onKeyDown={({ key }) => key === 'Escape' && leave()}>
      <Select
        className="pass-to"
        showSearch={{ optionFilterProp: 'label' }}
        autoFocus
        value={null}
        loading={!data}
        disabled={pass.isPending}
        placeholder={say.passTo}
        aria-label={say.passTo}
        options={options}
        onChange={(to: string | null) => to !== null && hand(to)}
      />
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
