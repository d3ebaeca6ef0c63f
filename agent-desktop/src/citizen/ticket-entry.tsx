import { FileTextOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import type { CitizenItem } from '@hotline/contracts';
import { useLanguage, useWords } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import * as words from '../desk/words.ts';

/** An earlier ticket of hers: number, title, where it stands. */
export function TicketEntry({ item }: { item: CitizenItem }) {
  const say = useWords(words);
  const language = useLanguage();
  return (
    <article className="call-entry">
      <p>
        <FileTextOutlined aria-hidden /> <When at={item.at} />
        {item.number ? <a href={`#/tickets/${item.number}`}>{fill(say.ticketNo, { number: item.number })}</a> : null}
      </p>
      <p className="quiet">{language === 'en' ? item.summaryEn : item.summary}</p>
    </article>
  );
}
