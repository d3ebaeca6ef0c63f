import { accounts, type AccountView, type DeliveryState, deliveryStates, type TestMessage } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { asking, useDeed } from '../../desk-kit/ask.ts';
import { ProblemNotice } from '../../desk-kit/notices.tsx';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { When } from '../../desk-kit/times.tsx';
import * as words from './words.ts';

/** While a message is on its way it is looked at so often; afterwards a report may still come. */
const LOOK_MS = 1_500;
const LATER_MS = 10_000;
const onItsWay: readonly DeliveryState[] = ['queued', 'sending'];
const changed = [accounts.tests, accounts.list];

/** A message to a number or address of hers: the whole way out, step by step, in the peer's words. */
export function TestPanel({ account, leave }: { account: AccountView; leave: () => void }) {
  const say = useWords(words);
  const field = useId();
  const [to, setTo] = useState('');
  const params = { id: account.id };
  const { data, error } = useQuery({
    ...asking(accounts.tests, { params }),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => onItsWay.includes(one.state)) ? LOOK_MS : LATER_MS),
  });
  const test = useDeed(accounts.test, changed);
  const address = to.trim();
  const send = (): void => {
    if (address.length >= 3) test.mutate({ params, body: { to: address } });
  };
  return (
    <div className="account-test" role="group" aria-label={say.test} onKeyDown={({ key }) => key === 'Escape' && leave()}>
      <div className="row">
        <label htmlFor={field}>{say.testTo}</label>
        <Input
          id={field}
          autoFocus
          value={to}
          maxLength={254}
          autoComplete="off"
          onChange={({ target }) => setTo(target.value)}
          onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && send()}
        />
        <Button data-testid="test-send" disabled={address.length < 3} loading={test.isPending} onClick={send}>
          {say.testSend}
        </Button>
        <Button type="text" onClick={leave}>
          {say.leave}
        </Button>
      </div>
      <p className="quiet">{say.testHint}</p>
      {test.error ? <ProblemNotice error={test.error} close={test.reset} /> : null}
      {error ? <ProblemNotice error={error} /> : null}
      <ol aria-label={say.tests} aria-live="polite">
        {data?.items.map((one) => (
          <Fared key={one.id} test={one} />
        ))}
      </ol>
    </div>
  );
}

function Fared({ test: { at, to, by, byName, state, steps } }: { test: TestMessage }) {
  const label = useLabel();
  return (
    <li data-state={state}>
      <p>
        <strong>{label(deliveryStates[state])}</strong> {to}{' '}
        <span className="quiet">
          {byName ?? by} · <When at={at} />
        </span>
      </p>
      <ol>
        {steps.map((step) => (
          <li key={`${step.at}.${step.state}.${step.words}`} className="quiet">
            <When at={step.at} /> {label(deliveryStates[step.state])} {step.words}
          </li>
        ))}
      </ol>
    </li>
  );
}
