import type { ChannelGround } from '../channel.ts';
import { fetchMedia } from './api/media.ts';
import type { AccessToken } from './api/token.ts';
import { arrivalOfWechat, readPushed, unreadArrival } from './callback/reading.ts';
import { readXml } from './callback/xml.ts';

/** Seconds of the retry clock before each further try; WeChat keeps files for three days, but a message should not wait long for its picture. */
const AGAIN_SECONDS = [2, 10, 60, 300] as const;

type Ground = Pick<ChannelGround<unknown, unknown>, 'accountId' | 'hold' | 'take' | 'retryScale' | 'log'>;

/**
 * Messages with a file: kept before WeChat hears that we have them, and taken in when the file is here, since WeChat waits five seconds and a
 * video takes longer. One whose file cannot be had is taken in without it, with a note.
 */
export class FileMessages {
  readonly #ground: Ground;
  readonly #token: AccessToken;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #working = new Set<Promise<void>>();
  #isStopped = false;

  constructor(ground: Ground, token: AccessToken) {
    this.#ground = ground;
    this.#token = token;
  }

  /** Goes on with what was kept when the process ended. */
  async start(): Promise<void> {
    for (const { key, value } of await this.#ground.hold.all()) if (typeof value === 'string') this.#work(key, value, 0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await Promise.all(this.#working);
  }

  /** When it resolves the message is kept. One that is kept already changes nothing. */
  async keep(externalId: string, xml: string): Promise<void> {
    if (await this.#ground.hold.keep(externalId, xml)) this.#work(externalId, xml, 0);
  }

  #work(key: string, xml: string, tries: number): void {
    if (this.#isStopped) return;
    const working = this.#try(key, xml, tries)
      .catch((error: unknown) => {
        this.#ground.log.warn({ error: String(error) }, 'a message with a file could not be taken in; trying again');
        this.#later(key, xml, tries);
      })
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  #later(key: string, xml: string, tries: number): void {
    const seconds = AGAIN_SECONDS[tries] ?? AGAIN_SECONDS.at(-1) ?? 0;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        this.#work(key, xml, tries + 1);
      },
      seconds * 1_000 * this.#ground.retryScale,
    );
    this.#timers.add(timer);
  }

  async #try(key: string, xml: string, tries: number): Promise<void> {
    const { accountId, take, hold } = this.#ground;
    const reading = readPushed(readXml(xml));
    if (reading.is !== 'message' || !reading.said.media) await take(unreadArrival(accountId, xml, 'kept for a file, and has none'));
    else {
      const got = await fetchMedia(this.#token, reading.said.media);
      if ('words' in got && got.again && tries < AGAIN_SECONDS.length) return this.#later(key, xml, tries);
      const found = 'file' in got ? { files: [got.file] } : { note: `(文件未能取回:${got.words})` };
      await take(arrivalOfWechat(accountId, xml, reading.said, found));
    }
    await hold.done([key]);
  }
}
