import { exactText } from '@hotline/browser-kit';
import { useLanguage } from '../../desk-kit/settings.ts';
import { useNow } from '../../desk-kit/times.tsx';
import { isOver, leftText } from './left.ts';

/** 还剩 3 小时 · 超期 2 天, the exact moment on hover and for screen readers. */
export function TimeLeft({ at, big = false }: { at: string; big?: boolean }) {
  const language = useLanguage();
  const now = useNow();
  const exact = exactText(at, language);
  return (
    <time dateTime={at} title={exact} className={big ? 'time-left big' : 'time-left'} data-over={isOver(at, now)}>
      {leftText(at, now, language)}
      <span className="visually-hidden">{exact}</span>
    </time>
  );
}
