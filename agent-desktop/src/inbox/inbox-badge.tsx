import { fill } from '@hotline/browser-kit';
import { conversations } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

/** Above this the number says no more than “many”. */
const MANY = 99;

/** How many messages are over their limit, whoever has them in hand; nothing while none is. */
export function InboxBadge() {
  const say = useWords(words);
  const { data } = useQuery(asking(conversations.counts, {}));
  const overdue = data?.overdue ?? 0;
  if (overdue === 0) return null;
  const said = fill(say.overdue, { n: overdue });
  return (
    <>
      <b className="rail-count" title={said} aria-hidden>
        {overdue > MANY ? `${MANY}+` : overdue}
      </b>
      <span className="visually-hidden">{said}</span>
    </>
  );
}
