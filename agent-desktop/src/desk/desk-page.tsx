import { useState } from 'react';
import { useWords } from '../desk-kit/settings.ts';
import { useMyCall } from '../phone-desk/use-phone-desk.tsx';
import { MyDrafts } from '../intake/my-drafts.tsx';
import { Workbench } from '../intake/workbench.tsx';
import { MissedCalls } from './missed-calls.tsx';
import { MyCalls } from './my-calls.tsx';
import { QueueColumn } from './queue-column.tsx';
import { ThisCall } from './this-call.tsx';
import { WhoColumn } from '../caller/who-column.tsx';
import * as words from './words.ts';
import './desk.css';

const columns = ['who', 'doing', 'help'] as const;

/** Who is she, what am I doing, what helps. On a narrow screen one column at a time. */
export function DeskPage() {
  const say = useWords(words);
  const { call, state } = useMyCall();
  const [chosen, setChosen] = useState<{ callId: string | undefined; column: (typeof columns)[number] } | null>(null);
  // a ring turns the narrow screen to the caller, the answer to the form; what she chooses herself stays for this call
  const column = chosen?.callId === call?.id ? chosen?.column : undefined;
  const shown = column ?? (state === 'ringing' ? 'who' : 'doing');
  return (
    <div className="desk" data-column={shown} data-calling={state !== 'idle'}>
      <h1 className="visually-hidden">{say.title}</h1>
      <div className="desk-tabs" role="group" aria-label={say.tabs}>
        {columns.map((name) => (
          <button key={name} type="button" aria-pressed={name === shown} onClick={() => setChosen({ callId: call?.id, column: name })}>
            {say[name]}
          </button>
        ))}
      </div>
      <section className="column who" aria-label={say.who}>
        <WhoColumn call={state === 'idle' ? null : call} />
      </section>
      <section className="column doing" aria-label={say.doing}>
        <Workbench home={say.overview}>
          {call && state !== 'idle' ? <ThisCall call={call} /> : null}
          <MyDrafts />
          <MissedCalls idle={state === 'idle'} />
          <MyCalls />
        </Workbench>
      </section>
      <section className="column help" aria-label={say.help}>
        <QueueColumn />
      </section>
    </div>
  );
}
