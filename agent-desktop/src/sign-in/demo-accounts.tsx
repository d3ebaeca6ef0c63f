import { type Label, roles } from '@hotline/contracts';
import { Button } from 'antd';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

/** DESIGN section 11. Shown only where the server says that this is a demo; with HOTLINE_DEMO=0 it accepts none of them. */
const password = 'Hotline-12345';
const accounts: readonly (readonly [string, Label, string])[] = [
  ['agent1', roles.agent, '1001'],
  ['agent2', roles.agent, '1002'],
  ['agent3', roles.agent, '1003'],
  ['super1', roles.supervisor, ''],
  ['dispatch1', roles.dispatcher, ''],
  ['admin1', roles.admin, ''],
  ['security1', roles.security, ''],
  ['audit1', roles.auditor, ''],
];

const isDemo = (): boolean => document.querySelector<HTMLMetaElement>('meta[name="hotline-demo"]')?.content === '1';

export function DemoAccounts({ onTake }: { onTake: (account: string, password: string) => void }) {
  const say = useWords(words);
  const label = useLabel();
  if (!isDemo()) return null;
  return (
    <section className="demo-accounts" aria-label={say.demo}>
      <h2>{say.demo}</h2>
      <p className="quiet">{say.demoHelp}</p>
      <div>
        {accounts.map(([account, row, number]) => (
          <Button key={account} onClick={() => onTake(account, password)} title={account}>
            {label(row)} {number}
          </Button>
        ))}
      </div>
    </section>
  );
}
