import { CheckOutlined, CloudOutlined, EditOutlined, ExclamationCircleFilled, LoadingOutlined } from '@ant-design/icons';
import { clockText, fill } from '@hotline/browser-kit';
import { refusalText } from '../../desk-kit/ask.ts';
import { useLanguage, useWords } from '../../desk-kit/settings.ts';
import type { Draft } from '../use-draft.ts';
import * as words from '../words.ts';

/** Whether her words are safe, and since when: 已保存 14:05:09. */
export function SavedState({ draft: { state, savedAt, problem } }: { draft: Pick<Draft, 'state' | 'savedAt' | 'problem'> }) {
  const say = useWords(words);
  const language = useLanguage();
  const refused = problem ? `${refusalText(problem, language).text}。${say.refused}` : null;
  const saved = savedAt ? fill(say.saved, { at: clockText(savedAt) }) : '';
  // prettier-ignore
  const shown = {
    clean:    { icon: null, text: '' },
    typing:   { icon: <EditOutlined aria-hidden />, text: say.typing },
    saving:   { icon: <LoadingOutlined aria-hidden />, text: say.saving },
    saved:    { icon: <CheckOutlined aria-hidden />, text: saved },
    offline:  { icon: refused ? <ExclamationCircleFilled aria-hidden /> : <CloudOutlined aria-hidden />, text: refused ?? say.offline },
    conflict: { icon: <ExclamationCircleFilled aria-hidden />, text: `${say.conflict} · ${saved}` },
  }[state];
  return (
    <small className="saved-state" data-state={state} data-testid="draft-state">
      {shown.icon} {shown.text}
    </small>
  );
}
