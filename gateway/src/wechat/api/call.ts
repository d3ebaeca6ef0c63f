import { wordsOf } from './results.ts';

const SILENCE_MS = 15_000;
const ANSWER_BYTES = 65_536;

/** What WeChat answered, or that it did not. */
export type Answer =
  | { readonly is: 'ok'; readonly said: Readonly<Record<string, unknown>> }
  | { readonly is: 'error'; readonly code: number; readonly words: string }
  /** `mayHaveIt`: it was handed over and not answered. */
  | { readonly is: 'away'; readonly words: string; readonly mayHaveIt: boolean };

/** A connection that was never made: WeChat cannot have it. */
const NEVER_CAME = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'];

/** Posts JSON. The text goes as it is: signs written as \uXXXX would be shown so on her phone. */
export async function post(url: URL, body: unknown, withinMs = SILENCE_MS): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
    });
    return answerOf(response.status, (await bytesOf(response, ANSWER_BYTES)).toString('utf8'));
  } catch (error) {
    return awayOf(error);
  }
}

export function answerOf(status: number, text: string): Answer {
  const said = parsed(text);
  // a page where an answer is due: who knows what stands between
  if (status >= 400 || said === undefined)
    return { is: 'away', words: `HTTP ${status} ${text.replace(/\s+/g, ' ').slice(0, 100)}`, mayHaveIt: status < 400 || status >= 500 };
  const code = Number(said['errcode'] ?? 0);
  return code === 0 ? { is: 'ok', said } : { is: 'error', code, words: wordsOf(code, plain(said['errmsg'])) };
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : '');

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The body, as long as it is short. Throws when it is not; leaving the loop closes the connection. */
export async function bytesOf(response: Response, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    if (bytes > most) throw new TooLong(most);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

export class TooLong extends Error {
  constructor(most: number) {
    super(`超过 ${most} 字节 longer than ${most} bytes`);
  }
}

export function awayOf(error: unknown): Extract<Answer, { is: 'away' }> {
  const { name, message, cause } = error as { name?: string; message?: string; cause?: { message?: string; code?: string } };
  const why =
    name === 'TimeoutError'
      ? '微信没有应答 WeChat did not answer in time'
      : [message, cause?.message || cause?.code].filter(Boolean).join(': ');
  return { is: 'away', words: why.slice(0, 300), mayHaveIt: !NEVER_CAME.includes(cause?.code ?? '') };
}
