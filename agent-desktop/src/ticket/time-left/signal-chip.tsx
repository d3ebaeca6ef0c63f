import { AlertFilled, ExclamationCircleOutlined, WarningFilled } from '@ant-design/icons';
import { type Signal, signals } from '@hotline/contracts';
import type { ReactNode } from 'react';
import { useLabel } from '../../desk-kit/settings.ts';

// prettier-ignore
const icons = {
  warning: <ExclamationCircleOutlined aria-hidden />,
  yellow:  <WarningFilled aria-hidden />,
  red:     <AlertFilled aria-hidden />,
} satisfies Record<Signal, ReactNode>;

/** 预警 · 黄牌 · 红牌: a word with its icon, never the colour alone. */
export function SignalChip({ signal }: { signal: Signal }) {
  const label = useLabel();
  return (
    <span className="signal-chip" data-signal={signal}>
      {icons[signal]} {label(signals[signal])}
    </span>
  );
}
