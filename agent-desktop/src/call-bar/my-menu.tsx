import { DownOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { type Me, roles, session } from '@hotline/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { asking, request } from '../desk-kit/ask.ts';
import { choose, settings, useLabel, useStore, useWords } from '../desk-kit/settings.ts';
import { keysPage } from '../frame/keys-page.tsx';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import * as words from './words.ts';

/** Who I am, and what this machine shows me: language, theme, keys, the way out. */
export function MyMenu({ busy }: { busy: boolean }) {
  const say = useWords(words);
  const label = useLabel();
  const { language, theme } = useStore(settings);
  const { data: me } = useQuery(asking(session.read, {}));
  const queries = useQueryClient();
  const phoneDesk = usePhoneDesk();
  const leave = async (): Promise<void> => {
    await request(session.close, {});
    phoneDesk.stop();
    queries.clear();
    location.hash = '';
    await queries.invalidateQueries();
  };
  if (!me) return null;
  const deeds = {
    language: () => choose.language(language === 'zh' ? 'en' : 'zh'),
    theme: () => choose.theme(theme === 'dark' ? 'light' : 'dark'),
    keys: () => keysPage.set({ open: true }),
    leave: () => void leave().catch(() => queries.invalidateQueries()),
  };
  const items = [
    { key: 'who', disabled: true, label: `${me.name} · ${me.roles.map((role) => label(roles[role])).join(' / ')}` },
    { type: 'divider' as const },
    { key: 'language', label: say.switchLanguage },
    { key: 'theme', label: theme === 'dark' ? say.themeLight : say.themeDark },
    { key: 'keys', label: `${say.keys} ?` },
    { type: 'divider' as const },
    { key: 'leave', label: busy ? say.signOutInCall : say.signOut, disabled: busy },
  ];
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => deeds[key as keyof typeof deeds]() }} trigger={['click']} placement="bottomRight">
      <Button type="text" className="my-menu" aria-haspopup="menu" title={nameLine(me, say.staffNumber)}>
        {me.number ?? me.name} <DownOutlined aria-hidden />
      </Button>
    </Dropdown>
  );
}

const nameLine = (me: Me, staffNumber: string): string =>
  me.number ? `${me.name} · ${fill(staffNumber, { number: me.number })}` : me.name;
