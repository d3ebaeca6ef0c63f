import { useMutation } from '@tanstack/react-query';
import { SHORTEST_REASON } from '@hotline/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { ProblemNotice } from './notices.tsx';
import { useWords } from './settings.ts';
import * as words from './words.ts';

interface Given {
  /** What is hidden now, as the button says it. */
  readonly label: string;
  /** Asks the server, which keeps the reason; gives back what may be read. */
  readonly ask: (reason: string) => Promise<string>;
}

/** Something with stars is seen clear for a reason that is kept; with the page it is gone again. */
export function Reveal({ label, ask }: Given) {
  const say = useWords(words);
  const field = useId();
  const [reason, setReason] = useState<string | null>(null);
  const revealing = useMutation({ mutationFn: ask });
  if (revealing.data !== undefined)
    return (
      <p className="reveal-clear" role="status">
        {revealing.data}
      </p>
    );
  if (reason === null)
    return (
      <Button size="small" onClick={() => setReason('')}>
        {label}
      </Button>
    );
  const isEnough = reason.trim().length >= SHORTEST_REASON;
  const show = (): void => {
    if (isEnough) revealing.mutate(reason.trim());
  };
  return (
    <div className="reveal">
      <label htmlFor={field}>{say.revealReason}</label>
      <Input
        id={field}
        autoFocus
        value={reason}
        maxLength={200}
        onChange={({ target }) => setReason(target.value)}
        onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && show()}
      />
      {revealing.error ? <ProblemNotice error={revealing.error} /> : null}
      <div className="row">
        <Button size="small" disabled={!isEnough} loading={revealing.isPending} onClick={show}>
          {say.revealDo}
        </Button>
        <Button size="small" type="text" onClick={() => setReason(null)}>
          {say.revealNot}
        </Button>
      </div>
    </div>
  );
}

/** Digits as one reads them out: 138 0000 1111. */
export const spokenNumber = (phone: string): string => phone.replace(/^(?:\+?86)?(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3');
