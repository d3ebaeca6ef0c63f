import type { CitizenOf } from '@hotline/contracts';
import { useState } from 'react';
import { useWords } from '../desk-kit/settings.ts';
import { useMay } from '../frame/use-may.ts';
import { Contacts } from './contacts.tsx';
import { History, useHistory } from './history.tsx';
import * as words from './words.ts';

/** The citizen's file: by which addresses we know her, and all that was between her and the hotline. For who may see it; nothing for others. */
export function CitizenPanel({ of }: { of: CitizenOf }) {
  const may = useMay('citizen.history');
  return may ? <Panel of={of} /> : null;
}

/** The same, folded away until somebody asks for it: a ticket's page has much else to show. */
export function FoldedCitizen({ of }: { of: CitizenOf }) {
  const say = useWords(words);
  const may = useMay('citizen.history');
  const [open, setOpen] = useState(false);
  if (!may) return null;
  return (
    <details className="citizen-folded" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{say.title}</summary>
      {open ? <Panel of={of} folded /> : null}
    </details>
  );
}

function Panel({ of, folded = false }: { of: CitizenOf; folded?: boolean }) {
  const say = useWords(words);
  const pages = useHistory(of);
  return (
    <section className="citizen-panel" aria-label={say.title}>
      {folded ? null : <h2>{say.title}</h2>}
      <Contacts of={of} />
      <History pages={pages} {...(of.callId === undefined ? {} : { callId: of.callId })} />
    </section>
  );
}
