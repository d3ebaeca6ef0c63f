import { AlertFilled, AuditOutlined, CloseOutlined, ExclamationCircleOutlined, WarningFilled } from '@ant-design/icons';
import { notices, type NoticeView } from '@hotline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLanguage, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import * as words from './words.ts';

const signalIcons: Readonly<Record<string, React.ReactNode>> = {
  warning: <ExclamationCircleOutlined aria-hidden />,
  yellow: <WarningFilled aria-hidden />,
  red: <AlertFilled aria-hidden />,
};
const signalOf = ({ kind }: NoticeView): string => kind.split('.')[1] ?? '';

/** Signals and steps that concern me, newest first; opening one marks it and those before it as read. */
export default function NoticeList({ pathOf, onClose }: { pathOf: (ticket: string) => string; onClose: () => void }) {
  const say = useWords(words);
  const [which, setWhich] = useState<'unread' | 'all'>('all');
  const [limit, setLimit] = useState(30);
  const query = { limit, ...(which === 'unread' ? { unread: true } : {}) };
  const { data, error, refetch } = useQuery({ ...asking(notices.list, { query }), placeholderData: keepPreviousData });
  const read = useDeed(notices.read, [notices.list]);
  const newest = data?.items[0];
  return (
    <>
      <header>
        <h2>{say.title}</h2>
        <Segmented
          size="small"
          aria-label={say.which}
          value={which}
          onChange={setWhich}
          options={[
            { value: 'all', label: say.all },
            { value: 'unread', label: say.onlyUnread },
          ]}
        />
        <Button
          size="small"
          disabled={!newest || data?.unread === 0}
          loading={read.isPending}
          onClick={() => newest && read.mutate({ body: { upTo: newest.id } })}
        >
          {say.readAll}
        </Button>
        <Button size="small" type="text" icon={<CloseOutlined />} aria-label={say.close} onClick={onClose} />
      </header>
      {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
      {read.error ? <ProblemNotice error={read.error} close={read.reset} /> : null}
      {!data && !error ? <Loading rows={5} /> : null}
      {data?.items.length === 0 ? <Empty>{which === 'unread' ? say.noneUnread : say.none}</Empty> : null}
      <ol>
        {data?.items.map((notice) => (
          <li key={notice.id}>
            <Notice
              notice={notice}
              href={`#/${notice.number === null ? `inbox/${notice.conversationId ?? ''}` : pathOf(notice.number)}`}
              onOpen={() => notice.read || read.mutate({ body: { upTo: notice.id } })}
            />
          </li>
        ))}
      </ol>
      {data?.next && limit < 200 ? (
        <Button className="list-more" onClick={() => setLimit(Math.min(200, limit * 2))}>
          {say.more}
        </Button>
      ) : null}
    </>
  );
}

function Notice({ notice, href, onOpen }: { notice: NoticeView; href: string; onOpen: () => void }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <a href={href} data-read={notice.read} data-signal={signalOf(notice)} onClick={onOpen}>
      <span className="entry-icon">{signalIcons[signalOf(notice)] ?? <AuditOutlined aria-hidden />}</span>
      <span>
        {language === 'en' ? notice.wordsEn : notice.words}
        <small className="quiet">
          {notice.number === null ? '' : `${notice.number} · `}
          <When at={notice.at} />
          {notice.read ? '' : ` · ${say.isNew}`}
        </small>
      </span>
    </a>
  );
}
