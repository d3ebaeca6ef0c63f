import { AudioMutedOutlined, AudioOutlined, PauseOutlined, PlayCircleOutlined, SwapOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useCommand, useCommandTitle } from '../desk-kit/commands/use-command.ts';
import { useWords } from '../desk-kit/settings.ts';
import { type MyCall, usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import { HangUp } from './hang-up.tsx';
import type { CallDeeds } from './use-call-deeds.ts';
import * as words from './words.ts';

interface Given {
  readonly mine: MyCall;
  readonly deeds: CallDeeds;
  readonly transferring: boolean;
  readonly onTransfer: () => void;
}

/** Hold, mute, transfer side by side; hang-up alone at the right. */
export function CallButtons({ mine: { state, phone }, deeds, transferring, onTransfer }: Given) {
  const say = useWords(words);
  const line = usePhoneDesk().phone;
  const inCall = state === 'talking' || state === 'held';
  const hold = state === 'held' ? deeds.unhold : deeds.hold;
  const mute = (): void => line.mute(!phone.muted);
  const titles = { hold: useCommandTitle('call.hold'), mute: useCommandTitle('call.mute'), transfer: useCommandTitle('call.transfer') };
  useCommand('call.hold', hold, inCall);
  useCommand('call.mute', mute, inCall && phone.call === 'talking');
  useCommand('call.transfer', onTransfer, inCall);
  return (
    <>
      {inCall ? (
        <div className="call-buttons">
          <Button
            data-testid="call-hold"
            icon={state === 'held' ? <PlayCircleOutlined aria-hidden /> : <PauseOutlined aria-hidden />}
            aria-pressed={state === 'held'}
            onClick={hold}
            title={titles.hold}
          >
            {state === 'held' ? say.unhold : say.hold} <kbd>H</kbd>
          </Button>
          <Button
            icon={phone.muted ? <AudioMutedOutlined aria-hidden /> : <AudioOutlined aria-hidden />}
            aria-pressed={phone.muted}
            disabled={phone.call !== 'talking'}
            onClick={mute}
            title={titles.mute}
          >
            {phone.muted ? say.unmute : say.mute} <kbd>M</kbd>
          </Button>
          <Button icon={<SwapOutlined aria-hidden />} aria-expanded={transferring} onClick={onTransfer} title={titles.transfer}>
            {say.transfer} <kbd>T</kbd>
          </Button>
        </div>
      ) : null}
      <HangUp onHangUp={deeds.hangUp} />
    </>
  );
}
