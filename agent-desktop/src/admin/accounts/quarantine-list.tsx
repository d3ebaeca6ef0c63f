import { fill } from '@hotline/browser-kit';
import { conversations, quarantine, quarantineReasons, type QuarantineView } from '@hotline/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { request, useDeed } from '../../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../../desk-kit/notices.tsx';
import { MoreRows, usePages } from '../../desk-kit/pages.tsx';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { When } from '../../desk-kit/times.tsx';
import * as words from './words.ts';

/** What could not become a message; read again once the cause is mended, or left aside for a reason. */
export function QuarantineList({ may }: { may: boolean }) {
  const say = useWords(words);
  const pages = usePages({
    of: quarantine.list,
    page: (after, signal) => request(quarantine.list, { query: { limit: 30, ...after } }, signal),
  });
  return (
    <section aria-label={say.quarantine} data-part="quarantine">
      <h2>{say.quarantine}</h2>
      {pages.error ? <ProblemNotice error={pages.error} again={pages.again} /> : null}
      {!pages.loaded && !pages.error ? <Loading rows={2} /> : null}
      {pages.loaded && pages.rows.length === 0 ? <Empty>{say.quarantineNone}</Empty> : null}
      <ol className="quarantine">
        {pages.rows.map((row) => (
          <Apart key={row.id} row={row} may={may} />
        ))}
      </ol>
      <MoreRows pages={pages} label={say.more} />
    </section>
  );
}

function Apart({ row, may }: { row: QuarantineView; may: boolean }) {
  const say = useWords(words);
  const label = useLabel();
  const field = useId();
  const [reason, setReason] = useState<string | null>(null);
  const again = useDeed(quarantine.again, [quarantine.list, conversations.list]);
  const drop = useDeed(quarantine.drop, [quarantine.list]);
  return (
    <li data-quarantined={row.id}>
      <p>
        <strong>{label(quarantineReasons[row.reason])}</strong> <When at={row.at} /> · {row.accountId} ·{' '}
        {fill(say.bytes, { n: Math.ceil(row.bytes / 1024) })}
        <br />
        <span className="quiet">{row.detail}</span>
      </p>
      {again.error ? <ProblemNotice error={again.error} close={again.reset} /> : null}
      {drop.error ? <ProblemNotice error={drop.error} close={drop.reset} /> : null}
      {!may ? null : reason === null ? (
        <div className="row">
          <Button size="small" loading={again.isPending} onClick={() => again.mutate({ params: { id: row.id }, body: {} })}>
            {say.again}
          </Button>
          <Button size="small" type="text" onClick={() => setReason('')}>
            {say.drop}
          </Button>
        </div>
      ) : (
        <div className="row">
          <label htmlFor={field}>{say.dropReason}</label>
          <Input id={field} autoFocus size="small" value={reason} maxLength={200} onChange={({ target }) => setReason(target.value)} />
          <Button
            size="small"
            disabled={reason.trim().length < 2}
            loading={drop.isPending}
            onClick={() => drop.mutate({ params: { id: row.id }, body: { reason: reason.trim() } })}
          >
            {say.dropSave}
          </Button>
          <Button size="small" type="text" onClick={() => setReason(null)}>
            {say.leave}
          </Button>
        </div>
      )}
    </li>
  );
}
