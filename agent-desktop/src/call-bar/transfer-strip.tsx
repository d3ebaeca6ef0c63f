import { SwapOutlined } from '@ant-design/icons';
import { agents } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { asking } from '../desk-kit/ask.ts';
import { useWords } from '../desk-kit/settings.ts';
import { Loading } from '../desk-kit/notices.tsx';
import type { CallDeeds } from './use-call-deeds.ts';
import * as words from './words.ts';

/** Under the bar, no dialog: who is ready now. She asked for it, so the focus goes to the first name; Esc goes back. */
export function TransferStrip({ deeds, onClose }: { deeds: CallDeeds; onClose: () => void }) {
  const say = useWords(words);
  const { data } = useQuery({ ...asking(agents.list, {}), staleTime: 0 });
  const ready = data?.items.filter(({ state }) => state === 'ready');
  const strip = useRef<HTMLElement>(null);
  const any = (ready?.length ?? 0) > 0;
  useEffect(() => {
    strip.current?.querySelector('button')?.focus();
  }, [any]);
  return (
    <section className="strip" ref={strip} aria-label={say.transferTo} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <span className="strip-title">
        <SwapOutlined aria-hidden /> {say.transferTo}
      </span>
      {ready === undefined ? <Loading rows={1} /> : null}
      {ready?.map(({ account, name, number }) => (
        <Button key={account} disabled={deeds.busy} onClick={() => deeds.transfer(account)}>
          {name} {number}
        </Button>
      ))}
      {ready?.length === 0 ? <span className="quiet">{say.transferNobody}</span> : null}
      <Button type="text" onClick={onClose}>
        {say.transferClose}
      </Button>
    </section>
  );
}
