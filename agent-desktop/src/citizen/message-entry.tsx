import { MessageOutlined } from '@ant-design/icons';
import type { CitizenItem } from '@hotline/contracts';
import { useLabel } from '../desk-kit/settings.ts';
import { When } from '../desk-kit/times.tsx';
import { useMay } from '../frame/use-may.ts';

/** Something that she wrote, or that was written to her: how it begins, and where it stands. */
export function MessageEntry({ item }: { item: CitizenItem }) {
  const label = useLabel();
  const mayRead = useMay('message.read');
  const summary = label({ zh: item.summary, en: item.summaryEn });
  return (
    <article className="call-entry" data-kind="message">
      <p>
        <MessageOutlined aria-hidden /> <When at={item.at} />
        {mayRead && item.conversationId ? <a href={`#/inbox/${item.conversationId}?of=all`}>{summary}</a> : <span>{summary}</span>}
      </p>
      {item.words ? <p className="quiet entry-words">{item.words}</p> : null}
    </article>
  );
}
