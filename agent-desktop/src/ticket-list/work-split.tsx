import type { ReactNode } from 'react';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';
import './ticket-list.css';

interface Given {
  readonly list: ReactNode;
  readonly chosen: ReactNode | null;
  /** What to do while none is chosen. */
  readonly hint: ReactNode;
  /** Address of the list alone. */
  readonly back: string;
}

/** A list of 440 px and the chosen ticket beside it; on a phone one of the two. */
export function WorkSplit({ list, chosen, hint, back }: Given) {
  const say = useWords(words);
  return (
    <div className="work-split" data-chosen={chosen !== null}>
      <div className="work-list">{list}</div>
      <div className="work-ticket">
        {chosen === null ? null : (
          <a className="back" href={`#/${back}`}>
            ← {say.back}
          </a>
        )}
        {chosen ?? hint}
      </div>
    </div>
  );
}
