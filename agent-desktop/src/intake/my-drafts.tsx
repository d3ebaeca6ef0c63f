import { drafts, type DraftView, ticketLifecycle } from '@hotline/contracts';
import { fill } from '@hotline/browser-kit';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { plainFields } from '../fields/merge-drafts.ts';
import { hasWords, titleOf } from './filing.ts';
import { tabs } from './tabs.ts';
import * as words from './words.ts';

/** What she left: intakes and half-written steps of tickets, last typed first. */
export function MyDrafts() {
  const say = useWords(words);
  const { data, error, refetch } = useQuery(asking(drafts.list, {}));
  const items = data?.items.filter(({ fields }) => hasWords(fields));
  return (
    <section className="list">
      <header>
        <h2>{say.myDrafts}</h2>
      </header>
      {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
      {!items && !error ? <Loading /> : null}
      {items?.length === 0 ? <Empty>{say.noDrafts}</Empty> : null}
      {items && items.length > 0 ? (
        <ul className="drafts">
          {items.map((draft) => (
            <DraftRow key={draft.id} draft={draft} />
          ))}
        </ul>
      ) : null}
    </section>
  );
}

/** The first words of whatever form it is. */
const firstWords = (draft: DraftView): string =>
  titleOf(draft.fields) ||
  Object.values(plainFields(draft.fields)).find((one): one is string => typeof one === 'string' && one.length > 3) ||
  '';

function DraftRow({ draft }: { draft: DraftView }) {
  const say = useWords(words);
  const label = useLabel();
  const [sure, setSure] = useState(false);
  const drop = useDeed(drafts.drop, [drafts.list]);
  const kind = draft.form === 'intake' ? say.draftIntake : fill(say.draftOfTicket, { event: label(ticketLifecycle[draft.form]) });
  return (
    <li>
      <span className="draft-words">{firstWords(draft) || say.untitled}</span>
      <span className="quiet">
        {kind} · {say.savedAt} <When at={draft.savedAt} />
      </span>
      <span className="row">
        {draft.form === 'intake' ? (
          <Button size="small" onClick={() => tabs.open(draft)}>
            {say.goOn}
          </Button>
        ) : (
          <a href={`#/tickets/${draft.ticketId}`}>{say.goOn}</a>
        )}
        <Button
          size="small"
          type="text"
          danger={sure}
          loading={drop.isPending}
          onBlur={() => setSure(false)}
          onClick={() => (sure ? drop.mutate({ params: { id: draft.id } }) : setSure(true))}
        >
          {sure ? say.dropAgain : say.dropDraft}
        </Button>
      </span>
      {drop.error ? <ProblemNotice error={drop.error} close={drop.reset} /> : null}
    </li>
  );
}
