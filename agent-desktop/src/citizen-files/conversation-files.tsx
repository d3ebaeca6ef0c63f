import { addressOf, conversations, type Got, type MessageView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking, request } from '../desk-kit/ask.ts';
import type { CitizenFile } from './citizen-files.tsx';

/** The files of one message, as whoever reads the inbox gets them. */
const filesOf = (id: string, { id: message, files }: MessageView): CitizenFile[] =>
  files.map(({ place, ...file }) => {
    const params = { id, message, place };
    return {
      ...file,
      src: addressOf(conversations.file, { params }),
      fetch: () => request(conversations.file, { params }),
      recognise: async () => (await request(conversations.recognise, { params, body: {} })).lines,
    };
  });

type Whole = Got<typeof conversations.read>;

/** Pages of a fax are read one by one, not looked at as pictures among others. */
export const pagesOf = ({ id, channel }: Pick<Whole, 'id' | 'channel'>, message: MessageView): CitizenFile[] =>
  channel === 'fax' ? filesOf(id, { ...message, files: message.files.filter(isPage) }) : [];
export const besidesPages = ({ id, channel }: Pick<Whole, 'id' | 'channel'>, message: MessageView): CitizenFile[] =>
  channel === 'fax' ? filesOf(id, { ...message, files: message.files.filter((file) => !isPage(file)) }) : filesOf(id, message);
const isPage = ({ inline, picture }: MessageView['files'][number]): boolean => inline && picture !== null;

/** What she sent in the conversation that a draft was begun from; nothing while it is not known. */
export function useSent(id: string | null): { readonly pages: readonly CitizenFile[]; readonly others: readonly CitizenFile[] } {
  const { data } = useQuery({ ...asking(conversations.read, { params: { id: id ?? '' } }), enabled: id !== null });
  if (!data) return { pages: [], others: [] };
  return {
    pages: data.messages.flatMap((message) => pagesOf(data, message)),
    others: data.messages.flatMap((message) => besidesPages(data, message)),
  };
}
