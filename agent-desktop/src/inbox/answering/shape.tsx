import { fill } from '@hotline/browser-kit';
import { MOST_PARTS, shortShape, signed } from '@hotline/contracts';
import { useWords } from '../../desk-kit/settings.ts';
import * as words from '../words.ts';

/** What a text will be on the phone and the bill, while it is typed. */
export function Shape({ text, signature, partFen }: { text: string; signature: string; partFen: number }) {
  const say = useWords(words);
  const { characters, parts, fen, isTooLong } = shortShape(signed(signature, text), partFen);
  if (text === '') return null;
  return (
    <p className={isTooLong ? 'text-shape too-long' : 'text-shape quiet'} role="status" data-testid="text-shape">
      {isTooLong ? fill(say.tooLong, { most: MOST_PARTS }) : fill(say.shape, { n: characters, parts })}
      {isTooLong || fen === 0 ? '' : fill(say.cost, { yuan: (fen / 100).toFixed(2) })}
    </p>
  );
}
