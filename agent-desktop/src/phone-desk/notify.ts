import { labelIn } from '@hotline/browser-kit';
import { settings } from '../desk-kit/settings.ts';

const ringing = { zh: '12345 来电,请接听', en: '12345: a call is ringing' };

/** A notice outside the browser while the tab is hidden. It names nobody: a screen is seen by others. Returns the way to take it back. */
export function notifyRing(): () => void {
  if (document.visibilityState === 'visible' || !('Notification' in window) || Notification.permission !== 'granted')
    return () => undefined;
  const notice = new Notification(labelIn(settings.get().language, ringing), { tag: 'hotline-ring', requireInteraction: true });
  notice.onclick = () => window.focus();
  return () => notice.close();
}
