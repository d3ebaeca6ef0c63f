import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Slots } from '../slots.ts';
import { ocr } from './pins.ts';
import { NotInstalled, type Recogniser } from './recogniser.ts';

/** A dense page takes some seconds of both processors; one that takes this long is no page. */
const LONGEST_MS = 60_000;
/** 0.4 GB that nobody has used for so long are given back. */
const IDLE_MS = 300_000;

type Answer = { readonly lines: string[] } | { readonly error: string };

/** PP-OCR in a thread of its own, begun when it is first asked: it holds up neither calls nor the start. One page at a time. */
export class Paddle implements Recogniser {
  readonly #folder: string;
  readonly #one = new Slots(1);
  #thread: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;

  /** `models`: the models folder (HOTLINE_MODELS_DIR). */
  constructor(models: string) {
    this.#folder = path.join(models, 'ocr');
  }

  read(picture: Uint8Array): Promise<string[]> {
    return this.#one.run(() => this.#read(picture));
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#thread?.terminate();
    this.#thread = undefined;
  }

  async #read(picture: Uint8Array): Promise<string[]> {
    if (!existsSync(path.join(this.#folder, ocr.reader))) throw new NotInstalled();
    clearTimeout(this.#idle);
    this.#thread ??= new Worker(new URL('./thread/main.ts', import.meta.url), { workerData: { folder: this.#folder } });
    const thread = this.#thread;
    try {
      const answer = await answered(thread, picture);
      if ('error' in answer) throw new Error(answer.error);
      return answer.lines;
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      this.#idle = setTimeout(() => void this.close(), IDLE_MS).unref();
    }
  }
}

function answered(thread: Worker, picture: Uint8Array): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const timer = setTimeout(() => reject(new Error('text recognition took too long')), LONGEST_MS);
  const ended = (code: number): void => reject(new Error(`text recognition ended with ${code}`));
  thread.once('message', resolve).once('error', reject).once('exit', ended);
  thread.postMessage(picture);
  return promise.finally(() => {
    clearTimeout(timer);
    thread.off('message', resolve).off('error', reject).off('exit', ended);
  });
}
