import { LockOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { type Me, type Permission, permissions, roles } from '@hotline/contracts';
import { Suspense } from 'react';
import { CallBar } from '../call-bar/call-bar.tsx';
import { MyMenu } from '../call-bar/my-menu.tsx';
import * as callWords from '../call-bar/words.ts';
import * as kitWords from '../desk-kit/words.ts';
import { Empty, Loading } from '../desk-kit/notices.tsx';
import { useLabel, useStore, useWords } from '../desk-kit/settings.ts';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import { Bell } from '../notices/bell.tsx';
import { railOf, type Screen, screenNamed, screensOf, ticketPathOf } from '../screens.tsx';
import { CallingBar } from './calling-bar.tsx';
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
  const rail = railOf(me);
  const known = screenNamed(name);
  const [here, screen] = mine.find(([path]) => path === name) ?? (known ? [] : (rail[0] ?? []));
  const Page = screen?.page;
  const may = (permission: Permission): boolean => me.permissions.includes(permission);
  return (
    <div className="frame">
      <a className="skip" href="#main" onClick={(event) => (event.preventDefault(), document.getElementById('main')?.focus())}>
        {say.skip}
      </a>
      <nav className="rail" aria-label={say.rail} data-single={rail.length < 2 && !may('ticket.read')}>
        {rail.map(([path, row]) => (
          <a key={path} href={`#/${path}`} aria-current={path === here ? 'page' : undefined}>
            {row.icon}
            <span>{label(row)}</span>
            {row.badge ? <row.badge /> : null}
          </a>
        ))}
        {may('ticket.read') ? <Bell pathOf={ticketPathOf(me)} /> : null}
      </nav>
      <div className="frame-body">
        {may('call.answer') ? <CallBar /> : <PlainBar me={me} />}
        {may('call.place') && !may('call.answer') ? <CallingBar /> : null}
        <Lines expired={expired} />
        <main id="main" tabIndex={-1}>
          {Page ? (
            <Suspense fallback={<Loading rows={6} />}>
              <Page />
            </Suspense>
          ) : known ? (
            <NoRight screen={known} />
          ) : (
            <Empty>{fill(say.noScreens, { role: me.roles.map((role) => label(roles[role])).join(' / ') })}</Empty>
          )}
        </main>
        <KeysPage />
      </div>
    </div>
  );
}

/** A screen that she may not, or no longer, enter: what is missing, and who gives it. */
function NoRight({ screen }: { screen: Screen }) {
  const say = useWords(words);
  const label = useLabel();
  return (
    <div className="no-right" data-testid="no-right">
      <h1>{label(screen)}</h1>
      <Empty action={<a href="#/">{say.goBack}</a>}>
        <LockOutlined aria-hidden /> {fill(say.noRight, { right: label(permissions[screen.permission]) })}
      </Empty>
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
