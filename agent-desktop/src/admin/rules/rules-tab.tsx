import { fill } from '@hotline/browser-kit';
import { categories, rules, type RuleSetView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { asking } from '../../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../../desk-kit/notices.tsx';
import { useLabel, useWords } from '../../desk-kit/settings.ts';
import { When } from '../../desk-kit/times.tsx';
import { pathOf } from '../../ticket/names.ts';
import { useMay } from '../../frame/use-may.ts';
import { conditionText, spanText } from './readable.ts';
import * as words from './words.ts';

const RulesForm = lazy(() => import('./rules-form.tsx'));

/** Every version of the deadline rules with its “from when”; a new one is made from an old one. */
export function RulesTab() {
  const say = useWords(words);
  const may = useMay('rule.write');
  const [base, setBase] = useState<RuleSetView | null>(null);
  const { data, error, refetch } = useQuery(asking(rules.list, {}));
  if (base)
    return (
      <Suspense fallback={<Loading rows={8} />}>
        <RulesForm base={base} onDone={() => setBase(null)} />
      </Suspense>
    );
  return (
    <div className="rules">
      {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
      {!data && !error ? <Loading rows={8} /> : null}
      {data?.items.length === 0 ? <Empty>{say.none}</Empty> : null}
      {data?.items.map((set, at) => (
        <RuleSet key={set.version} set={set} newest={at === 0} onUse={may ? () => setBase(set) : undefined} />
      ))}
    </div>
  );
}

function RuleSet({ set, newest, onUse }: { set: RuleSetView; newest: boolean; onUse: (() => void) | undefined }) {
  const say = useWords(words);
  const label = useLabel();
  const all = useQuery(asking(categories.list, { query: { withdrawn: true } })).data?.items ?? [];
  const said = { all: say.allOthers, and: ' · ', or: say.or, categoryName: (code: string) => pathOf(all, code).join(' › '), label };
  const heads = [say.holdsFor, say.dispatch, say.sign, say.contact, say.handle, say.extensionCap, say.grace];
  return (
    <details className="rule-set" open={newest}>
      <summary>
        <strong>{set.name}</strong> <span>{fill(say.from, { day: set.from })}</span>
        <small className="quiet">
          {fill(say.version, { n: set.version })} · {set.by} · <When at={set.at} />
        </small>
      </summary>
      <p className="quiet">
        {set.source} · {fill(say.dayEnds, { n: set.dayEndsAtHour })}
      </p>
      {onUse ? (
        <Button size="small" type={newest ? 'primary' : 'default'} onClick={onUse}>
          {say.newFromThis}
        </Button>
      ) : null}
      <div className="scroll" tabIndex={0} role="group" aria-label={set.name}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {set.rules.map((rule, at) => (
              <tr key={at}>
                <th scope="row" className="rule-condition">
                  {conditionText(rule, said)}
                </th>
                <td>{spanText(rule.dispatch, label)}</td>
                <td>{spanText(rule.sign, label)}</td>
                <td>{rule.contact ? spanText(rule.contact, label) : '–'}</td>
                <td>{spanText(rule.handle, label)}</td>
                <td>{spanText(rule.extensionCap, label)}</td>
                <td>{fill(say.hours, { n: rule.graceHours })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
