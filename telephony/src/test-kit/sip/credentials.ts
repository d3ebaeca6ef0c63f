import { createHash, randomUUID } from 'node:crypto';
import { header, methodOf, statusOf, type SipMessage } from './message.ts';
import { newBranch, type Address, type SipSocket } from './sip-socket.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The Authorization value for a Digest challenge (RFC 7616, MD5 or SHA-256, with or without qop=auth). */
export function answerChallenge(challenge: string, method: string, uri: string, { username, password }: Credentials): string {
  const field = (name: string): string => new RegExp(`\\b${name}="?([^",]+)`, 'i').exec(challenge)?.[1] ?? '';
  const [realm, nonce, opaque] = [field('realm'), field('nonce'), field('opaque')];
  const algorithm = field('algorithm') || 'MD5';
  const hash = (text: string): string =>
    createHash(/sha-256/i.test(algorithm) ? 'sha256' : 'md5')
      .update(text)
      .digest('hex');
  const secret = hash(`${username}:${realm}:${password}`);
  const what = hash(`${method}:${uri}`);
  const base = `Digest username="${username}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=${algorithm}${opaque ? `, opaque="${opaque}"` : ''}`;
  if (!/\bqop=/i.test(challenge)) return `${base}, response="${hash(`${secret}:${nonce}:${what}`)}"`;
  const cnonce = randomUUID();
  return `${base}, qop=auth, nc=00000001, cnonce="${cnonce}", response="${hash(`${secret}:${nonce}:00000001:${cnonce}:auth:${what}`)}"`;
}

type Build = (branch: string, more: readonly (readonly [string, string])[], sequence: number) => SipMessage;

/** Asks once, and once more with the answer to the challenge if there is one; `build` is told the CSeq number. */
export async function askWithCredentials(
  socket: SipSocket,
  to: Address,
  build: Build,
  credentials: Credentials | undefined,
  onProvisional: (response: SipMessage) => void = () => undefined,
): Promise<SipMessage> {
  const first = build(newBranch(), [], 1);
  const response = await socket.ask(first, to, onProvisional);
  const challenge = header(response, 'WWW-Authenticate') || header(response, 'Proxy-Authenticate');
  if (!credentials || !challenge || ![401, 407].includes(statusOf(response))) return response;
  const name = statusOf(response) === 401 ? 'Authorization' : 'Proxy-Authorization';
  const answer = answerChallenge(challenge, methodOf(first), first.start.split(' ')[1] ?? '', credentials);
  return socket.ask(build(newBranch(), [[name, answer]], 2), to, onProvisional);
}
