import { createHash } from 'node:crypto';
import type { ArrivedFile } from '../../intake/arrival.ts';
import { type Answer, answerOf, awayOf, bytesOf, TooLong } from './call.ts';
import { type Media, mediaKinds } from '../callback/reading.ts';
import { type AccessToken, isForToken, once } from './token.ts';

/** A video of hers may have 10 MB, a picture too (素材管理); twice that is nothing of WeChat's. */
export const MEDIA_BYTES = 20 * 1024 * 1024;
const SILENCE_MS = 60_000;

/** Where WeChat keeps videos: it tells their address instead of their bytes. */
const KEEPERS = /(^|\.)(qq\.com|qpic\.cn|weixin\.qq\.com)$/;

interface Bytes {
  readonly is: 'file';
  readonly type: string;
  readonly bytes: Buffer;
}
/** The file, or why there is none; `again`: it may be there later. */
export type Fetched = { readonly file: ArrivedFile } | { readonly words: string; readonly again: boolean };

/** Fetches a file of hers. Never throws for what WeChat or the line did. */
export async function fetchMedia(token: AccessToken, { id, kind }: Media): Promise<Fetched> {
  const ask = () => once<Bytes>(token, (url) => get((url.searchParams.set('media_id', id), url)), '/cgi-bin/media/get');
  const first = await ask();
  const found = first.is === 'error' && isForToken(first) ? await ask() : first;
  const got = found.is === 'ok' ? await fromKeeper(token, found.said['video_url']) : found;
  if (got.is === 'file') return { file: fileOf(got, kind) };
  if (got.is === 'away') return { words: got.words, again: true };
  return got.is === 'error'
    ? { words: got.words, again: isForToken(got) || got.code === -1 }
    : { words: '微信没有给出文件 no file', again: false };
}

async function get(url: URL): Promise<Bytes | Answer> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(SILENCE_MS) });
    const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    const bytes = await bytesOf(response, MEDIA_BYTES);
    const isSaid = !response.ok || type === 'text/plain' || type.endsWith('json');
    return isSaid ? answerOf(response.status, bytes.subarray(0, 4_096).toString('utf8')) : { is: 'file', type, bytes };
  } catch (error) {
    return error instanceof TooLong ? { is: 'error', code: 45_002, words: error.message } : awayOf(error);
  }
}

/** A video lies elsewhere; only at an address of WeChat's. */
async function fromKeeper(token: AccessToken, address: unknown): Promise<Bytes | Answer> {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : undefined;
  const isTheirs = url && (url.host === token.urlOf('/').host || (KEEPERS.test(url.hostname) && /^https?:$/.test(url.protocol)));
  return isTheirs ? get(url) : { is: 'error', code: 40_007, words: '微信没有给出文件 no file' };
}

const endings = new Map(
  Object.entries({
    'image/jpeg': 'jpg',
    'image/png': 'png',
    'image/gif': 'gif',
    'audio/amr': 'amr',
    'audio/mpeg': 'mp3',
    'audio/speex': 'speex',
    'video/mp4': 'mp4',
    'video/mpeg4': 'mp4',
  }),
);

const fileOf = ({ type, bytes }: Bytes, kind: Media['kind']): ArrivedFile => ({
  name: `${mediaKinds[kind].name}.${endings.get(type) ?? 'bin'}`,
  claimedType: type === '' ? 'application/octet-stream' : type,
  bytes,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  inline: false,
});
