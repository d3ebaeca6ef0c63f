import { type audit, type Got } from '@hotline/contracts';
import { Button } from 'antd';
import { useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import * as words from './words.ts';

export type Line = Got<typeof audit.list>['items'][number];

export function AuditTable({ items, onOpen }: { items: readonly Line[]; onOpen: (line: Line) => void }) {
  const say = useWords(words);
  return (
    <div className="scroll" tabIndex={0} role="group" aria-label={say.title}>
      <table>
        <thead>
          <tr>
            {[say.at, say.actor, say.action, say.object, say.address, say.sealed, say.details].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <tr key={line.id}>
              <td>
                <When at={line.at} />
              </td>
              <td>{line.actor}</td>
              <td>{line.action}</td>
              <td>{line.object}</td>
              <td>{line.address ?? '–'}</td>
              <td>{line.sealed ? say.sealedYes : say.sealedNo}</td>
              <td>
                <Button size="small" aria-label={`${say.show} ${line.id}`} onClick={() => onOpen(line)}>
                  {say.show}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One line in full, beside the list. */
export function AuditDetails({ line, onClose }: { line: Line; onClose: () => void }) {
  const say = useWords(words);
  return (
    <aside className="split-form" aria-label={say.details}>
      <h2>
        {line.action} · {line.object}
      </h2>
      <dl className="facts">
        <div>
          <dt>{say.at}</dt>
          <dd>
            <When at={line.at} />
          </dd>
        </div>
        <div>
          <dt>{say.actor}</dt>
          <dd>{line.actor}</dd>
        </div>
        <div>
          <dt>{say.request}</dt>
          <dd>{line.requestId ?? '–'}</dd>
        </div>
      </dl>
      <pre className="scroll" tabIndex={0}>
        {JSON.stringify(line.details, null, 2)}
      </pre>
      <Button onClick={onClose}>{say.close}</Button>
    </aside>
  );
}
