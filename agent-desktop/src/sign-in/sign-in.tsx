import { agents, session } from '@hotline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, type InputRef } from 'antd';
import { type FormEvent, useRef, useState } from 'react';
import { asking, nameOf, request } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { choose, useLanguage, useWords } from '../desk-kit/settings.ts';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import { Checks } from './checks.tsx';
import { DemoAccounts } from './demo-accounts.tsx';
import * as words from './words.ts';
import './sign-in.css';

/** One card: who am I, and am I ready to take a call? Pressing 登录 also lets the page make sounds. */
export function SignIn() {
  const say = useWords(words);
  const language = useLanguage();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const secret = useRef<InputRef>(null);
  const submit = useRef<HTMLButtonElement>(null);
  const open = useSignIn(() => secret.current?.select());
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    open.mutate({ account: account.trim(), password });
  };
  const take = (demoAccount: string, demoPassword: string): void => {
    setAccount(demoAccount);
    setPassword(demoPassword);
    submit.current?.focus();
  };
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <header>
          <h1>{say.title}</h1>
          <Button type="text" size="small" onClick={() => choose.language(language === 'zh' ? 'en' : 'zh')}>
            {say.language}
          </Button>
        </header>
        <form onSubmit={onSubmit} aria-label={say.submit}>
          <label htmlFor="account">{say.account}</label>
          <Input
            id="account"
            data-testid="login-account"
            autoComplete="username"
            autoFocus
            required
            value={account}
            onChange={({ target }) => setAccount(target.value)}
          />
          <label htmlFor="password">{say.password}</label>
          <Input
            id="password"
            ref={secret}
            data-testid="login-password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
          {open.error ? <ProblemNotice error={open.error} /> : null}
          <Button ref={submit} type="primary" htmlType="submit" block data-testid="login-submit" loading={open.isPending}>
            {say.submit}
          </Button>
        </form>
        <Checks />
        <DemoAccounts onTake={take} />
      </div>
    </main>
  );
}

/** The press of the button is also what lets the page make sounds later. */
function useSignIn(onRefused: () => void) {
  const queries = useQueryClient();
  const phoneDesk = usePhoneDesk();
  return useMutation({
    mutationFn: async (body: { account: string; password: string }) => {
      await phoneDesk.sound.unlock();
      return request(session.open, { body });
    },
    onSuccess: ({ user }) => {
      phoneDesk.forgetWish();
      queries.removeQueries({ queryKey: [nameOf(agents.me)] });
      queries.setQueryData(asking(session.read, {}).queryKey, user);
    },
    onError: onRefused,
  });
}
