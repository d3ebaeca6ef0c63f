import { PhoneOutlined } from '@ant-design/icons';
import { nowMs } from '@hotline/browser-kit';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useCommand } from '../desk-kit/commands/use-command.ts';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

/** Milliseconds between two presses, and of one long one. */
const TWICE_MS = 1_000;
const LONG_MS = 800;

/** Cannot be hit by mistake: twice within a second, or kept pressed; the same by keyboard. */
export function HangUp({ onHangUp }: { onHangUp: () => void }) {
  const say = useWords(words);
  const [armed, setArmed] = useState(false);
  const pressedAt = useRef(-Infinity);
  const timers = useRef<{ disarm?: ReturnType<typeof setTimeout>; long?: ReturnType<typeof setTimeout> }>({});

  useEffect(() => {
    const running = timers.current;
    return () => {
      clearTimeout(running.disarm);
      clearTimeout(running.long);
    };
  }, []);

  const press = (): void => {
    clearTimeout(timers.current.disarm);
    const second = nowMs() - pressedAt.current <= TWICE_MS;
    pressedAt.current = second ? -Infinity : nowMs();
    setArmed(!second);
    if (second) onHangUp();
    else timers.current.disarm = setTimeout(() => setArmed(false), TWICE_MS);
  };
  const hold = (): void => {
    timers.current.long = setTimeout(onHangUp, LONG_MS);
  };
  const letGo = (): void => clearTimeout(timers.current.long);
  useCommand('call.hang-up', press, true);

  return (
    <Button
      danger
      className="call-hang-up"
      data-testid="call-hangup"
      icon={<PhoneOutlined rotate={225} aria-hidden />}
      onClick={press}
      onPointerDown={hold}
      onPointerUp={letGo}
      onPointerLeave={letGo}
      title={`${say.hangUpHint} (Alt+X Alt+X)`}
      aria-description={say.hangUpHint}
    >
      {armed ? say.hangUpAgain : say.hangUp}
    </Button>
  );
}
