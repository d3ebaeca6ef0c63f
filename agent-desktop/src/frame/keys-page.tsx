import { Store } from '@hotline/browser-kit';
import { Button } from 'antd';
import { commands, moments } from '../desk-kit/commands/commands.ts';
import { useCommand } from '../desk-kit/commands/use-command.ts';
import { useLabel, useStore, useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

export const keysPage = new Store<{ readonly open: boolean }>({ open: false });

/** The `?` page, drawn from the table of commands. It stands beside the work, under the call bar, and takes no focus. */
export function KeysPage() {
  const { open } = useStore(keysPage);
  const say = useWords(words);
  const label = useLabel();
  useCommand('desk.keys', () => keysPage.set({ open: !open }), true);
  if (!open) return null;
  return (
    <aside className="keys-page" aria-label={say.keys}>
      <header>
        <h2>{say.keys}</h2>
        <Button size="small" onClick={() => keysPage.set({ open: false })}>
          {say.closeKeys}
        </Button>
      </header>
      {Object.entries(moments).map(([moment, row]) => (
        <section key={moment}>
          <h3>{label(row)}</h3>
          <dl>
            {Object.values(commands)
              .filter(({ during }) => during === moment)
              .map((command) => (
                <div key={command.keys}>
                  <dt>
                    <kbd>{command.keys}</kbd>
                  </dt>
                  <dd>{label(command)}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </aside>
  );
}
