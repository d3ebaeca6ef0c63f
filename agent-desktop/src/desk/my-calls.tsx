import { fill, lengthText } from '@hotline/browser-kit';
import { calls, type CallView, dispositions } from '@hotline/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { asking } from '../desk-kit/ask.ts';
import * as kitWords from '../desk-kit/words.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useLanguage, useWords } from '../desk-kit/settings.ts';
import { useSteadyList } from '../desk-kit/steady-list.ts';
import { When } from '../desk-kit/times.tsx';
import { Recordings } from './recordings.tsx';
import * as words from './words.ts';

export function MyCalls() {
  const say = useWords(words);
  const kit = useWords(kitWords);
  const { data, error, refetch } = useQuery({
    ...asking(calls.list, { query: { mine: true, limit: 20 } }),
    placeholderData: keepPreviousData,
  });
  const list = useSteadyList(data?.items.filter(({ state }) => state === 'ended') ?? [], ({ id }) => id);
  return (
    <section className="list" {...list.bind}>
      <header>
        <h2>{say.myCalls}</h2>
        {list.fresh > 0 ? (
          <Button size="small" onClick={list.show}>
            {fill(kit.fresh, { n: list.fresh })}
          </Button>
        ) : null}
      </header>
      {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <Loading /> : null}
      {data && list.shown.length === 0 ? <Empty>{say.myCallsNone}</Empty> : null}
      {list.shown.length > 0 ? <CallTable items={list.shown} /> : null}
    </section>
  );
}

function CallTable({ items }: { items: readonly CallView[] }) {
  const say = useWords(words);
  const label = useLabel();
  const language = useLanguage();
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={say.myCalls}>
      <table className="cards">
        <thead>
          <tr>
            <th scope="col">{say.at}</th>
            <th scope="col">{say.caller}</th>
            <th scope="col">{say.direction}</th>
            <th scope="col">{say.spoke}</th>
            <th scope="col">{say.disposition}</th>
            <th scope="col">{say.listen}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((call) => (
            <tr key={call.id}>
              <td>
                <When at={call.queuedAt} />
              </td>
              <td>{call.caller.withheld ? say.anonymous : call.caller.masked}</td>
              <td>{call.direction === 'in' ? say.in : say.out}</td>
              <td>
                {call.answeredAt && call.endedAt ? lengthText(Date.parse(call.endedAt) - Date.parse(call.answeredAt), language) : '–'}
              </td>
              <td>{call.disposition ? label(dispositions[call.disposition.kind]) : call.answeredAt ? '–' : say.notAnswered}</td>
              <td>
                <Recordings recordings={call.recordings} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
