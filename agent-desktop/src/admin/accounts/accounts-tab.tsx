import { fill } from '@hotline/browser-kit';
import { accounts, type AccountView, type MessageChannelName, messageChannels } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button, QRCode } from 'antd';
import { useState } from 'react';
import { asking } from '../../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../../desk-kit/notices.tsx';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { When } from '../../desk-kit/times.tsx';
import { useMay } from '../../frame/use-may.ts';
import { AccountForm } from './account-form.tsx';
import { TestPanel } from './test-panel.tsx';
import { QuarantineList } from './quarantine-list.tsx';
import type { zh } from './words.ts';
import * as words from './words.ts';

/** How an account fares changes without a frame of its own. */
const LOOK_MS = 5_000;

/** Where messages come in and go out: how each account fares, its settings, and what could not become a message. */
export function AccountsTab() {
  const say = useWords(words);
  const may = useMay('account.write');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({ ...asking(accounts.list, {}), refetchInterval: LOOK_MS });
  const account = data?.items.find(({ id }) => id === chosen);
  return (
    <div className="split">
      <div className="split-list">
        {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={4} /> : null}
        {may ? (
          <p>
            <Button onClick={() => setChosen('')}>{say.add}</Button>
          </p>
        ) : null}
        {data?.items.length === 0 ? <Empty>{say.none}</Empty> : null}
        {data?.items.map((one) => (
          <AccountCard key={one.id} account={one} may={may} onEdit={() => setChosen(one.id)} />
        ))}
        <QuarantineList may={may} />
      </div>
      {may && (account || chosen === '') ? (
        <AccountForm key={account ? `${account.id}.${account.version}` : 'new'} account={account} onDone={() => setChosen(null)} />
      ) : null}
    </div>
  );
}

/** What an account is known by outside; the site has only one form. */
const addressNames = {
  mail: 'address',
  sms: 'number',
  wechat: 'appId',
  wechaty: 'puppet',
  web: null,
  fax: 'faxNumber',
} as const satisfies Record<MessageChannelName, keyof typeof zh | null>;
function addressOf({ settings }: AccountView): string {
  const { sourceNumber, sourceAddress } = (settings['carrier'] ?? {}) as Record<string, unknown>;
  return String(
    settings['address'] ?? settings['appId'] ?? settings['puppet'] ?? settings['number'] ?? sourceNumber ?? sourceAddress ?? '',
  );
}

function AccountCard({ account, may, onEdit }: { account: AccountView; may: boolean; onEdit: () => void }) {
  const say = useWords(words);
  const label = useLabel();
  const at = (moment: string | null) => (moment === null ? say.never : <When at={moment} />);
  const isConnected = account.connectedSince !== null;
  const [testing, setTesting] = useState(false);
  return (
    <section className="queue-card" data-account={account.id}>
      <div className="row">
        <h2>{account.name}</h2>
        <span className="quiet">
          {account.id} · {label(messageChannels[account.kind])}
          {account.simulated ? ` · ${say.simulated}` : null}
        </span>
        {may ? (
          <Button size="small" onClick={onEdit} aria-label={`${say.edit} ${account.name}`}>
            {say.edit}
          </Button>
        ) : null}
        {may && account.active && addressNames[account.kind] !== null && !testing ? (
          <Button size="small" onClick={() => setTesting(true)} aria-label={`${say.test} ${account.name}`}>
            {say.test}
          </Button>
        ) : null}
      </div>
      <p role="status">
        {!account.active ? say.off : isConnected ? say.connected : account.trouble === null ? say.waiting : null}
        {account.active && isConnected ? (
          <>
            {' '}
            {say.since} {at(account.connectedSince)}
          </>
        ) : null}
        {account.active && account.trouble !== null ? (
          <>
            <strong className="account-trouble">{account.trouble}</strong> <span className="quiet">{at(account.troubleAt)}</span>
          </>
        ) : null}
        {account.isSilent ? (
          <strong className="account-trouble"> {fill(say.silent, { n: Number(account.settings['quietMinutes']) })}</strong>
        ) : null}
      </p>
      {account.scan === null ? null : (
        // black on white in any theme: telephones read nothing else
        <QRCode aria-label={say.scan} value={account.scan} size={180} bgColor="#fff" color="#000" />
      )}
      <Facts account={account} />
      {testing ? <TestPanel account={account} leave={() => setTesting(false)} /> : null}
    </section>
  );
}

/** What came and went there, and what waits. */
function Facts({ account }: { account: AccountView }) {
  const say = useWords(words);
  const at = (moment: string | null) => (moment === null ? say.never : <When at={moment} />);
  const addressName = addressNames[account.kind];
  return (
    <dl className="facts">
      {addressName === null ? null : (
        <div>
          <dt>{say[addressName]}</dt>
          <dd>{addressOf(account)}</dd>
        </div>
      )}
      <div>
        <dt>{say.lastIn}</dt>
        <dd>{at(account.lastInAt)}</dd>
      </div>
      <div>
        <dt>{say.lastOut}</dt>
        <dd>{at(account.lastOutAt)}</dd>
      </div>
      <div>
        <dt>{say.inboxOf}</dt>
        <dd>
          {account.waiting}
          {account.overdue > 0 ? <strong className="account-trouble"> {fill(say.overdue, { n: account.overdue })}</strong> : null}
        </dd>
      </div>
    </dl>
  );
}
