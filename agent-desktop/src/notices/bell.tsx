import { BellOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { notices } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { asking } from '../desk-kit/ask.ts';
import { Loading } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';
import './notices.css';

const NoticeList = lazy(() => import('./notice-list.tsx'));
/** Above this the number says no more than “many”. */
const MANY = 99;

/** How many notices wait, at the foot of the rail. It makes no sound and moves nothing. */
export function Bell({ pathOf }: { pathOf: (ticket: string) => string }) {
  const say = useWords(words);
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { data } = useQuery(asking(notices.list, { query: { limit: 1 } }));
  const unread = data?.unread ?? 0;
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    const left = (): void => setOpen(false);
    window.addEventListener('hashchange', left);
    return () => window.removeEventListener('hashchange', left);
  }, []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="bell"
        data-testid="notices-bell"
        data-unread={unread > 0}
        aria-expanded={open}
        aria-label={unread > 0 ? fill(say.unread, { n: unread }) : say.title}
        onClick={() => setOpen(!open)}
      >
        <BellOutlined aria-hidden />
        <span aria-hidden>{say.title}</span>
        {unread > 0 ? (
          <b className="bell-count" aria-hidden>
            {unread > MANY ? `${MANY}+` : unread}
          </b>
        ) : null}
      </button>
      {open ? (
        <aside
          className="notice-panel"
          aria-label={say.title}
          onKeyDown={(event) => {
            if (event.key === 'Escape') close();
          }}
        >
          <Suspense fallback={<Loading rows={5} />}>
            <NoticeList pathOf={pathOf} onClose={close} />
          </Suspense>
        </aside>
      ) : null}
    </>
  );
}
