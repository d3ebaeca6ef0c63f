import { fill } from '@hotline/browser-kit';
import { contacts, type CitizenContact, type CitizenOf, type ContactJoin, type Got, SHORTEST_REASON } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { useMay } from '../frame/use-may.ts';
import { JoinForm } from './join-form.tsx';
import { changedByJoin, Named } from './named.tsx';
import * as words from './words.ts';

/** By which addresses we know her; who may answer joins another one and parts them again. */
export function Contacts({ of }: { of: CitizenOf }) {
  const say = useWords(words);
  const may = useMay('message.answer');
  const { data, error, refetch } = useQuery(asking(contacts.of, { query: of }));
  const [joining, setJoining] = useState(false);
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />;
  if (!data) return null;
  const mine = data.contacts[0];
  return (
    <div className="citizen-contacts">
      {data.contacts.length > 1 ? <All data={data} may={may} /> : null}
      {may && !joining && (mine || of.callId) ? (
        <Button size="small" data-testid="contact-join" onClick={() => setJoining(true)}>
          {say.join}
        </Button>
      ) : null}
      {joining ? <JoinForm mine={mine} callId={mine ? undefined : of.callId} leave={() => setJoining(false)} /> : null}
    </div>
  );
}

function All({ data, may }: { data: Got<typeof contacts.of>; may: boolean }) {
  const say = useWords(words);
  return (
    <>
      <ul aria-label={say.contacts}>
        {data.contacts.map((one) => (
          <li key={one.id}>
            <Named contact={one} />
          </li>
        ))}
      </ul>
      <ul aria-label={say.joins}>
        {data.joins.map((join) => (
          <li key={join.id}>
            <Bond join={join} all={data.contacts} may={may} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Who joined two of them, when and why; and parting them, with a reason of its own. */
function Bond({ join, all, may }: { join: ContactJoin; all: readonly CitizenContact[]; may: boolean }) {
  const say = useWords(words);
  const field = useId();
  const [reason, setReason] = useState<string | null>(null);
  const part = useDeed(contacts.part, changedByJoin);
  const named = (id: string): string => all.find((one) => one.id === id)?.address ?? '';
  const version = all.find(({ id }) => id === join.one)?.version ?? 1;
  const send = (): void =>
    part.mutate(
      { params: { id: join.one, join: join.id }, ifMatch: version, body: { reason: (reason ?? '').trim() } },
      { onSuccess: () => setReason(null) },
    );
  return (
    <>
      <span className="quiet">
        {fill(say.joinedBy, { one: named(join.one), other: named(join.other), name: join.byName ?? join.by, reason: join.reason })}{' '}
        <When at={join.at} />
      </span>{' '}
      {may && reason === null ? (
        <Button size="small" type="text" data-testid="contact-part" onClick={() => setReason('')}>
          {say.part}
        </Button>
      ) : null}
      {reason === null ? null : (
        <div className="row">
          <label htmlFor={field}>{say.reason}</label>
          <Input id={field} autoFocus value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} />
          <Button size="small" disabled={reason.trim().length < SHORTEST_REASON} loading={part.isPending} onClick={send}>
            {say.partSave}
          </Button>
          <Button size="small" type="text" onClick={() => setReason(null)}>
            {say.leave}
          </Button>
        </div>
      )}
      {part.error ? <ProblemNotice error={part.error} close={part.reset} /> : null}
    </>
  );
}
