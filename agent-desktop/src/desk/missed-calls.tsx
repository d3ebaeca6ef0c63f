import { fill } from '@hotline/browser-kit';
import { missedCalls } from '@hotline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { asking } from '../desk-kit/ask.ts';
import * as kitWords from '../desk-kit/words.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { useSteadyList } from '../desk-kit/steady-list.ts';
import { MissedRow } from './missed-row.tsx';
import * as words from './words.ts';

/** Calls that reached nobody (漏话), to be called back. */
export function MissedCalls({ idle }: { idle: boolean }) {
  const say = useWords(words);
  const kit = useWords(kitWords);
  const [which, setWhich] = useState<'open' | 'all'>('open');
  const query = which === 'open' ? { fate: 'open' as const, limit: 20 } : { limit: 50 };
  const { data, error, refetch } = useQuery({ ...asking(missedCalls.list, { query }), placeholderData: keepPreviousData });
  const list = useSteadyList(data?.items ?? [], ({ id }) => id);
  return (
    <section className="list" {...list.bind}>
      <header>
        <h2>{say.missed}</h2>
        {list.fresh > 0 ? (
          <Button size="small" onClick={list.show}>
            {fill(kit.fresh, { n: list.fresh })}
          </Button>
        ) : null}
        <Segmented
          size="small"
          aria-label={say.missedWhich}
          value={which}
          onChange={setWhich}
          options={[
            { label: say.missedOpen, value: 'open' },
            { label: say.missedAll, value: 'all' },
          ]}
        />
      </header>
      {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && list.shown.length === 0 ? <Empty>{say.missedNone}</Empty> : null}
      {list.shown.length > 0 ? (
        <div className="scroll" tabIndex={0} role="group" aria-label={say.missed}>
          <table className="cards">
            <thead>
              <tr>
                <th scope="col">{say.at}</th>
                <th scope="col">{say.caller}</th>
                <th scope="col">{say.why}</th>
                <th scope="col">{say.fate}</th>
                <th scope="col">{say.deeds}</th>
              </tr>
            </thead>
            <tbody>
              {list.shown.map((missed) => (
                <MissedRow key={missed.id} missed={missed} idle={idle} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </section>
  );
}
