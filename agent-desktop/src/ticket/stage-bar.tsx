import { CheckOutlined } from '@ant-design/icons';
import { type Stage, stages } from '@hotline/contracts';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

const order = Object.keys(stages) as Stage[];

/** The seven steps, the reached ones ticked. */
export function StageBar({ stage }: { stage: Stage }) {
  const say = useWords(words);
  const label = useLabel();
  const reached = order.indexOf(stage);
  return (
    <ol className="stage-bar" aria-label={say.stages}>
      {order.map((name, at) => (
        <li key={name} data-reached={at <= reached} aria-current={at === reached ? 'step' : undefined}>
          <span className="stage-mark" aria-hidden>
            {at < reached ? <CheckOutlined /> : at + 1}
          </span>
          <span>{label(stages[name])}</span>
        </li>
      ))}
    </ol>
  );
}
