import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { fill } from '@hotline/browser-kit';
import { useEffect } from 'react';
import { useWords } from '../desk-kit/settings.ts';
import { useCommandTitle } from '../desk-kit/commands/use-command.ts';
import { useDraft } from '../fields/use-draft.ts';
import { hasWords, titleOf } from './filing.ts';
import { type Tab, tabs, wishOf } from './tabs.ts';
import * as words from './words.ts';

interface StripProps {
  readonly all: readonly Tab[];
  readonly active: string | null;
  /** The call she is in. */
  readonly callId: string | undefined;
  readonly home: string;
  begin(): void;
}

/** One tab per draft, the overview first. */
export function TabStrip({ all, active, callId, home, begin }: StripProps) {
  const say = useWords(words);
  const title = useCommandTitle('draft.new');
  return (
    <nav className="tabs" aria-label={say.tabs}>
      <button type="button" className="tab" aria-current={active === null ? 'page' : undefined} onClick={() => tabs.activate(null)}>
        {home}
      </button>
      {all.map((tab) =>
        tab.filed ? (
          <TabButton key={tab.key} tab={tab} title={`${say.filed} ${tab.filed.number.slice(-4)}`} active={active === tab.key} />
        ) : (
          <DraftTab key={tab.key} tab={tab} active={active === tab.key} callId={callId} />
        ),
      )}
      <button type="button" className="tab tab-new" title={title} aria-label={say.newDraft} onClick={begin}>
        <PlusOutlined aria-hidden /> <span>{say.newDraft}</span>
      </button>
    </nav>
  );
}

/** A draft that is open: it is kept also while another one is looked at. */
function DraftTab({ tab, active, callId }: { tab: Tab; active: boolean; callId: string | undefined }) {
  const say = useWords(words);
  const draft = useDraft(wishOf(tab));
  const empty = !hasWords(draft.fields);
  const over = tab.callId !== undefined && tab.callId !== callId;
  useEffect(() => {
    if (draft.id !== null && tab.id === undefined) tabs.change(tab.key, { id: draft.id });
  }, [draft.id, tab.id, tab.key]);
  useEffect(() => {
    // a call that ended without a word leaves nothing behind
    if (over && draft.ready && empty) tabs.close(tab.key);
  }, [over, draft.ready, empty, tab.key]);
  const title = titleOf(draft.fields) || (tab.callId === callId && callId ? say.thisCallDraft : say.untitled);
  return <TabButton tab={tab} title={title} active={active} drop={empty ? () => void draft.drop() : undefined} />;
}

function TabButton({ tab, title, active, drop }: { tab: Tab; title: string; active: boolean; drop?: (() => void) | undefined }) {
  const say = useWords(words);
  const close = (): void => {
    drop?.();
    tabs.close(tab.key);
  };
  return (
    <span className="tab-of-draft" data-active={active}>
      <button type="button" className="tab" title={title} aria-current={active ? 'page' : undefined} onClick={() => tabs.activate(tab.key)}>
        {title}
      </button>
      <button type="button" className="tab-close" title={say.closeTabHint} aria-label={fill(say.closeTab, { title })} onClick={close}>
        <CloseOutlined aria-hidden />
      </button>
    </span>
  );
}
