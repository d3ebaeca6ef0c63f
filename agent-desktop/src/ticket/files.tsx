import { addressOf, ticketFiles } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking, request } from '../desk-kit/ask.ts';
import { type CitizenFile, CitizenFiles } from '../citizen-files/citizen-files.tsx';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { useWords } from '../desk-kit/settings.ts';
import * as words from './words.ts';

/** What the citizen sent about it: most tickets have nothing of the kind, and then nothing is drawn. */
export function TicketFiles({ id }: { id: string }) {
  const say = useWords(words);
  const { data, error, refetch } = useQuery(asking(ticketFiles.list, { params: { id } }));
  if (error) return <ProblemNotice error={error} again={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  const files = data.items.map(({ message, place, ...file }): CitizenFile => {
    const params = { id, message, place };
    return { ...file, src: addressOf(ticketFiles.read, { params }), fetch: () => request(ticketFiles.read, { params }) };
  });
  return (
    <section className="ticket-files" aria-label={say.files}>
      <h2>{say.files}</h2>
      <CitizenFiles files={files} />
    </section>
  );
}
