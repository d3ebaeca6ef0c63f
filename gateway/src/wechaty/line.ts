import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelGround, Line, Outgoing } from '../channel.ts';
import type { Outcome } from '../delivery/rules.ts';
import { PuppetThread } from './puppet-thread.ts';
import { arrivalOfSaid } from './reading.ts';
import type { WechatySecrets, WechatySettings } from './settings.ts';
import type { FromPuppet } from './talk.ts';

/** Seconds of the retry clock until a puppet that has ended, or whose programs are missing, is tried again. */
const AGAIN_SECONDS = 60;
/** Seconds of the retry clock before a message that could not be written is handed in again. */
const TAKE_AGAIN_SECONDS = [1, 5, 30, 60] as const;
/** Messages that wait so at most: nobody can be told to send again. */
const MOST_WAITING = 1_000;

type Ground = ChannelGround<WechatySettings, WechatySecrets>;

/** A personal account: its puppet runs in a thread of its own, which is begun again when it ends. */
export class WechatyLine implements Line {
  readonly #ground: Ground;
  readonly #stopping = new AbortController();
  readonly #taking = new Set<Promise<void>>();
  #thread: PuppetThread | undefined;
  #timer: NodeJS.Timeout | undefined;
  #trouble: string | undefined;
  /** A code waits to be scanned: what troubles the puppet meanwhile must not hide it. */
  #asks = false;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  start(): void {
    // what the last process wrote says nothing of this one: most puppets ask for a new login
    this.#stands({ connected: false, trouble: '微信程序正在启动 starting' });
    this.#begin();
  }

  #begin(): void {
    const { settings, secrets, programs } = this.#ground;
    const order = {
      programs,
      puppet: settings.puppet,
      ...(secrets.token === undefined ? {} : { token: secrets.token }),
      ...(settings.endpoint === '' ? {} : { endpoint: settings.endpoint }),
    };
    this.#trouble = undefined;
    this.#thread = new PuppetThread(order, { told: (told) => this.#told(told), ended: (words) => this.#ended(words) });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#thread?.end();
    await Promise.all(this.#taking);
  }

  async send({ id, to, text, taken, took }: Outgoing): Promise<Outcome> {
    if (taken.has(1)) return { is: 'sent', words: '微信已接收 taken' };
    const answer = await this.#thread?.say(to.address, text);
    if (answer === undefined) return { is: 'later', words: '微信未登录 not logged in' };
    if (answer.outcome.is === 'sent') await took(1, answer.peerId ?? `${id}:1`);
    return answer.outcome;
  }

  #told(told: Exclude<FromPuppet, { is: 'answer' }>): void {
    if (told.is === 'said') return this.#take(told);
    if (told.is !== 'trouble') this.#asks = told.is === 'scan';
    if (told.is === 'in') return this.#stands({ connected: true });
    if (told.is === 'scan') return this.#stands({ connected: false, trouble: '请用手机微信扫码登录 scan to log in', scan: told.code });
    if (told.is === 'scanned')
      return this.#stands({ connected: false, trouble: '已扫码,请在手机上确认 scanned: confirm on the telephone' });
    if (told.is === 'out') return this.#stands({ connected: false, trouble: `微信已退出登录 logged out: ${told.words}` });
    this.#trouble = told.words;
    this.#ground.log.warn({ error: told.words }, 'a puppet of WeChat is in trouble');
    if (!this.#asks && this.#thread?.isIn === false) this.#stands({ connected: false, trouble: told.words });
  }

  /** A thread ends when its programs are missing or when the puppet falls over; nothing else ends with it. */
  #ended(words: string): void {
    if (this.#stopping.signal.aborted) return;
    this.#stands({ connected: false, trouble: this.#trouble ?? `微信程序意外结束,即将重新启动 the puppet ended: ${words}` });
    const wait = Math.max(AGAIN_SECONDS * 1_000 * this.#ground.retryScale, 1_000);
    this.#timer = setTimeout(() => this.#begin(), wait);
  }

  #stands(state: Parameters<Ground['stands']>[0]): void {
    const { stands, log } = this.#ground;
    stands(state).catch((error: unknown) => log.warn({ error: String(error) }, 'nobody heard how a line stands'));
  }

  /** No puppet hears whether we have a message: what cannot be written now is kept here and tried again. */
  #take({ said, file }: Extract<FromPuppet, { is: 'said' }>): void {
    const { accountId, log } = this.#ground;
    if (this.#taking.size >= MOST_WAITING) return log.error({ account: accountId }, 'too many messages wait to be written; one is lost');
    const arrival = arrivalOfSaid(accountId, said, file);
    const taking = this.#untilTaken(arrival).finally(() => this.#taking.delete(taking));
    this.#taking.add(taking);
  }

  async #untilTaken(arrival: ReturnType<typeof arrivalOfSaid>): Promise<void> {
    const { take, log, retryScale } = this.#ground;
    for (let tries = 0; ; tries++) {
      try {
        return await take(arrival);
      } catch (error) {
        const words = { error: String(error) };
        if (this.#stopping.signal.aborted) return log.error(words, 'a message of WeChat was not written before the end');
        log.warn(words, 'a message of WeChat could not be written; trying again');
        const seconds = TAKE_AGAIN_SECONDS[tries] ?? TAKE_AGAIN_SECONDS.at(-1) ?? 0;
        await sleep(seconds * 1_000 * retryScale, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }
}
