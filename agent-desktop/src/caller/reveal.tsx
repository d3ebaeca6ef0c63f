import { calls } from '@hotline/contracts';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import * as words from '../desk/words.ts';

/** The number in clear needs a reason that is kept; it is gone with the call. */
export function Reveal({ callId }: { callId: string }) {
  const say = useWords(words);
  const id = useId();
  const [reason, setReason] = useState<string | null>(null);
  const reveal = useDeed(calls.reveal, []);
  if (reveal.data) return <p className="pop-clear">{spoken(reveal.data.phone)}</p>;
  if (reason === null)
    return (
      <Button size="small" onClick={() => setReason('')}>
        {say.reveal}
      </Button>
    );
  const show = (): void => reveal.mutate({ params: { id: callId }, body: { reason: reason.trim() } });
  return (
    <div className="reveal">
      <label htmlFor={id}>{say.revealReason}</label>
      <Input
        id={id}
        value={reason}
        maxLength={200}
        onChange={({ target }) => setReason(target.value)}
        onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && show()}
      />
      {reveal.error ? <ProblemNotice error={reveal.error} /> : null}
      <div className="row">
        <Button size="small" disabled={reason.trim().length < 5} loading={reveal.isPending} onClick={show}>
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
const spoken = (phone: string): string => phone.replace(/^(?:\+?86)?(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3');
