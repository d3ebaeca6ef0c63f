import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@hotline/platform';
import { callerOf } from '../../line/caller-number.ts';
import type { FaxSwitch } from './fax-switch.ts';
import { readSaid, type Said } from './said.ts';

/** Files are looked for so often; a fax takes minutes, and nobody waits for the second. */
const LOOK_MS = 1_000;
/** Between two channels of one fax, or just before its file is written, it is on no line for a moment. */
const LOOKS_UNTIL_GONE = 3;

/** A fax that came in. */
export interface FaxReceived {
  /** What makes it one: the channel it came by. */
  readonly id: string;
  readonly at: Date;
  /** In E.164; undefined: withheld. */
  readonly from: string | undefined;
  /** What the other machine calls itself. */
  readonly station: string;
  readonly pages: number;
  readonly rate: string;
  readonly ecm: boolean;
  readonly resolution: string;
  readonly isWhole: boolean;
  /** In T.30's words why it is not. */
  readonly words: string;
  readonly tiff: Buffer;
}

export interface FaxOrder {
  /** The same at each try: a fax that is still on the line, or whose end nobody has read, is not sent once more. */
  readonly id: string;
  readonly number: string;
  readonly tiff: Uint8Array;
  readonly station: string;
  readonly answerSeconds: number;
}

/** How one try went. `pages`: so many of the order's the other machine has confirmed. */
export interface FaxSent {
  readonly is: 'sent' | 'busy' | 'no-answer' | 'failed' | 'no-way';
  readonly pages: number;
  readonly words: string;
  readonly station: string;
  readonly rate: string;
  readonly ecm: boolean;
}

export interface FaxListener {
  readonly station: string;
  /** When it resolves the fax is kept, and its files go. */
  readonly take: (fax: FaxReceived) => Promise<void>;
}

/**
 * Where faxes come in and go out. The dialplan does both by itself and writes into the spool, so that neither ends with the app: what came
 * while no app was there, or was under way when it died, is found in the files.
 */
export class FaxRoom {
  readonly #switch: FaxSwitch;
  readonly #folder: string;
  readonly #log: Log;
  readonly #listeners = new Map<string, FaxListener>();
  readonly #sending = new Map<string, Promise<FaxSent>>();
  /** Looks in which an incoming fax without an end was on no line. */
  readonly #missing = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #wasUp = false;
  #isClosed = false;

  constructor(faxSwitch: FaxSwitch, spoolDir: string, log: Log) {
    this.#switch = faxSwitch;
    this.#folder = path.join(spoolDir, 'fax');
    this.#log = log;
  }

  open(): void {
    const next = (): void => {
      if (!this.#isClosed) this.#timer = setTimeout(() => void (this.#looking = this.#look().then(next)), LOOK_MS);
    };
    next();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#looking;
  }

  /** Receives at this number, also what came before. Returns how to stop: then its faxes wait in the spool, and the number is answered no longer. */
  async listen(number: string, listener: FaxListener): Promise<() => Promise<void>> {
    if (this.#listeners.has(number)) throw new Error(`${number} 已有传真账号 has an account already`);
    this.#listeners.set(number, listener);
    await this.#tellNumbers();
    return async () => {
      if (this.#listeners.get(number) === listener) this.#listeners.delete(number);
      // while the app stops the switch counts as away: its numbers stay, and faxes wait in the spool
      await this.#tellNumbers();
    };
  }

  /** Tells the switch which numbers are faxes: at each change, and when the switch is back. */
  async #tellNumbers(): Promise<void> {
    this.#wasUp = this.#switch.isUp();
    if (!this.#wasUp) return;
    await this.#switch.faxNumbers(new Map([...this.#listeners].map(([number, { station }]) => [number, station])));
  }

  isUp(): boolean {
    return this.#switch.isUp();
  }

  /** One try, however often it is asked for at once. */
  send(order: FaxOrder): Promise<FaxSent> {
    const running = this.#sending.get(order.id) ?? this.#send(order).finally(() => this.#sending.delete(order.id));
    this.#sending.set(order.id, running);
    return running;
  }

  /** What `send` told has been written down: its files may go. */
  async forget(id: string): Promise<void> {
    for (const ending of ['tif', 'said']) await fs.rm(`${this.#out(id)}.${ending}`, { force: true });
  }

  #out(id: string): string {
    if (!/^[\w-]{1,64}$/.test(id)) throw new RangeError('a fax is named by an id of ours');
    return path.join(this.#folder, 'out', id);
  }

  async #send(order: FaxOrder): Promise<FaxSent> {
    const file = this.#out(order.id);
    const to = this.#switch.faxAddress(order.number);
    if (to === undefined) return ended('no-way', '未设置外呼中继 no trunk goes out (SIP_OUTBOUND)');
    if (!this.#switch.isUp()) return ended('failed', '电话交换机未连接 the switch is away');
    if ((await this.#said(file))?.isEnded !== true && !(await this.#switch.faxesUnderWay()).has(file)) {
      await this.forget(order.id);
      await fs.writeFile(`${file}.tif`, order.tiff, { flush: true });
      const { station, answerSeconds: seconds } = order;
      if (!(await this.#switch.dialFax({ channelId: `fax-${order.id}`, file, to, station, seconds })))
        return ended('failed', '交换机未接受呼叫 the switch would not dial');
    }
    return this.#howItEnds(file);
  }

  async #howItEnds(file: string): Promise<FaxSent> {
    for (let missing = 0; ;) {
      const said = await this.#said(file);
      if (said?.isEnded) return sentAs(said);
      if (this.#isClosed) return ended('failed', '热线重启,传真可能仍在发送 the hotline stopped while it was on the line');
      if (missing >= LOOKS_UNTIL_GONE) return ended('failed', '交换机中断,结果未知 the switch died while it was on the line');
      await sleep(LOOK_MS);
      missing = (await this.#isUnderWay(file)) ? 0 : missing + 1;
    }
  }

  /** While the switch is away nothing is known, and what was on the line is waited for. */
  async #isUnderWay(file: string): Promise<boolean> {
    return this.#switch.faxesUnderWay().then(
      (files) => files.has(file),
      () => true,
    );
  }

  async #said(file: string, outgoing = true): Promise<Said | undefined> {
    const text = await fs.readFile(`${file}.said`, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : readSaid(text, outgoing);
  }

  async #look(): Promise<void> {
    const names = await fs.readdir(path.join(this.#folder, 'in')).catch(() => []);
    const isAtWork = names.length + this.#sending.size > 0;
    await this.#orLater('the switch could not be asked', async () => {
      if (this.#switch.isUp() !== this.#wasUp) await this.#tellNumbers();
      if (this.#switch.isUp() && isAtWork) await this.#switch.endSilentFaxes();
    });
    for (const name of names.filter((one) => one.endsWith('.said')).sort())
      await this.#orLater('a fax could not be taken in', () => this.#lookAt(path.parse(name).name));
  }

  async #orLater(what: string, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.#log.warn({ error: String(error) }, `${what}; trying again`));
  }

  async #lookAt(id: string): Promise<void> {
    const file = path.join(this.#folder, 'in', id);
    const said = await this.#said(file, false);
    if (!said || this.#isClosed) return;
    const listener = this.#listeners.get(said.dialled);
    if (!listener || !(said.isEnded || (await this.#isCutOff(file)))) return;
    const tiff = await fs.readFile(`${file}.tif`).catch(() => undefined);
    // a voice that rang a fax number, or a machine that hung up before its first page
    if (tiff === undefined || (tiff.length === 0 && said.pages === 0))
      this.#log.info({ fax: id, words: said.words }, 'a call to a fax number brought no page');
    else await listener.take(receivedAs(id, said, tiff));
    for (const ending of ['tif', 'said']) await fs.rm(`${file}.${ending}`, { force: true });
    this.#missing.delete(file);
  }

  /** The switch died while it came in: what has no end and is on no line. */
  async #isCutOff(file: string): Promise<boolean> {
    if (!this.#switch.isUp()) return false;
    const looks = (await this.#isUnderWay(file)) ? 0 : (this.#missing.get(file) ?? 0) + 1;
    this.#missing.set(file, looks);
    return looks >= LOOKS_UNTIL_GONE;
  }
}

const ended = (is: FaxSent['is'], words: string): FaxSent => ({ is, pages: 0, words, station: '', rate: '', ecm: false });

/** Asterisk's words for a call that nobody picked up; anything else the trunk said is a failure. */
const unanswered: Readonly<Record<string, FaxSent['is']>> = { BUSY: 'busy', NOANSWER: 'no-answer' };

function sentAs({ unanswered: why, isSuccess, words, pages, station, rate, ecm }: Said): FaxSent {
  if (why !== '') return ended(unanswered[why] ?? 'failed', why);
  return { is: isSuccess ? 'sent' : 'failed', pages, words, station, rate, ecm };
}

function receivedAs(id: string, said: Said, tiff: Buffer): FaxReceived {
  const { at, station, pages, rate, ecm, resolution, isSuccess, words, isEnded } = said;
  return {
    id,
    at,
    from: callerOf(said.headers).number,
    station,
    pages,
    rate,
    ecm,
    resolution,
    isWhole: isSuccess,
    words: isEnded ? words : '交换机中断 the switch died while it came in',
    tiff,
  };
}
