import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '@hotline/platform';
import { ImapFlow } from 'imapflow';
import type { Standing } from '../channel.ts';
import type { Arrival } from '../intake/arrival.ts';
import { mailLimits } from './reading/limits.ts';
import type { MailSettings } from './settings.ts';

/** How far a mailbox has been read. */
export interface ReadPlace {
  /** Text: it has up to ten digits and only equality counts. */
  readonly uidValidity: string;
  readonly uid: number;
}

/** Milliseconds of the retry clock; HOTLINE_RETRY_SCALE makes them shorter. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** A waiting line says something so often; it then takes at most the silence below until a dead one is noticed (imapflow#14). */
const BEAT_MS = 120_000;
const SILENCE_MS = 60_000;
const CONNECT_MS = 20_000;

/** Its UIDVALIDITY changed: everything in it is looked at again, and what is known stays one. */
const MADE_ANEW = '信箱已重建,正从头核对;已收过的来信不会重复 the mailbox was made anew and is read from its beginning';

export interface MailboxOrder {
  readonly settings: MailSettings;
  readonly password: string;
  readonly retryScale: number;
  readonly log: Log;
  /** Where it was read up to; undefined before the first time. */
  readonly place: () => Promise<ReadPlace | undefined>;
  readonly readUpTo: (place: ReadPlace) => Promise<void>;
  /** Reads one mail, or the beginning of one that is larger than we take. */
  readonly read: (raw: Uint8Array) => Promise<Arrival>;
  /** When it resolves the mail is kept. */
  readonly take: (arrival: Arrival) => Promise<void>;
  /** Connected, or not: then in the server's words. */
  readonly stands: (state: Standing) => Promise<void>;
}

/** Reads a mailbox: what is new at once, then waits for more (IDLE). Marks and moves nothing: other people may use the same mailbox. */
export class Mailbox {
  readonly #order: MailboxOrder;
  #client: ImapFlow | undefined;
  #running: Promise<void> | undefined;
  #stopped = new AbortController();

  constructor(order: MailboxOrder) {
    this.#order = order;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#client?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { retryScale, log, stands } = this.#order;
    const { signal } = this.#stopped;
    for (let wait = FIRST_WAIT_MS; !signal.aborted; wait = Math.min(LONGEST_WAIT_MS, wait * 2)) {
      const began = performance.now();
      try {
        await this.#session();
      } catch (error) {
        if (signal.aborted) return;
        log.warn({ error: String(error) }, 'a mailbox could not be read');
        await stands({ connected: false, trouble: wordsOf(error) }).catch(() => undefined);
      }
      // a line that held for a while was no failure of ours to repeat ever more slowly
      if (performance.now() - began > LONGEST_WAIT_MS * retryScale) wait = FIRST_WAIT_MS;
      await sleep(wait * retryScale, undefined, { signal }).catch(() => undefined);
    }
  }

  /** From the connection to its end. */
  async #session(): Promise<void> {
    const { settings, password, retryScale, stands } = this.#order;
    const { host, port, security, user } = settings.imap;
    const client = new ImapFlow({
      host,
      port,
      secure: security === 'tls',
      doSTARTTLS: security === 'starttls',
      auth: { user, pass: password },
      logger: false,
      maxIdleTime: Math.max(1_000, BEAT_MS * retryScale),
      socketTimeout: Math.max(2_000, (BEAT_MS + SILENCE_MS) * retryScale),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
    });
    this.#client = client;
    const news = new Bell();
    client.on('exists', () => news.ring());
    client.on('error', () => news.ring());
    client.on('close', () => news.ring());
    try {
      await client.connect();
      const { uidValidity } = await client.mailboxOpen(settings.folder, { readOnly: true });
      const before = await this.#order.place();
      const isAnew = before !== undefined && before.uidValidity !== String(uidValidity);
      await stands({ connected: true, ...(isAnew ? { trouble: MADE_ANEW } : {}) });
      while (client.usable && !this.#stopped.signal.aborted) {
        const heard = news.next();
        await this.#readNew(client, String(uidValidity));
        // at once: by itself the client would begin to listen after 15 s of quiet, and be told of nothing until then
        void client.idle().catch(() => undefined);
        await heard;
      }
      if (!this.#stopped.signal.aborted) throw new Error('the line was closed');
    } finally {
      client.close();
    }
  }

  async #readNew(client: ImapFlow, uidValidity: string): Promise<void> {
    const before = await this.#order.place();
    if (before === undefined) return this.#readFirst(client, uidValidity);
    const found = await after(client, before.uidValidity === uidValidity ? before.uid : 0);
    await this.#takeIn(client, found, (uid) => this.#order.readUpTo({ uidValidity, uid }));
  }

  /**
   * The first time only what nobody has read yet is new: an old mailbox may hold years. How far that goes is settled before the search and
   * written down when all of it is kept; what comes in between has a higher number and is read next.
   */
  async #readFirst(client: ImapFlow, uidValidity: string): Promise<void> {
    const upTo = (client.mailbox ? client.mailbox.uidNext : 1) - 1;
    const uids = (await client.search({ seen: false }, { uid: true })) || [];
    const found = uids.length > 0 ? await sizes(client, uids.join(',')) : [];
    await this.#takeIn(
      client,
      found.filter(({ uid }) => uid <= upTo),
      () => Promise.resolve(),
    );
    await this.#order.readUpTo({ uidValidity, uid: upTo });
  }

  async #takeIn(client: ImapFlow, found: readonly Found[], kept: (uid: number) => Promise<void>): Promise<void> {
    for (const some of inHandfuls(found)) {
      // one byte more than we take, so that the reader sees that it is too much
      const source = { maxLength: mailLimits.bytes + 1 };
      const mails = await client.fetchAll(some.map(({ uid }) => uid).join(','), { uid: true, source }, { uid: true });
      const arrivals: Arrival[] = [];
      for (const { source: raw } of mails.sort((a, b) => a.uid - b.uid)) if (raw) arrivals.push(await this.#order.read(raw));
      // handed in together, they are written together; after a death in the middle they are read again and known
      await Promise.all(arrivals.map((arrival) => this.#order.take(arrival)));
      // what was deleted meanwhile is behind us too
      await kept(some.at(-1)?.uid ?? 0);
    }
  }
}

interface Found {
  readonly uid: number;
  readonly size: number;
}

/** So many mails in one question, and so many bytes in memory: a question and its answer take 40 ms at some servers. */
const HANDFUL = 25;
const HANDFUL_BYTES = 4 * 1_048_576;
function inHandfuls(uids: readonly Found[]): Found[][] {
  const handfuls: Found[][] = [];
  let bytes = Infinity;
  for (const one of uids) {
    const last = handfuls.at(-1);
    if (last && last.length < HANDFUL && bytes + one.size <= HANDFUL_BYTES) {
      last.push(one);
      bytes += one.size;
    } else {
      handfuls.push([one]);
      bytes = one.size;
    }
  }
  return handfuls;
}

/** `n:*` names the last mail even when its number is lower. */
const after = async (client: ImapFlow, uid: number): Promise<Found[]> =>
  (await sizes(client, `${uid + 1}:*`)).filter((one) => one.uid > uid);

async function sizes(client: ImapFlow, range: string): Promise<Found[]> {
  const found = await client.fetchAll(range, { uid: true, size: true }, { uid: true });
  return found.map(({ uid, size }) => ({ uid, size: size ?? 0 })).sort((a, b) => a.uid - b.uid);
}

/** Rings for whoever waits, and for whoever asks next when nobody does. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  next(): Promise<void> {
    const rung = this.#rung;
    this.#rung = false;
    return rung ? Promise.resolve() : new Promise((resolve) => (this.#wake = resolve));
  }
}

/** What the server answered, or why it could not be asked. */
function wordsOf(error: unknown): string {
  const { responseText, message } = error as { responseText?: string; message?: string };
  return (responseText ?? message ?? String(error)).slice(0, 300);
}
