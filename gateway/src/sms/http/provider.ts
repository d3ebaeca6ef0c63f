import type { PartAnswer } from '../carrier.ts';
import type { HttpSettings } from './settings.ts';
import { at, filled, filledIn, type Fillings, plain } from './template.ts';

const SILENCE_MS = 20_000;
const ANSWER_BYTES = 65_536;
/** A connection that was never made: the provider cannot have it. */
const NEVER_CAME = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'];
/** The account is at fault (401, 403) or the time (408, 425, 429), not the message. */
const LATER_STATUSES = [401, 403, 407, 408, 425, 429];
/** Answered by what stands in front of the provider, perhaps after it had the message. */
const DOUBTFUL_STATUSES = [500, 502, 504];

/** An answer, and whether an administrator should hear of it. */
export interface ProviderAnswer {
  readonly answer: PartAnswer;
  /** The provider cannot be reached or lets us not in. */
  readonly trouble?: string;
}

/** Hands one message in. Never throws for what the provider or the line did. */
export async function handIn(send: HttpSettings['send'], fillings: Fillings, withinMs = SILENCE_MS): Promise<ProviderAnswer> {
  let response: Response;
  let text: string;
  try {
    const isJson = send.contentType === 'json';
    const body = filledIn(send.body, fillings);
    response = await fetch(send.url, {
      method: send.method,
      headers: {
        ...Object.fromEntries(Object.entries(send.headers).map(([name, value]) => [name, filled(value, fillings)])),
        'content-type': isJson ? 'application/json; charset=utf-8' : 'application/x-www-form-urlencoded; charset=utf-8',
      },
      body: isJson ? JSON.stringify(body) : new URLSearchParams(body as Record<string, string>).toString(),
      redirect: 'error',
      signal: AbortSignal.timeout(withinMs),
    });
    text = await shortText(response);
  } catch (error) {
    const words = wordsOf(error);
    return { answer: { is: 'later', words, mayHaveIt: !isNeverCame(error) }, trouble: words };
  }
  return judge(send, fillings, response.status, text);
}

function judge({ ok, later, idPath }: HttpSettings['send'], fillings: Fillings, status: number, text: string): ProviderAnswer {
  const words = `HTTP ${status} ${withoutSecrets(text, fillings)}`;
  if (status >= 500 || LATER_STATUSES.includes(status))
    return { answer: { is: 'later', words, mayHaveIt: DOUBTFUL_STATUSES.includes(status) }, trouble: words };
  if (status >= 400) return { answer: { is: 'refused', words } };
  const answer = parsed(text);
  // a page where an answer is due: who knows what stands between
  if (answer === undefined) return { answer: { is: 'later', words, mayHaveIt: true }, trouble: words };
  const said = plain(at(answer, ok.path));
  if (said === String(ok.equals)) return { answer: { is: 'taken', peerId: (idPath && plain(at(answer, idPath))) || fillings.id, words } };
  const isLater = later.some((value) => String(value) === said);
  return { answer: isLater ? { is: 'later', words, mayHaveIt: false } : { is: 'refused', words } };
}

/** The body, as long as it is short. */
async function shortText(response: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.length;
    // leaving the loop closes the connection
    if (bytes > ANSWER_BYTES) throw new Error(`应答过长 the answer is longer than ${ANSWER_BYTES} bytes`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Providers repeat what they were asked; what they say is kept and shown. */
const withoutSecrets = (text: string, { secret, to }: Fillings): string =>
  text.replaceAll(secret, '***').replaceAll(to, '***').replace(/\s+/g, ' ').slice(0, 200);

const codesOf = (error: unknown): readonly unknown[] => {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return [code, ...(typeof cause === 'object' && cause !== null ? codesOf(cause) : [])];
};
const isNeverCame = (error: unknown): boolean => codesOf(error).some((code) => NEVER_CAME.includes(String(code)));

function wordsOf(error: unknown): string {
  const { name, message, cause } = error as { name?: string; message?: string; cause?: { message?: string; code?: string } };
  if (name === 'TimeoutError') return '服务商没有应答 the provider did not answer in time';
  return [message, cause?.message || cause?.code].filter(Boolean).join(': ').slice(0, 300);
}
