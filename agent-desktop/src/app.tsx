import { type Me, Refusal, session } from '@hotline/contracts';
import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useLayoutEffect, useState } from 'react';
import { asking, createQueries } from './desk-kit/ask.ts';
import { Loading, ProblemNotice } from './desk-kit/notices.tsx';
import { settings, useStore } from './desk-kit/settings.ts';
import { paint, themeOf } from './desk-kit/theme.ts';
import { Frame } from './frame/frame.tsx';
import { PhoneDesk } from './phone-desk/phone-desk.ts';
import { PhoneDeskPlace, usePhoneDesk } from './phone-desk/use-phone-desk.tsx';
import { SignIn } from './sign-in/sign-in.tsx';

const queries = createQueries();
const phoneDesk = new PhoneDesk(queries);

export function App() {
  const { language, theme } = useStore(settings);
  useLayoutEffect(() => paint(theme), [theme]);
  return (
    <ConfigProvider
      theme={themeOf(theme)}
      locale={language === 'zh' ? zhCN : enGB}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <QueryClientProvider client={queries}>
        <PhoneDeskPlace value={phoneDesk}>
          <Door />
        </PhoneDeskPlace>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

/** Sign-in or the desk. A session that the server no longer knows ends here, but never while the phone has a call. */
function Door() {
  const { data: me, error, refetch } = useQuery({ ...asking(session.read, {}), staleTime: Infinity });
  const { phone } = usePhoneDesk();
  const inCall = useStore(phone.facts).call !== 'none';
  const refused = error instanceof Refusal && error.problem.status === 401;
  if (me && (!refused || inCall)) return <Inside key={me.account} me={me} expired={refused} />;
  if (refused) return <SignIn />;
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />;
  return <Loading rows={6} />;
}

function Inside({ me, expired }: { me: Me; expired: boolean }) {
  const desk = usePhoneDesk();
  const client = useQueryClient();
  const [answers] = useState(() => me.permissions.includes('call.answer'));
  useEffect(() => {
    void desk.start(answers, () => void client.invalidateQueries());
    return () => desk.stop();
  }, [desk, client, answers]);
  return <Frame me={me} expired={expired} />;
}
