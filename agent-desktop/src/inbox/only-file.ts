import type { MessageView } from '@hotline/contracts';

/** What stands for a file in a message that is nothing else (`[图片]`): the file speaks for itself. */
export const isOnlyFile = ({ text, files }: MessageView): boolean => files.length > 0 && /^\[.{1,6}\]$/.test(text);
