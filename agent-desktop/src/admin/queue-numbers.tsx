import { fill } from '@hotline/browser-kit';
import { queues, type QueueView } from '@hotline/contracts';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

/** Which numbers reach this queue. */
export function QueueNumbers({ queue, may }: { queue: QueueView; may: boolean }) {
  const say = useWords(words);
  const [number, setNumber] = useState('');
  const add = useDeed(queues.addNumber, [queues.list]);
  const remove = useDeed(queues.removeNumber, [queues.list]);
  const error = add.error ?? remove.error;
  const sound = /^\d{3,20}$/.test(number);
  const put = (): void => {
    if (sound) add.mutate({ params: { code: queue.code }, body: { number } }, { onSuccess: () => setNumber('') });
  };
  return (
    <div className="queue-numbers">
      <h3>{say.numbers}</h3>
      <div className="row">
        {queue.numbers.map((one) => (
          <Tag key={one}>
            {one}
            {may ? (
              <Button
                size="small"
                type="text"
                aria-label={fill(say.removeNumber, { number: one })}
                onClick={() => remove.mutate({ params: { code: queue.code, number: one } })}
              >
                ×
              </Button>
            ) : null}
          </Tag>
        ))}
        {may ? (
          <>
            <Input
              size="small"
              inputMode="numeric"
              className="number-field"
              value={number}
              aria-label={say.addNumber}
              onChange={({ target }) => setNumber(target.value.trim())}
              onPressEnter={put}
            />
            <Button size="small" disabled={!sound} loading={add.isPending} onClick={put}>
              {say.addNumber}
            </Button>
          </>
        ) : null}
      </div>
      {error ? <ProblemNotice error={error} /> : null}
    </div>
  );
}
