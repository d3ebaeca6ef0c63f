import type { ChannelGround, Hook, Line, Outgoing, Standing } from '../channel.ts';
import type { Outcome } from '../delivery/rules.ts';
import { sendMessage } from './api/sending.ts';
import { AccessToken } from './api/token.ts';
import type { Opened } from './callback/envelope.ts';
import { openHook } from './callback/hook.ts';
import { arrivalOfWechat, readPushed, unreadArrival } from './callback/reading.ts';
import { FileMessages } from './files.ts';
import type { WechatSecrets, WechatSettings } from './settings.ts';

/** Seconds of the retry clock between two looks whether WeChat lets us in again. */
const LOOK_SECONDS = 60;

type Ground = ChannelGround<WechatSettings, WechatSecrets>;

/** An official account: WeChat pushes to its hook, and what we say goes to WeChat's HTTP interface. */
export class WechatLine implements Line {
  readonly hook: Hook;
  readonly #ground: Ground;
  readonly #token: AccessToken;
  readonly #files: FileMessages;
  #trouble: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(ground: Ground) {
    const { settings, secrets, now, audit } = ground;
    this.#ground = ground;
    this.#token = new AccessToken({ ...settings, appSecret: secrets.appSecret, now });
    this.#files = new FileMessages(ground, this.#token);
    this.hook = openHook({
      settings,
      secrets,
      now,
      pushed: (push) => this.#pushed(push),
      refused: (because, times) => audit('hook.refuse', { because, times }),
    });
  }

  start(): void {
    this.#files.start().catch((error: unknown) => this.#ground.log.error({ error: String(error) }, 'kept messages could not be read'));
    void this.#look();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#files.stop();
  }

  async send(message: Outgoing): Promise<Outcome> {
    const { trouble, ...outcome } = await sendMessage({ token: this.#token, ...this.#ground.settings, now: this.#ground.now }, message);
    if (trouble !== this.#trouble) await this.#tell(trouble);
    return outcome;
  }

  async #pushed(push: Exclude<Opened, { is: 'refused' }>): Promise<void> {
    const { accountId, take, report } = this.#ground;
    if (push.is === 'unread') return take(unreadArrival(accountId, push.xml, 'not a message as WeChat writes it'));
    const reading = readPushed(push.fields);
    if (reading.is === 'nothing') return;
    if (reading.is === 'report') return report(reading.report);
    const { said } = reading;
    if (said.media) return this.#files.keep(said.externalId, push.xml);
    await take(arrivalOfWechat(accountId, push.xml, said));
  }

  /** Whether WeChat lets us in, until it does; messages to us come all the same. */
  async #look(): Promise<void> {
    const got = await this.#token.get();
    const trouble = got.is === 'token' ? undefined : got.is === 'ok' ? '没有 access_token no token' : got.words;
    if (this.#isStopped) return;
    await this.#tell(trouble);
    if (trouble !== undefined)
      this.#timer = setTimeout(() => void this.#look(), Math.max(LOOK_SECONDS * 1_000 * this.#ground.retryScale, 1_000));
  }

  async #tell(trouble: string | undefined): Promise<void> {
    this.#trouble = trouble;
    const lacks = lackOf(this.#ground);
    const state: Standing = trouble === undefined ? { connected: true, ...(lacks && { trouble: lacks }) } : { connected: false, trouble };
    const { stands, log } = this.#ground;
    await stands(state).catch((error: unknown) => log.warn({ error: String(error) }, 'nobody heard how a line stands'));
  }
}

/** What an administrator has not written down yet, without which every push is refused. */
function lackOf({ settings: { mode }, secrets: { token, aesKey } }: Pick<Ground, 'settings' | 'secrets'>): string | undefined {
  if (token === undefined) return '未设置令牌,拒收一切推送 no token: every push is refused';
  return mode !== 'plain' && aesKey === undefined
    ? '未设置消息加解密密钥,拒收一切推送 no EncodingAESKey: every push is refused'
    : undefined;
}
