import { contacts, type CitizenContact, SHORTEST_REASON } from '@hotline/contracts';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { request, useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { changedByJoin, Named } from './named.tsx';
import * as words from './words.ts';

interface Joining {
  /** The contact that she is known by here. */
  readonly mine: CitizenContact | undefined;
  /** She has only called: the number is the server's. */
  readonly callId: string | undefined;
  readonly leave: () => void;
}

/** Two steps: the other address is found whole or not at all, then it is joined with a reason. */
export function JoinForm({ mine, callId, leave }: Joining) {
  const say = useWords(words);
  const field = useId();
  const [address, setAddress] = useState('');
  const find = useMutation({ mutationFn: (typed: string) => request(contacts.find, { body: { address: typed } }) });
  const look = (): void => {
    if (address.trim().length >= 3) find.mutate(address.trim());
  };
  const others = find.data?.items.filter(({ id }) => id !== mine?.id) ?? [];
  // a number that has called and never written can be joined too, to a contact that is there
  const isNewNumber = find.data?.isNumber === true && find.data.items.length === 0 && mine !== undefined;
  return (
    <div className="join-form" role="group" aria-label={say.join} onKeyDown={({ key }) => key === 'Escape' && leave()}>
      <label htmlFor={field}>{say.address}</label>
      <div className="row">
        <Input
          id={field}
          autoFocus
          value={address}
          maxLength={254}
          placeholder={say.addressHint}
          onChange={({ target }) => setAddress(target.value)}
          onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && look()}
        />
        <Button size="small" disabled={address.trim().length < 3} loading={find.isPending} onClick={look}>
          {say.find}
        </Button>
        <Button size="small" type="text" onClick={leave}>
          {say.leave}
        </Button>
      </div>
      {find.error ? <ProblemNotice error={find.error} close={find.reset} /> : null}
      {find.data && others.length === 0 && !isNewNumber ? <p role="status">{say.notFound}</p> : null}
      {others.map((other) => (
        <div key={other.id}>
          <Named contact={other} />
          <Why to={mine ?? other} body={mine ? { contactId: other.id } : { callId: callId ?? '' }} leave={leave} />
        </div>
      ))}
      {isNewNumber && mine ? (
        <div>
          <p>{say.newNumber}</p>
          <Why to={mine} body={{ number: address.trim() }} leave={leave} />
        </div>
      ) : null}
    </div>
  );
}

interface With {
  readonly to: CitizenContact;
  readonly body: { readonly contactId: string } | { readonly number: string } | { readonly callId: string };
  readonly leave: () => void;
}

function Why({ to: { id, version }, body, leave }: With) {
  const say = useWords(words);
  const field = useId();
  const [reason, setReason] = useState('');
  const join = useDeed(contacts.join, changedByJoin);
  const send = (): void =>
    join.mutate({ params: { id }, ifMatch: version, body: { ...body, reason: reason.trim() } }, { onSuccess: leave });
  return (
    <>
      <div className="row">
        <label htmlFor={field}>{say.reason}</label>
        <Input id={field} value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} />
        <Button size="small" type="primary" disabled={reason.trim().length < SHORTEST_REASON} loading={join.isPending} onClick={send}>
          {say.joinSave}
        </Button>
      </div>
      {join.error ? <ProblemNotice error={join.error} close={join.reset} /> : null}
    </>
  );
}
