import { BODY_LENGTH, type CallView, type FormName, type FormOf, Refusal, sourceFields } from '@hotline/contracts';
import { useRef, useState } from 'react';
import { CitizenFiles } from '../citizen-files/citizen-files.tsx';
import { useSent } from '../citizen-files/conversation-files.tsx';
import { refusalText } from '../desk-kit/ask.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useLanguage } from '../desk-kit/settings.ts';
import { BesidePaper } from '../paper/paper.tsx';
import { serverProblems } from '../fields/ask-rules.ts';
import { type Draft, useDraft } from '../fields/use-draft.ts';
import { Ends } from './ends.tsx';
import { FiledPanel } from './filed-panel.tsx';
import { filingOf, hasWords } from './filing.ts';
import { About, Five, FormHead, Reach } from './form/form-parts.tsx';
import { Source } from './form/source.tsx';
import { type Tab, wishOf } from './tabs.ts';
import { type End, ends, useFiling } from './use-filing.ts';

const fieldNames = [
  'title', 'body', 'when', 'who', 'demand', 'place.text', 'place.regionCode', 'type', 'category', 'urgency', 'channel', 'tells',
  'contact.name', 'contact.phone', 'contact.idNumber',
  ...Object.values(sourceFields).flatMap((fields) => Object.keys(fields).map((name) => `source.${name}`)),
]; // prettier-ignore
/** Problems of the whole that belong to one field. */
const fieldOfCode: Readonly<Record<string, string>> = {
  'category.unknown': 'category',
  'region.unknown': 'place.regionCode',
  'ticket.contact-wrong': 'contact.phone',
};

/** The end whose words are in the draft already. */
const endIn = (draft: Draft): End | null =>
  ends.find((end) => hasWords(Object.fromEntries(Object.entries(draft.fields).filter(([name]) => name.startsWith(`${end}.`))))) ?? null;

/** One matter from the first word to its number. `call`: the one she is in, if it is this draft's. */
export function IntakeForm({ tab, call }: { tab: Tab; call: CallView | null }) {
  const draft = useDraft(wishOf(tab));
  if (tab.filed) return <FiledPanel tab={tab} filed={tab.filed} typed={draft.fields} />;
  return <OpenForm tab={tab} call={call} draft={draft} />;
}

function OpenForm({ tab, call, draft }: { tab: Tab; call: CallView | null; draft: Draft }) {
  const language = useLanguage();
  const file = useFiling(tab, draft);
  const place = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<End | null | undefined>(undefined);
  const [marked, setMarked] = useState<Readonly<Record<string, string>>>({});
  const [error, setError] = useState<unknown>(null);
  const [saving, setSaving] = useState(false);
  const own = draft.fields['callId'];
  const callId = tab.callId ?? (typeof own === 'string' && own ? own : null);
  const mark = (problems: Readonly<Record<string, string>>): void => {
    setMarked(problems);
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('[data-problem="true"] :is(input, textarea)')?.focus());
  };
  const set: Draft['set'] = (name, value) => {
    setMarked(({ [name]: _, ...rest }) => rest);
    draft.set(name, value);
    // a matter of its own that is begun in a call belongs to that call
    if (!callId && tab.inCall) draft.set('callId', tab.inCall);
  };
  const finish = async (step: { event: End; form: FormOf<FormName> } | null): Promise<void> => {
    setError(null);
    const { filing, problems } = filingOf(draft.fields, { callId, draftId: null }, language);
    if (problems) return mark(problems);
    setSaving(true);
    try {
      await file(filing, step);
    } catch (problem) {
      const found = { ...serverProblems(problem, fieldNames, language), ...ofCode(problem, language) };
      if (Object.keys(found).length > 0) mark(found);
      else setError(problem);
    } finally {
      setSaving(false);
    }
  };
  const { pages, others } = useSent(conversationOf(draft));
  const parts = { draft, set, marked };
  return (
    <BesidePaper pages={pages} take={(text) => set('body', added(draft, text))}>
      <div className="intake" ref={place}>
        <FormHead {...parts} />
        <CitizenFiles files={others} />
        <Five {...parts} />
        <About {...parts} />
        {callId === null ? <Source {...parts} /> : null}
        <Reach {...parts} call={call} ofCall={callId !== null} />
        {error ? <ProblemNotice error={error} close={() => setError(null)} again={() => void finish(null)} /> : null}
        <Ends
          draft={draft}
          end={chosen === undefined ? endIn(draft) : chosen}
          choose={setChosen}
          finish={finish}
          save={() => void finish(null)}
          saving={saving}
        />
      </div>
    </BesidePaper>
  );
}

/** 事由 with this text behind what stands there. */
const added = ({ fields: { body } }: Draft, text: string): string =>
  [typeof body === 'string' ? body : '', text].filter(Boolean).join('\n').slice(0, BODY_LENGTH);

/** The conversation that it was begun from. */
function conversationOf({ fields }: Draft): string | null {
  const id = fields['conversationId'];
  return typeof id === 'string' && id !== '' ? id : null;
}

function ofCode(problem: unknown, language: 'zh' | 'en' | 'keys'): Record<string, string> {
  if (!(problem instanceof Refusal)) return {};
  const field = fieldOfCode[problem.problem.code];
  return field ? { [field]: refusalText(problem, language).text } : {};
}
