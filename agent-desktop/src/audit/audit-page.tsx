import { audit } from '@hotline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { asking } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import '../admin/admin.css';
import { AuditDetails, AuditTable, type Line } from './audit-table.tsx';
import { VerifyChain } from './verify-chain.tsx';
import * as words from './words.ts';

/** What changed, who did it, is the chain whole? */
export default function AuditPage() {
  const say = useWords(words);
  const [actor, setActor] = useState('');
  const [action, setAction] = useState('');
  const [after, setAfter] = useState<string | undefined>();
  const [open, setOpen] = useState<Line | null>(null);
  const query = { limit: 50, ...(actor ? { actor } : {}), ...(action ? { action } : {}), ...(after ? { after } : {}) };
  const { data, error, refetch } = useQuery({ ...asking(audit.list, { query }), placeholderData: keepPreviousData });
  const filter = (set: (text: string) => void) => (text: string) => {
    set(text.trim());
    setAfter(undefined);
  };
  return (
    <div className="audit">
      <h1>{say.title}</h1>
      <VerifyChain />
      <div className="row toolbar">
        <Input.Search allowClear placeholder={say.actor} aria-label={say.actor} onSearch={filter(setActor)} />
        <Input.Search allowClear placeholder={say.action} aria-label={say.action} onSearch={filter(setAction)} />
      </div>
      <div className="split">
        <div className="split-list">
          {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
          {!data && !error ? <Loading rows={8} /> : null}
          {data?.items.length === 0 ? <Empty>{say.none}</Empty> : null}
          {data && data.items.length > 0 ? <AuditTable items={data.items} onOpen={setOpen} /> : null}
          <div className="row toolbar">
            {after ? <Button onClick={() => setAfter(undefined)}>{say.first}</Button> : null}
            {data?.next ? <Button onClick={() => setAfter(data.next ?? undefined)}>{say.more}</Button> : null}
          </div>
        </div>
        {open ? <AuditDetails line={open} onClose={() => setOpen(null)} /> : null}
      </div>
    </div>
  );
}
