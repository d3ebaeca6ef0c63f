import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Microphone } from '@hotline/browser-kit';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { useStore, useWords } from '../desk-kit/settings.ts';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import * as words from './words.ts';

/** Three checks on the sign-in card, each with its ✓. None is forced: a dispatcher needs no microphone. */
export function Checks() {
  const say = useWords(words);
  return (
    <section className="checks" aria-label={say.checks}>
      <h2>{say.checks}</h2>
      <ul>
        <MicrophoneCheck />
        <SpeakerCheck />
        <NoticeCheck />
      </ul>
    </section>
  );
}

function Check({ name, done, children }: { name: string; done: boolean; children: ReactNode }) {
  const say = useWords(words);
  return (
    <li className={done ? 'check done' : 'check'}>
      {done ? <CheckCircleFilled role="img" aria-label={say.done} /> : <MinusCircleOutlined role="img" aria-label={say.todo} />}
      <strong>{name}</strong>
      <div className="check-body">{children}</div>
    </li>
  );
}

function MicrophoneCheck() {
  const say = useWords(words);
  const { sound } = usePhoneDesk();
  const [microphone] = useState(() => new Microphone());
  const { state, level, heard } = useStore(microphone.facts);
  useEffect(() => () => microphone.close(), [microphone]);
  const check = async (): Promise<void> => {
    await sound.unlock();
    await microphone.check(sound.context);
  };
  return (
    <Check name={say.microphone} done={heard}>
      {state === 'open' ? (
        <>
          <meter min={0} max={1} value={level} aria-label={say.microphoneLevel} />
          <span role="status">{heard ? say.microphoneHeard : say.microphoneSay}</span>
        </>
      ) : (
        <>
          <Button size="small" onClick={() => void check()}>
            {say.microphoneDo}
          </Button>
          {state === 'refused' || state === 'missing' ? (
            <span className="field-problem" role="alert">
              {state === 'refused' ? say.microphoneRefused : say.microphoneMissing}
            </span>
          ) : null}
        </>
      )}
    </Check>
  );
}

function SpeakerCheck() {
  const say = useWords(words);
  const { sound } = usePhoneDesk();
  const [step, setStep] = useState<'todo' | 'asked' | 'done'>('todo');
  const play = async (): Promise<void> => {
    if (await sound.unlock()) sound.test();
    setStep('asked');
  };
  return (
    <Check name={say.speaker} done={step === 'done'}>
      {step === 'done' ? <span>{say.speakerDone}</span> : null}
      {step === 'asked' ? <span role="status">{say.speakerAsk}</span> : null}
      {step === 'asked' ? (
        <Button size="small" onClick={() => setStep('done')}>
          {say.speakerHeard}
        </Button>
      ) : null}
      {step === 'done' ? null : (
        <Button size="small" onClick={() => void play()}>
          {say.speakerDo}
        </Button>
      )}
    </Check>
  );
}

function NoticeCheck() {
  const say = useWords(words);
  const [state, setState] = useState<NotificationPermission | 'none'>(() => ('Notification' in window ? Notification.permission : 'none'));
  const allow = async (): Promise<void> => setState(await Notification.requestPermission());
  return (
    <Check name={say.notice} done={state === 'granted'}>
      {state === 'granted' ? <span>{say.noticeDone}</span> : null}
      {state === 'denied' ? <span className="quiet">{say.noticeRefused}</span> : null}
      {state === 'none' ? <span className="quiet">{say.noticeNone}</span> : null}
      {state === 'default' ? (
        <Button size="small" onClick={() => void allow()}>
          {say.noticeDo}
        </Button>
      ) : null}
    </Check>
  );
}
