import { queues, type QueueView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { asking } from '../desk-kit/ask.ts';
import { Empty, Loading, ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { QueueForm } from './queue-form.tsx';
import { QueueNumbers } from './queue-numbers.tsx';
import { useMay } from '../frame/use-may.ts';
import * as words from './words.ts';

export function QueuesTab() {
  const say = useWords(words);
  const may = useMay('queue.write');
  const read = useMay('queue.read');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data, error, refetch } = useQuery({ ...asking(queues.list, {}), enabled: read });
  const queue = data?.items.find(({ code }) => code === chosen);
  return (
    <div className="split">
      <div className="split-list">
        {error ? <ProblemNotice error={error} again={() => void refetch()} /> : null}
        {!data && !error && read ? <Loading rows={4} /> : null}
        {data?.items.length === 0 ? <Empty>{say.noQueues}</Empty> : null}
        {data?.items.map((one) => (
          <QueueCard key={one.code} queue={one} may={may} onEdit={() => setChosen(one.code)} />
        ))}
      </div>
      {queue && may ? <QueueForm key={`${queue.code}.${queue.version}`} queue={queue} onDone={() => setChosen(null)} /> : null}
    </div>
  );
}

function QueueCard({ queue, may, onEdit }: { queue: QueueView; may: boolean; onEdit: () => void }) {
  const say = useWords(words);
  const facts: [string, string][] = [
    [say.ring, `${queue.ringSeconds} ${say.seconds}`],
    [say.maxWait, `${queue.maxWaitSeconds} ${say.seconds}`],
    [say.voicemail, `${queue.voicemailSeconds} ${say.seconds}`],
    [say.wrapUp, `${queue.wrapUpReminderSeconds} ${say.seconds}`],
    [say.announce, queue.announceAgent ? say.yes : say.no],
    [say.announceRecording, queue.announceRecording ? say.yes : say.no],
    [say.record, queue.record ? say.yes : say.no],
    [say.members, queue.members.length === 0 ? say.everybody : String(queue.members.length)],
  ];
  return (
    <section className="queue-card">
      <div className="row">
        <h2>{queue.name}</h2>
        <span className="quiet">{queue.code}</span>
        {may ? (
          <Button size="small" onClick={onEdit} aria-label={`${say.edit} ${queue.name}`}>
            {say.edit}
          </Button>
        ) : null}
      </div>
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <QueueNumbers queue={queue} may={may} />
    </section>
  );
}
