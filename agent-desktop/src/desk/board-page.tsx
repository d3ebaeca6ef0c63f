import { useWords } from '../desk-kit/settings.ts';
import { QueueColumn } from './queue-column.tsx';
import * as words from './words.ts';
import './desk.css';

/** The queue for those who do not answer calls: dispatchers, administrators. */
export function BoardPage() {
  const say = useWords(words);
  return (
    <div className="board-page">
      <h1>{say.help}</h1>
      <QueueColumn />
    </div>
  );
}
