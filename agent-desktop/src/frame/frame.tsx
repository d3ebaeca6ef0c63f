import { fill } from '@hotline/browser-kit';
import { type Me, roles } from '@hotline/contracts';
import { Suspense } from 'react';
import { CallBar } from '../call-bar/call-bar.tsx';
import { MyMenu } from '../call-bar/my-menu.tsx';
import * as callWords from '../call-bar/words.ts';
import * as kitWords from '../desk-kit/words.ts';
import { Empty, Loading } from '../desk-kit/notices.tsx';
import { useLabel, useStore, useWords } from '../desk-kit/settings.ts';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import { screensOf } from '../screens.tsx';
import { KeysPage } from './keys-page.tsx';
import { usePath } from './path.ts';
import * as words from './words.ts';
import './frame.css';

/** Left rail, call bar, screen. The bar belongs to the frame: no page can cover or lose it. */
export function Frame({ me, expired }: { me: Me; expired: boolean }) {
  const say = useWords(words);
  const label = useLabel();
  const { name } = usePath();
  const mine = screensOf(me);
  const [here, screen] = mine.find(([path]) => path === name) ?? mine[0] ?? [];
  const Page = screen?.page;
  return (
    <div className="frame">
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById('main')?.focus())}>
        {say.skip}
      </a>
      <nav className="rail" aria-label={say.rail} data-single={mine.length < 2}>
        {mine.map(([path, row]) => (
          <a key={path} href={`#/${path}`} aria-current={path === here ? 'page' : undefined}>
            {row.icon}
            <span>{label(row)}</span>
          </a>
        ))}
      </nav>
      <div className="frame-body">
        {me.permissions.includes('call.answer') ? <CallBar /> : <PlainBar me={me} />}
        <Lines expired={expired} />
        <main id="main" tabIndex={-1}>
          {Page ? (
            <Suspense fallback={<Loading rows={6} />}>
              <Page />
            </Suspense>
          ) : (
            <Empty>{fill(say.noScreens, { role: me.roles.map((role) => label(roles[role])).join(' / ') })}</Empty>
          )}
        </main>
        <KeysPage />
      </div>
    </div>
  );
}

function PlainBar({ me }: { me: Me }) {
  return (
    <header className="call-bar plain">
      <p className="call-middle">
        <strong>{me.name}</strong>
      </p>
      <MyMenu busy={false} />
    </header>
  );
}

/** Bars that come and go by themselves: the connection, the session. */
function Lines({ expired }: { expired: boolean }) {
  const { live } = usePhoneDesk();
  const { connected } = useStore(live.facts);
  const kit = useWords(kitWords);
  const say = useWords(callWords);
  return (
    <>
      {connected ? null : (
        <div className="notice" role="status">
          {kit.offline}
        </div>
      )}
      {expired ? (
        <div className="notice loud" role="alert">
          {say.expired}
        </div>
      ) : null}
    </>
  );
}
