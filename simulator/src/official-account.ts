import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  decryptFromWechat,
  encryptForWechat,
  QUERY_KEY,
  readWechatXml,
  textOfWechat,
  wechatSignatureOf,
  writeWechatXml,
} from '@hotline/gateway/wire';
import type { SimulatorSecrets } from './secrets.ts';
import type { Shown, Threads } from './threads.ts';

/** WeChat waits five seconds for an answer and pushes three times in all. */
const ANSWER_MS = 5_000;
const PUSHES = 3;
const TOKEN_SECONDS = 7_200;
/** An account may write to whoever wrote within 48 hours. */
const WINDOW_MS = 48 * 3_600_000;
/** Pictures that lie here for the hotline to fetch; the oldest makes room. */
const MOST_PICTURES = 50;

interface Follower {
  /** When she last wrote, by the simulator's clock. */
  wroteAt: number | undefined;
  follows: boolean;
}

interface Picture {
  readonly bytes: Buffer;
  readonly type: string;
}

/** What WeChat's interface answers with: a result code, and what belongs to it. */
export type Said = Readonly<Record<string, unknown>> & { readonly errcode?: number };

/** What a follower does; `place` as WeChat tells it, in degrees. */
export type Deed =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'picture'; readonly bytes: Buffer; readonly type: string }
  | { readonly is: 'place'; readonly label: string; readonly latitude: number; readonly longitude: number }
  | { readonly is: 'follow' | 'unfollow' | 'query' };

const shownAs = { follow: '[关注]', unfollow: '[取消关注]', query: '[菜单:查询进展]' } as const;

/** WeChat on the other side of one official account, for this machine only: pushes by callback, encrypted; takes customer-service and template messages. */
export class OfficialAccount {
  readonly #secrets: SimulatorSecrets['wechat'];
  readonly #threads: Threads;
  readonly #now: () => Date;
  readonly #hook: () => string;
  readonly #followers = new Map<string, Follower>();
  readonly #pictures = new Map<string, Picture>();
  #token: string | undefined;

  constructor(order: { secrets: SimulatorSecrets['wechat']; threads: Threads; now: () => Date; hook: () => string }) {
    this.#secrets = order.secrets;
    this.#threads = order.threads;
    this.#now = order.now;
    this.#hook = order.hook;
  }

  get state() {
    const late = this.#now().getTime() - WINDOW_MS;
    return {
      isConnected: this.#token !== undefined,
      followers: [...this.#followers].map(([openid, { follows, wroteAt }]) => ({ openid, follows, isLate: (wroteAt ?? 0) < late })),
    };
  }

  picture(id: string): Picture | undefined {
    return this.#pictures.get(id);
  }

  /** She does something; the hotline hears of it as WeChat would tell it. */
  async does(openid: string, deed: Deed): Promise<void> {
    const follower = this.#followerOf(openid);
    follower.follows = deed.is !== 'unfollow';
    if (deed.is !== 'unfollow') follower.wroteAt = this.#now().getTime();
    const mediaId = deed.is === 'picture' ? this.#keep(deed) : undefined;
    const text =
      deed.is === 'text' ? deed.text : deed.is === 'picture' ? '[图片]' : deed.is === 'place' ? `[位置] ${deed.label}` : shownAs[deed.is];
    const picture = mediaId === undefined ? {} : { picture: `/api/pictures/${mediaId}` };
    const shown = this.#threads.add({ side: 'wechat', person: openid, direction: 'in', text, state: 'waiting', ...picture });
    await this.#push(shown, this.#xmlOf(openid, deed, mediaId));
  }

  /** As if she had not written for two days: then only template messages reach her. */
  stayAway(openid: string): void {
    this.#followerOf(openid).wroteAt = this.#now().getTime() - WINDOW_MS - 60_000;
    this.#threads.changed();
  }

  /** One call of WeChat's interface; undefined: it has no such one. */
  call(path: string, token: string, body: Readonly<Record<string, unknown>>): Said | undefined {
    if (path === '/cgi-bin/stable_token') return this.#tokenFor(body);
    if (path !== '/cgi-bin/message/custom/send' && path !== '/cgi-bin/message/template/send') return undefined;
    if (!this.isToken(token)) return { errcode: 40001, errmsg: 'invalid credential' };
    const follower = this.#followers.get(String(body['touser']));
    if (!follower) return { errcode: 40003, errmsg: 'invalid openid' };
    if (!follower.follows) return { errcode: 43004, errmsg: 'require subscribe' };
    return path.includes('template') ? this.#template(body) : this.#said(follower, body);
  }

  isToken(token: string): boolean {
    return this.#token !== undefined && same(token, this.#token);
  }

  #tokenFor({ appid, secret }: Readonly<Record<string, unknown>>): Said {
    if (appid !== this.#secrets.appId || !same(String(secret), this.#secrets.appSecret))
      return { errcode: 40125, errmsg: 'invalid appsecret' };
    this.#token ??= randomBytes(32).toString('base64url');
    this.#threads.changed();
    return { access_token: this.#token, expires_in: TOKEN_SECONDS };
  }

  #said({ wroteAt = 0 }: Follower, { touser, text }: Readonly<Record<string, unknown>>): Said {
    if (this.#now().getTime() - wroteAt > WINDOW_MS) return { errcode: 45015, errmsg: 'response out of time limit' };
    const { content = '' } = (text ?? {}) as { content?: string };
    this.#threads.add({ side: 'wechat', person: String(touser), direction: 'out', text: content, state: 'shown' });
    return { errcode: 0, errmsg: 'ok' };
  }

  /** Its outcome is pushed afterwards, as WeChat does. */
  #template({ touser, data }: Readonly<Record<string, unknown>>): Said {
    const person = String(touser);
    const lines = Object.values((data ?? {}) as Record<string, { value?: string }>).map(({ value = '' }) => value);
    const shown = this.#threads.add({ side: 'wechat', person, direction: 'out', text: `[模板消息]\n${lines.join('\n')}`, state: 'shown' });
    const msgid = randomInt(1_000_000_000);
    const finish = { MsgType: 'event', Event: 'TEMPLATESENDJOBFINISH', MsgID: String(msgid), Status: 'success' };
    void sleep(300).then(() => this.#push(shown, this.#headed(person, finish)));
    return { errcode: 0, errmsg: 'ok', msgid };
  }

  #followerOf(openid: string): Follower {
    const known = this.#followers.get(openid) ?? { wroteAt: undefined, follows: true };
    this.#followers.set(openid, known);
    return known;
  }

  #keep({ bytes, type }: Picture): string {
    const id = randomBytes(16).toString('base64url');
    this.#pictures.set(id, { bytes, type });
    if (this.#pictures.size > MOST_PICTURES) this.#pictures.delete(this.#pictures.keys().next().value ?? id);
    return id;
  }

  #xmlOf(openid: string, deed: Deed, mediaId: string | undefined): string {
    switch (deed.is) {
      case 'text':
        return this.#headed(openid, { MsgType: 'text', Content: deed.text, ...numbered() });
      case 'picture':
        return this.#headed(openid, { MsgType: 'image', PicUrl: '', MediaId: mediaId ?? '', ...numbered() });
      case 'place': {
        const where = { Location_X: String(deed.latitude), Location_Y: String(deed.longitude), Scale: '15', Label: deed.label };
        return this.#headed(openid, { MsgType: 'location', ...where, ...numbered() });
      }
      case 'follow':
      case 'unfollow':
        return this.#headed(openid, { MsgType: 'event', Event: deed.is === 'follow' ? 'subscribe' : 'unsubscribe', EventKey: '' });
      case 'query':
        return this.#headed(openid, { MsgType: 'event', Event: 'CLICK', EventKey: QUERY_KEY });
    }
  }

  #headed(openid: string, fields: Readonly<Record<string, string>>): string {
    const CreateTime = String(Math.floor(this.#now().getTime() / 1_000));
    return writeWechatXml({ ToUserName: 'gh_simulator', FromUserName: openid, CreateTime, ...fields });
  }

  /** Pushes until it is answered with 200, three times at most; what is answered beyond `success` is a passive reply. */
  async #push(shown: Shown, xml: string): Promise<void> {
    for (let n = 1; n <= PUSHES; n += 1) {
      const { status, said } = await this.#pushOnce(xml);
      if (status === 200) {
        if (shown.direction === 'in') this.#threads.mark(shown, 'taken');
        return this.#replied(shown.person, said);
      }
      if (shown.direction === 'in')
        this.#threads.mark(shown, n < PUSHES ? 'waiting' : 'refused', `${status || ''} ${said.slice(0, 200)}`.trim());
      if (n < PUSHES) await sleep(1_000);
    }
  }

  async #pushOnce(xml: string): Promise<{ status: number; said: string }> {
    const { token, aesKey, appId } = this.#secrets;
    const url = new URL(this.#hook());
    const [timestamp, nonce] = [String(Math.floor(this.#now().getTime() / 1_000)), randomBytes(8).toString('hex')];
    const sealed = encryptForWechat(aesKey, appId, xml);
    const query = {
      signature: wechatSignatureOf(token, timestamp, nonce),
      timestamp,
      nonce,
      encrypt_type: 'aes',
      msg_signature: wechatSignatureOf(token, timestamp, nonce, sealed),
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const body = writeWechatXml({ ToUserName: 'gh_simulator', Encrypt: sealed });
    try {
      const headers = { 'content-type': 'text/xml' };
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(ANSWER_MS) });
      return { status: response.status, said: await response.text() };
    } catch (error) {
      const { message, cause } = error as { message: string; cause?: { code?: string } };
      return { status: 0, said: cause?.code ?? message };
    }
  }

  #replied(person: string, said: string): void {
    if (said === '' || said === 'success') return;
    const { aesKey, appId } = this.#secrets;
    const sealed = textOfWechat(readWechatXml(said), 'Encrypt');
    const open = sealed === undefined ? said : decryptFromWechat(aesKey, appId, sealed);
    const text = textOfWechat(readWechatXml(open), 'Content') ?? open;
    this.#threads.add({ side: 'wechat', person, direction: 'out', text, state: 'shown' });
  }
}

/** An id of 64 bits, as WeChat counts them. */
const numbered = () => ({ MsgId: String(BigInt.asUintN(63, randomBytes(8).readBigUInt64BE())) });

function same(given: string, right: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}
