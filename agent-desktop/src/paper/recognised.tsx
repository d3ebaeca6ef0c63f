import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

/** What a page seems to say, to be compared with it: nothing goes into the form by itself. */
export function Recognised({ ask, take }: { ask: () => Promise<readonly string[]>; take: ((text: string) => void) | undefined }) {
  const say = useWords(words);
  const asked = useMutation({ mutationFn: ask });
  const text = asked.data?.join('\n');
  return (
    <div className="recognised">
      <div className="row">
        <Button loading={asked.isPending} onClick={() => asked.mutate()}>
          {say.recognise}
        </Button>
        {text && take ? <Button onClick={() => take(text)}>{say.take}</Button> : null}
      </div>
      {asked.error ? <ProblemNotice error={asked.error} close={asked.reset} /> : null}
      {text === undefined ? null : (
        <div role="status">
          <p className="quiet">{text === '' ? say.nothingRead : say.compare}</p>
          {text === '' ? null : (
            <p className="long-text" lang="zh" tabIndex={0}>
              {text}
            </p>
          )}
        </div>
      )}
    </div>
  );
}
