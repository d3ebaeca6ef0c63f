import { oneLine } from '../structure/encoded-words.ts';

const MAX_FILE_NAME_LENGTH = 200;
/** Longer ends are no extensions. */
const MAX_EXTENSION_LENGTH = 12;

/** Extensions for files that come without a name; what is missing here gets none. */
const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/heic': '.heic',
  'application/pdf': '.pdf',
  'text/plain': '.txt',
  'text/html': '.html',
  'text/calendar': '.ics',
  'message/rfc822': '.eml',
  'audio/amr': '.amr',
  'audio/mpeg': '.mp3',
  'video/mp4': '.mp4',
};

/** A name that is safe on every disk and shows its true end; a stranger's folders, marks of direction and reserved characters are gone. */
export function safeFileName(name: string): string {
  const base = oneLine(name.replace(/^.*[\\/]/s, ''), 2000)
    .replace(/[<>:"|?*\\/]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  if (base.length <= MAX_FILE_NAME_LENGTH) return base;
  const extension = /\.[^.]*$/.exec(base)?.[0] ?? '';
  const end = extension.length <= MAX_EXTENSION_LENGTH ? extension : '';
  return [...base.slice(0, MAX_FILE_NAME_LENGTH - end.length)].slice(0, -1).join('') + end;
}

/** The name of a file that has none: its place among the files and what it claims to be. */
export const unnamedFile = (place: number, claimedType: string): string => `attachment-${place}${extensions[claimedType] ?? ''}`;
