import { addressOf, conversations, type MessageView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking, request } from '../desk-kit/ask.ts';
import { type CitizenFile, CitizenFiles } from './citizen-files.tsx';

/** The files of one message, as whoever reads the inbox gets them. */
export const filesOf = (id: string, { id: message, files }: MessageView): CitizenFile[] =>
  files.map(({ place, ...file }) => {
    const params = { id, message, place };
    return { ...file, src: addressOf(conversations.file, { params }), fetch: () => request(conversations.file, { params }) };
  });

/** What she sent in a conversation, beside the form of the ticket that it becomes. */
export function ConversationFiles({ id }: { id: string }) {
  const { data } = useQuery(asking(conversations.read, { params: { id } }));
  return <CitizenFiles files={data?.messages.flatMap((message) => filesOf(id, message)) ?? []} />;
}
