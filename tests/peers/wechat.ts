import path from 'node:path';
import { wechatPythonPath } from '../../scripts/test/peers.ts';
import { freePort } from '../kit/hotline.ts';
import { Peer } from './peer.ts';

/** The account at WeChat. */
export const ours = {
  appId: 'wx5823bf96d3bd56c7',
  appSecret: 'c0ffeec0ffeec0ffee',
  token: 'QDG6eK',
  aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
} as const;

/** A push: who writes what, how, and how WeChat goes about it. */
export interface WechatPush {
  readonly url: string;
  readonly mode?: 'aes' | 'plain' | 'compat';
  readonly from?: string;
  readonly type?: string;
  readonly text?: string;
  readonly fields?: Readonly<Record<string, string | number>>;
  readonly msgId?: number;
  readonly createTime?: number;
  /** What it signs with instead of the time and a number of its own. */
  readonly timestamp?: number;
  readonly nonce?: string;
  readonly badSignature?: boolean;
  /** How often it is pushed until it is answered, and how many seconds it waits in between. */
  readonly times?: number;
  readonly pause?: number;
  /** It does not hear what we answer. */
  readonly deaf?: boolean;
}

export interface Pushed {
  readonly msgId: number;
  readonly attempts: readonly { readonly status: number; readonly ms: number; readonly body: string }[];
}

/** A call of ours that it saw. */
export interface WechatCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answer: Readonly<Record<string, unknown>> | 'binary';
}

/** WeChat for an official account: callbacks signed and encrypted by wechatpy, which others wrote, and the calls that a hotline makes. */
export class Wechat {
  readonly url: string;
  readonly peer: Peer;

  private constructor(port: number) {
    this.url = `http://127.0.0.1:${port}`;
    const program = path.join(import.meta.dirname, 'wechat_server.py');
    const { appId, appSecret, token, aesKey } = ours;
    this.peer = new Peer(
      '/usr/bin/python3',
      [program, String(port), appId, appSecret, token, aesKey],
      { prints: 'READY' },
      { PYTHONPATH: wechatPythonPath() },
    );
  }

  static async open(): Promise<Wechat> {
    const wechat = new Wechat(await freePort());
    await wechat.peer.start();
    return wechat;
  }

  push(push: WechatPush): Promise<Pushed> {
    return this.#ask('/_push', push) as Promise<Pushed>;
  }

  /** WeChat asks whether the address is ours, rightly signed and wrongly. */
  verify(url: string): Promise<{ readonly ok: boolean; readonly badSignature: { readonly status: number; readonly echoed: boolean } }> {
    return this.#ask('/_verify', { url }) as ReturnType<Wechat['verify']>;
  }

  async calls(path?: string): Promise<WechatCall[]> {
    const all = (await this.#ask('/_calls')) as WechatCall[];
    return path === undefined ? all : all.filter((call) => call.path === path);
  }

  /** The next calls are answered with this result code. */
  async fails(path: string, errcode: number, times = 1): Promise<void> {
    await this.#ask('/_fail', { path, errcode, times });
  }

  /** All access tokens have ended. */
  async expire(): Promise<void> {
    await this.#ask('/_expire', {});
  }

  /** When she wrote last. */
  async heard(openid: string, hoursAgo: number): Promise<void> {
    await this.#ask('/_heard', { openid, hoursAgo });
  }

  /** A file of hers that lies there. */
  async media(bytes: Buffer, type: string): Promise<string> {
    const answer = await fetch(`${this.url}/_media`, { method: 'POST', headers: { 'content-type': type }, body: new Uint8Array(bytes) });
    return ((await answer.json()) as { media_id: string }).media_id;
  }

  async #ask(where: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.url + where, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`WeChat: ${answer.status}`);
    return answer.json();
  }
}

/** What was said to her by customer-service messages that WeChat took, oldest first. */
export async function saidTo(wechat: Wechat, openid: string): Promise<string[]> {
  const isTaken = ({ answer }: WechatCall): boolean => answer !== 'binary' && answer['errcode'] === 0;
  return (await wechat.calls('/cgi-bin/message/custom/send'))
    .filter(isTaken)
    .map(({ body }) => JSON.parse(body) as { touser: string; text: { content: string } })
    .filter(({ touser }) => touser === openid)
    .map(({ text }) => text.content);
}
