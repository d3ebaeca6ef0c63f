import { PhoneOutlined } from '@ant-design/icons';
import { agents, board, calls, missedCalls, missedFates, missedReasons, type MissedCallView } from '@hotline/contracts';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useDeed } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { Player } from './recordings.tsx';
import * as words from './words.ts';

/** One missed call with its two ends: call back, or close with a reason. The forms open in place. */
export function MissedRow({ missed, idle }: { missed: MissedCallView; idle: boolean }) {
  const say = useWords(words);
  const label = useLabel();
  const [closing, setClosing] = useState(false);
  const place = useDeed(calls.place, [agents.me, missedCalls.list, calls.list, board.read]);
  const open = missed.fate === 'open';
  return (
    <>
      <tr>
        <td>
          <When at={missed.at} />
        </td>
        <td>{missed.caller.withheld ? say.anonymous : missed.caller.masked}</td>
        <td>
          {label(missedReasons[missed.why])}{' '}
          {missed.voicemail ? <Player url={missed.voicemail} name={say.voicemail} length={null} /> : null}
        </td>
        <td>
          {label(missedFates[missed.fate])}
          {missed.fateBy ? <small className="quiet"> {missed.fateBy}</small> : null}
        </td>
        <td>
          <div className="row">
            {open && !missed.caller.withheld ? (
              <Button
                size="small"
                data-testid="missed-call-back"
                icon={<PhoneOutlined aria-hidden />}
                disabled={!idle}
                loading={place.isPending}
                onClick={() => place.mutate({ body: { callId: missed.callId } })}
              >
                {say.callBack}
              </Button>
            ) : null}
            {open && missed.caller.withheld ? <span className="quiet">{say.cannotCallBack}</span> : null}
            {open ? (
              <Button size="small" type="text" aria-expanded={closing} onClick={() => setClosing(!closing)}>
                {say.closeMissed}
              </Button>
            ) : null}
          </div>
        </td>
      </tr>
      {place.error ? (
        <tr>
          <td colSpan={5}>
            <ProblemNotice error={place.error} close={place.reset} />
          </td>
        </tr>
      ) : null}
      {closing && open ? <CloseRow id={missed.id} onDone={() => setClosing(false)} /> : null}
    </>
  );
}

function CloseRow({ id, onDone }: { id: string; onDone: () => void }) {
  const say = useWords(words);
  const [reason, setReason] = useState('');
  const close = useDeed(missedCalls.close, [missedCalls.list, board.read]);
  const save = (): void => close.mutate({ params: { id }, body: { reason: reason.trim() } }, { onSuccess: onDone });
  return (
    <tr>
      <td colSpan={5}>
        <div className="row">
          <Input
            size="small"
            value={reason}
            maxLength={200}
            placeholder={say.closeReason}
            aria-label={say.closeReason}
            onChange={({ target }) => setReason(target.value)}
            onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && save()}
          />
          <Button size="small" disabled={reason.trim().length < 2} loading={close.isPending} onClick={save}>
            {say.closeDo}
          </Button>
          <Button size="small" type="text" onClick={onDone}>
            {say.closeNot}
          </Button>
        </div>
        {close.error ? <ProblemNotice error={close.error} /> : null}
      </td>
    </tr>
  );
}
