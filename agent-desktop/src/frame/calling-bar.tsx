import { PhoneFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { HangUp } from '../call-bar/hang-up.tsx';
import { PhoneNotices } from '../call-bar/phone-notices.tsx';
import { useCallDeeds } from '../call-bar/use-call-deeds.ts';
import { WrapUpStrip } from '../call-bar/wrap-up-strip.tsx';
import * as callWords from '../call-bar/words.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import { Timer } from '../desk-kit/times.tsx';
import { useCommand, useCommandTitle } from '../desk-kit/commands/use-command.ts';
import { useMyCall, useNoStraySession, usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';

/** The call of somebody who only calls citizens (a department): who, how long, answer, hang up. There is nothing to be ready for. */
export function CallingBar() {
  const mine = useMyCall();
  const say = useWords(callWords);
  const deeds = useCallDeeds(mine.call?.id);
  const title = useCommandTitle('call.answer');
  const { phone: line } = usePhoneDesk();
  useNoStraySession();
  const { state, call, phone } = mine;
  useCommand('call.answer', () => line.answer(), phone.call === 'ringing');
  if (state === 'idle' || !call) return null;
  return (
    <div className="call-bar-place">
      <section className="call-bar" data-testid="call-state" data-state={state} aria-label={say.bar}>
        <p className="call-middle">
          <strong className="call-who">{call.caller.withheld ? say.anonymous : call.caller.masked}</strong>
          <span className="call-mark">{say.outgoing}</span>
          {call.answeredAt && state !== 'wrapUp' && state !== 'ringing' ? <Timer since={call.answeredAt} className="call-timer" /> : null}
        </p>
        {phone.call === 'ringing' ? (
          <Button
            type="primary"
            className="call-answer"
            data-testid="call-answer"
            icon={<PhoneFilled aria-hidden />}
            title={title}
            onClick={() => line.answer()}
          >
            {say.answer}
          </Button>
        ) : null}
        {state === 'wrapUp' ? null : <HangUp onHangUp={deeds.hangUp} />}
      </section>
      {state === 'wrapUp' ? <WrapUpStrip key={call.id} call={call} agent={mine.agent} /> : null}
      {deeds.error ? <ProblemNotice error={deeds.error} close={deeds.clear} /> : null}
      <PhoneNotices mine={mine} />
    </div>
  );
}
