import type { Said, SaidFile } from '../talk.ts';
import type { BotFile, BotMessage } from './bot.ts';

/** A file of hers may have as many bytes as one at an official account. */
const FILE_BYTES = 20 * 1024 * 1024;
const FILE_MS = 60_000;
/** A message that a person typed has no more; WeChat itself takes some thousand. */
const TEXT_LENGTH = 20_000;

/** Kinds of message by wechaty's numbers (wechaty-puppet 1.20, types.Message), and what stands for each in our words. */
const TEXT = 7;
const RECALLED = 13;
const kinds: Readonly<
  Record<number, { readonly zh: string; readonly hasFile?: true; readonly more?: (of: BotMessage) => Promise<string> }>
> = {
  1: { zh: '[文件]', hasFile: true },
  2: { zh: '[语音]', hasFile: true },
  3: { zh: '[名片]' },
  4: { zh: '[聊天记录]' },
  5: { zh: '[表情]' },
  6: { zh: '[图片]', hasFile: true },
  8: { zh: '[位置]', more: async (of) => placeOf(await of.toLocation()) },
  9: { zh: '[小程序]' },
  11: { zh: '[转账]' },
  12: { zh: '[红包]' },
  14: { zh: '[链接]', more: async (of) => linkOf(await of.toUrlLink()) },
  15: { zh: '[视频]', hasFile: true },
};
const placeOf = (place: { name(): string; address(): string }): string => `${place.name()} ${place.address()}`;
const linkOf = (link: { title(): string; url(): string }): string => `${link.title()}\n${link.url()}`;

/** People, not accounts that publish (wechaty-puppet 1.20, types.Contact). */
const OFFICIAL = 2;

/** Only what a person writes to us alone: groups are none of our business, and what we wrote ourselves is known. */
export const isForUs = (message: BotMessage): boolean =>
  !message.self() && message.room() === undefined && message.type() !== RECALLED && message.talker().type() !== OFFICIAL;

/** A message with its file; one whose file cannot be had says why. */
export async function saidIn(message: BotMessage): Promise<{ said: Said; file?: SaidFile }> {
  const { id } = message;
  const talker = message.talker();
  const from = { id, from: talker.id, name: talker.name() };
  if (message.type() === TEXT) return { said: { ...from, text: message.text().slice(0, TEXT_LENGTH) } };
  const kind = kinds[message.type()] ?? { zh: '[其他消息]' };
  const more = await kind.more?.(message).catch(() => '');
  const said = { ...from, text: `${kind.zh} ${(more ?? '').slice(0, TEXT_LENGTH)}`.trim() };
  if (!kind.hasFile) return { said };
  try {
    return { said, file: await within(FILE_MS, fileOf(message)) };
  } catch (error) {
    return { said: { ...said, note: `(文件未能取回:${error instanceof Error ? error.message : String(error)})` } };
  }
}

async function fileOf(message: BotMessage): Promise<SaidFile> {
  const file: BotFile = await message.toFileBox();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of await file.toStream()) {
    length += piece.length;
    if (length > FILE_BYTES) throw new Error(`超过 ${FILE_BYTES / 1024 / 1024} MB too large`);
    pieces.push(piece);
  }
  return { name: file.name.slice(-120), type: file.mediaType, bytes: new Uint8Array(Buffer.concat(pieces)) };
}

/** What a puppet promises it may never keep. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('没有回音 no answer')), ms)));
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
