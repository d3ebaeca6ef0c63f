import { categories, type FormName, type FormOf } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { asking } from '../desk-kit/ask.ts';
import { useWords } from '../desk-kit/settings.ts';
import { useCommand, useCommandTitle } from '../desk-kit/commands/use-command.ts';
import { AskSheet } from '../fields/ask-form.tsx';
import type { DraftFields } from '../fields/merge-drafts.ts';
import type { Draft } from '../fields/use-draft.ts';
import { type End, endForm } from './use-filing.ts';
import * as words from './words.ts';

interface EndsProps {
  readonly draft: Draft;
  readonly end: End | null;
  choose(end: End | null): void;
  finish(step: { event: End; form: FormOf<FormName> } | null): Promise<void>;
  /** Files without a step. */
  save(): void;
  readonly saving: boolean;
}

/** What becomes of the matter: an answer, a department, a refusal, each with its short form in place; or it waits for a dispatcher. */
export function Ends({ draft, end, choose, finish, save, saving }: EndsProps) {
  const say = useWords(words);
  const title = useCommandTitle('form.save');
  useCommand('form.save', save, end === null);
  return (
    <section className="ends" aria-label={say.ends}>
      <div className="ends-buttons">
        <EndButton end="answer" label={say.answer} chosen={end} choose={choose} />
        <EndButton end="dispatch" label={say.dispatch} chosen={end} choose={choose} />
        <EndButton end="refuse" label={say.refuse} chosen={end} choose={choose} />
        <Button type={end === null ? 'primary' : 'default'} data-testid="ticket-save" loading={saving} onClick={save} title={title}>
          {say.save}
        </Button>
      </div>
      {end ? <EndSheet key={end} end={end} draft={draft} finish={finish} cancel={() => choose(null)} /> : null}
    </section>
  );
}

const keysOfEnd = { answer: 'form.answer', dispatch: 'form.dispatch', refuse: 'form.refuse' } as const;

function EndButton({ end, label, chosen, choose }: { end: End; label: string; chosen: End | null; choose: (end: End | null) => void }) {
  const title = useCommandTitle(keysOfEnd[end]);
  const open = chosen === end;
  useCommand(keysOfEnd[end], () => choose(end), true);
  return (
    <Button aria-expanded={open} data-testid={`end-${end}`} title={title} onClick={() => choose(open ? null : end)}>
      {label}
    </Button>
  );
}

/** The words of an end lie in the draft too, under the end's name. */
const within = (fields: DraftFields, end: End): DraftFields =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (name.startsWith(`${end}.`) ? [[name.slice(end.length + 1), value]] : [])),
  );

function EndSheet({ end, draft, finish, cancel }: Pick<EndsProps, 'draft' | 'finish'> & { end: End; cancel: () => void }) {
  const say = useWords(words);
  const verbs = { answer: say.answerVerb, dispatch: say.dispatchVerb, refuse: say.refuseVerb };
  const category = draft.fields['category'];
  const region = draft.fields['place.regionCode'];
  const { data } = useQuery({
    ...asking(categories.units, {
      params: { code: String(category) },
      query: typeof region === 'string' && region ? { region } : {},
    }),
    enabled: end === 'dispatch' && typeof category === 'string' && category !== '',
    staleTime: 60_000,
  });
  const sheetDraft: Draft = {
    ...draft,
    theirs: draft.theirs && within(draft.theirs, end),
    takeTheirs: (name) => draft.takeTheirs(`${end}.${name}`),
    keepMine: (name) => draft.keepMine(`${end}.${name}`),
  };
  return (
    <AskSheet
      form={endForm(end)}
      verb={verbs[end]}
      values={within(draft.fields, end)}
      set={(name, value) => draft.set(`${end}.${name}`, value)}
      draft={sheetDraft}
      saved={false}
      suggestions={data?.items}
      onCancel={cancel}
      onSubmit={(form) => finish({ event: end, form })}
    />
  );
}
