import { type Answer, post } from './call.ts';
import { resultOf } from './results.ts';

/** Got anew so long before it ends: a call that begins now ends before it does. */
const EARLY_MS = 300_000;

export interface TokenOrder {
  readonly apiUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly now: () => Date;
}

type Got = { readonly is: 'token'; readonly token: string };

/**
 * The access token of an account, kept once for all that call: who asks while it is being got waits for the same one. It is the stable
 * one (stable_token), which stays good for other programs of the same account.
 */
export class AccessToken {
  readonly #order: TokenOrder;
  #kept: { readonly token: string; readonly until: number } | undefined;
  /** The one that WeChat would not have, though its time was not over. */
  #bad: string | undefined;
  #getting: Promise<Got | Answer> | undefined;

  constructor(order: TokenOrder) {
    this.#order = order;
  }

  /** The token that there is, or why there is none. */
  get(): Promise<Got | Answer> {
    if (this.#kept && this.#order.now().getTime() < this.#kept.until) return Promise.resolve({ is: 'token', token: this.#kept.token });
    this.#getting ??= this.#renew().finally(() => (this.#getting = undefined));
    return this.#getting;
  }

  /** WeChat would not have this one; if another one is there by now that one is good. */
  refused(token: string): void {
    if (this.#kept?.token !== token) return;
    this.#kept = undefined;
    this.#bad = token;
  }

  urlOf(path: string, query: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(`${this.#order.apiUrl.replace(/\/+$/, '')}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  async #renew(): Promise<Got | Answer> {
    const first = await this.#ask(false);
    // the stable one is given again until it ends, also when WeChat will not have it any more
    return first.is === 'token' && first.token === this.#bad ? this.#ask(true) : first;
  }

  async #ask(force: boolean): Promise<Got | Answer> {
    const { appId, appSecret, now } = this.#order;
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh: force };
    const answer = await post(this.urlOf('/cgi-bin/stable_token'), body);
    if (answer.is !== 'ok') return answer.is === 'away' ? { ...answer, mayHaveIt: false } : answer;
    const { access_token: token, expires_in: seconds } = answer.said;
    if (typeof token !== 'string' || typeof seconds !== 'number')
      return { is: 'away', words: '没有 access_token no token', mayHaveIt: false };
    this.#kept = { token, until: now().getTime() + Math.max(seconds * 1_000 - EARLY_MS, 30_000) };
    return { is: 'token', token };
  }
}

/** The same with an access token, got anew once when WeChat says so. */
export async function postWith(token: AccessToken, path: string, body: unknown): Promise<Answer> {
  const first = await once(token, (url) => post(url, body), path);
  return isForToken(first) ? once(token, (url) => post(url, body), path) : first;
}

export const isForToken = (answer: Answer): boolean => answer.is === 'error' && resultOf(answer.code).follows === 'token';

/** One call with the token that there is; one that WeChat will not have is thrown away. */
export async function once<T extends { readonly is: string }>(
  token: AccessToken,
  call: (url: URL) => Promise<T | Answer>,
  path: string,
): Promise<T | Answer> {
  const got = await token.get();
  if (got.is !== 'token') return got;
  const answer = await call(token.urlOf(path, { access_token: got.token }));
  if (answer.is === 'error' && isForToken(answer as Answer)) token.refused(got.token);
  return answer;
}
