import { fill } from '@hotline/browser-kit';
import { citizens, type CitizenContact, contacts, messageChannels } from '@hotline/contracts';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

export const changedByJoin = [contacts.of, citizens.history];

/** A contact with stars, and how many conversations stand behind it. */
export function Named({ contact: { channel, name, address, conversations } }: { contact: CitizenContact }) {
  const say = useWords(words);
  const label = useLabel();
  return (
    <span>
      <strong>{label(messageChannels[channel])}</strong> {[name, address].filter(Boolean).join(' · ')}{' '}
      <small className="quiet">{fill(say.conversations, { n: conversations })}</small>
    </span>
  );
}
