import { PhoneFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useCommand, useCommandTitle } from '../desk-kit/commands/use-command.ts';
import { useWords } from '../desk-kit/settings.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { Timer } from '../desk-kit/times.tsx';
import { type MyCall, useMyCall, useNoStraySession, usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import { CallButtons } from './call-buttons.tsx';
import { MyMenu } from './my-menu.tsx';
import { PhoneNotices } from './phone-notices.tsx';
import { Presence } from './presence.tsx';
import { TransferStrip } from './transfer-strip.tsx';
import { useCallDeeds } from './use-call-deeds.ts';
import { WrapUpStrip } from './wrap-up-strip.tsx';
import * as words from './words.ts';

/** Belongs to the frame: on every screen, never covered, never taking the focus. */
export function CallBar() {
  const mine = useMyCall();
  const deeds = useCallDeeds(mine.call?.id);
  const [choosing, setChoosing] = useState<string | null>(null);
  const say = useWords(words);
  useNoStraySession();
  const { state, call } = mine;
  const transferring = choosing !== null && choosing === call?.id && (state === 'talking' || state === 'held');
  return (
    <header className="call-bar-place">
      <section className="call-bar" data-testid="call-state" data-state={state} aria-label={say.bar}>
        <Presence mine={mine} onRefused={deeds.refuse} />
        <CallMiddle mine={mine} />
        {state === 'ringing' ? <Answer mine={mine} /> : null}
        {state === 'talking' || state === 'held' || (state === 'ringing' && call?.direction === 'out') ? (
          <CallButtons
            mine={mine}
            deeds={deeds}
            onTransfer={() => setChoosing(transferring || !call ? null : call.id)}
            transferring={transferring}
          />
        ) : null}
        <MyMenu busy={state !== 'idle'} />
      </section>
      {state === 'wrapUp' && call ? <WrapUpStrip key={call.id} call={call} agent={mine.agent} /> : null}
      {transferring ? <TransferStrip deeds={deeds} onClose={() => setChoosing(null)} /> : null}
      {deeds.error ? <ProblemNotice error={deeds.error} close={deeds.clear} /> : null}
      <PhoneNotices mine={mine} />
    </header>
  );
}

function CallMiddle({ mine: { state, call, agent, phone } }: { mine: MyCall }) {
  const say = useWords(words);
  if (state === 'idle') return <p className="call-middle quiet">{agent?.state === 'ready' ? say.waitingReady : say.waiting}</p>;
  const who = call ? (call.caller.withheld ? say.anonymous : call.caller.masked) : say.unknown;
  const marks = [
    ...(call?.direction === 'out' ? [say.outgoing] : []),
    ...(state === 'held' ? [say.held] : []),
    ...(phone.muted ? [say.muted] : []),
  ];
  return (
    <p className="call-middle">
      <strong className="call-who">{who}</strong>
      {marks.map((mark) => (
        <span key={mark} className="call-mark">
          {mark}
        </span>
      ))}
      {call?.answeredAt && state !== 'wrapUp' && state !== 'ringing' ? <Timer since={call.answeredAt} className="call-timer" /> : null}
    </p>
  );
}

/** The only filled button on the page while it rings. */
function Answer({ mine: { phone, agent, desk } }: { mine: MyCall }) {
  const say = useWords(words);
  const title = useCommandTitle('call.answer');
  const { phone: line } = usePhoneDesk();
  const answer = (): void => line.answer();
  useCommand('call.answer', answer, phone.call === 'ringing');
  if (phone.call === 'answering') return <span className="call-hint">{say.answering}</span>;
  if (phone.call !== 'ringing') {
    const hint = agent?.phone === 'sip' ? say.answerOnPhone : desk.place === 'elsewhere' ? say.answerElsewhere : say.connecting;
    return <span className="call-hint">{hint}</span>;
  }
  return (
    <Button
      type="primary"
      className="call-answer"
      data-testid="call-answer"
      icon={<PhoneFilled aria-hidden />}
      onClick={answer}
      title={title}
    >
      {say.answer} (Alt+A)
    </Button>
  );
}
