import type { Channel, ChannelGround, Line } from '../channel.ts';
import { readMatter } from './arrival-of-form.ts';
import { WebSecrets, WebSettings } from './settings.ts';

/** Nobody looks at a page by herself: what stands there is told by a text as well (`alongBy` of the channel's row). */
function lineOf({ stands }: ChannelGround<WebSettings, WebSecrets>): Line {
  return {
    start: () => void stands({ connected: true }).catch(() => undefined),
    stop: () => Promise.resolve(),
    send: () => Promise.resolve({ is: 'delivered', words: '显示在她的查询页 stands on the page where she looks it up' }),
  };
}

/** The website's form: what comes in is handed in by `WebDesk`, what goes out is read on the page. */
export const web = {
  kind: 'web',
  settings: WebSettings,
  secrets: WebSecrets,
  read: (accountId, raw) => Promise.resolve(readMatter(accountId, raw)),
  open: lineOf,
} as const satisfies Channel<typeof WebSettings, typeof WebSecrets>;
