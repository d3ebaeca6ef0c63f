import { InfoCircleFilled, SoundFilled, WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useStore, useWords } from '../desk-kit/settings.ts';
import { type MyCall, usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import * as words from './words.ts';

/** What keeps her from being heard or from hearing, each with its way out. */
export function PhoneNotices({ mine: { desk, phone, agent, state } }: { mine: MyCall }) {
  const say = useWords(words);
  const phoneDesk = usePhoneDesk();
  const { unlocked } = useStore(phoneDesk.sound.facts);
  const here = desk.place === 'here';
  const browser = agent?.phone !== 'sip';
  // in a call without a ring to come, only a voice that cannot be heard is worth a line
  const mute = here && browser && ((!unlocked && (state === 'idle' || state === 'ringing')) || phone.fault === 'playback');
  return (
    <>
      {desk.place === 'elsewhere' ? (
        <Notice text={say.elsewhere} action={say.here} onAction={() => void phoneDesk.soundOn().then(() => phoneDesk.take())} />
      ) : null}
      {mute ? (
        <Notice
          loud
          icon={<SoundFilled aria-hidden />}
          text={say.soundOff}
          action={say.soundOn}
          filled={state === 'idle'}
          onAction={() => void phoneDesk.soundOn()}
        />
      ) : null}
      {here && phone.fault === 'microphone' ? <Notice loud text={say.microphone} /> : null}
      {here && browser && !desk.problem && phone.line === 'connecting' && agent?.state !== 'paused' ? (
        <Notice loud text={say.lineLost} />
      ) : null}
      {desk.problem ? <ProblemNotice error={desk.problem} again={() => void phoneDesk.take()} /> : null}
    </>
  );
}

interface Given {
  readonly text: string;
  readonly icon?: ReactNode;
  readonly action?: string;
  readonly onAction?: () => void;
  readonly loud?: boolean;
  /** While it rings, 接听 is the only filled button. */
  readonly filled?: boolean;
}

function Notice({ text, icon, action, onAction, loud = false, filled = false }: Given) {
  return (
    <div className={loud ? 'notice loud' : 'notice'} role={loud ? 'alert' : 'status'}>
      {icon ?? (loud ? <WarningFilled aria-hidden /> : <InfoCircleFilled aria-hidden />)}
      <span>{text}</span>
      {action ? (
        <Button type={filled ? 'primary' : 'default'} onClick={onAction}>
          {action}
        </Button>
      ) : null}
    </div>
  );
}
