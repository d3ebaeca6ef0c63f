import { CheckCircleOutlined, WarningFilled } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { calendar, type CalendarYearView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../../desk-kit/notices.tsx';
import { useWords } from '../../desk-kit/settings.ts';
import { useMay } from '../../frame/use-may.ts';
import { ImportForm } from './import-form.tsx';
import { stretchesOf } from './stretches.ts';
import * as words from './words.ts';

/** Holidays and make-up days by year, and the file that publishes one. */
export function CalendarTab() {
  const say = useWords(words);
  const may = useMay('rule.write');
  const { data, error, refetch } = useQuery(asking(calendar.list, {}));
  return (
    <div className="split">
      <div className="split-list">
        {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
        {!data && !error ? <Loading rows={8} /> : null}
        {data?.items.length === 0 ? <Empty>{say.none}</Empty> : null}
        {data?.items.map((year, at) => (
          <Year key={year.year} year={year} open={at < 2} />
        ))}
      </div>
      {may ? <ImportForm /> : null}
    </div>
  );
}

function Year({ year, open }: { year: CalendarYearView; open: boolean }) {
  const say = useWords(words);
  return (
    <details className="rule-set" open={open}>
      <summary>
        <strong>{year.year}</strong>{' '}
        {year.published ? (
          <span className="quiet">
            <CheckCircleOutlined aria-hidden /> {say.published}
          </span>
        ) : (
          <span className="provisional">
            <WarningFilled aria-hidden /> {say.provisional}
          </span>
        )}
        <small className="quiet">{year.source}</small>
      </summary>
      {year.published ? null : <p className="provisional">{fill(say.provisionalHelp, { year: year.year })}</p>}
      <div className="scroll" tabIndex={0} role="group" aria-label={String(year.year)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say.festival}</th>
              <th scope="col">{say.off}</th>
              <th scope="col">{say.makeUp}</th>
            </tr>
          </thead>
          <tbody>
            {stretchesOf(year.days).map(({ name, off, makeUp }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{off.join(say.and) || '–'}</td>
                <td>{makeUp.join(say.and) || '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
