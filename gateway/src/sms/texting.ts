import { createHash } from 'node:crypto';
import { domesticOf, e164Of, MOST_PARTS, shortEncodingOf, shortShape, signed } from '@hotline/contracts';
import type { Hold, Hook, Line, Outgoing } from '../channel.ts';
import type { Outcome } from '../delivery/rules.ts';
import type { Arrival } from '../intake/arrival.ts';
import { arrivalOfText } from './arrival-of-text.ts';
import type { CarrierLine, OutgoingPart, PartAnswer } from './carrier.ts';
import { type IncomingPart, type Joined, Joiner, keyOf, placeOf } from './joiner.ts';
import { encodings, partsOf } from './text.ts';

/** Real milliseconds between two looks for messages that never became whole, or could not be handed in. */
const ROUND_MS = 5_000;

export interface TextingOrder {
  readonly accountId: string;
  readonly signature: string;
  /** How Chinese is written: UCS-2, or GB18030 where a carrier wants it. */
  readonly chinese: 'ucs2' | 'gb18030';
  readonly hold: Hold;
  readonly now: () => Date;
  readonly take: (arrival: Arrival) => Promise<void>;
}

/** Texts of one account, whatever its carrier speaks: parts are kept until they are a message, messages are cut into parts. */
export class Texting implements Line {
  readonly #order: TextingOrder;
  readonly #carrier: CarrierLine;
  readonly #joiner = new Joiner();
  /** Whole ones that could not be handed in yet. */
  #late: Joined[] = [];
  #ready: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `open` makes the line to the carrier, which hands its parts to `part`. */
  constructor(order: TextingOrder, open: (part: (part: IncomingPart) => Promise<void>) => CarrierLine) {
    this.#order = order;
    this.#carrier = open((part) => this.#part(part));
  }

  start(): void {
    this.#ready = this.#recover();
    // who does not know yet what is kept answers nothing: the carrier sends it again
    this.#ready.catch(() => undefined);
    this.#carrier.start();
    this.#timer = setInterval(() => void this.#round(), ROUND_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#carrier.stop();
  }

  get hook(): Hook | undefined {
    return this.#carrier.hook;
  }

  async send(message: Outgoing): Promise<Outcome> {
    const text = signed(this.#order.signature, message.text);
    if (shortShape(text, 0).isTooLong) return { is: 'refused', words: `超过 ${MOST_PARTS} 条,不能发送 more than ${MOST_PARTS} parts` };
    const number = e164Of(message.to.address);
    if (number === undefined) return { is: 'refused', words: '号码有误 not a phone number' };
    const to = domesticOf(number);
    const submits = this.#submitsOf(message.id, to, text);
    let words = '';
    for (const [at, submit] of submits.entries()) {
      if (message.taken.has(at + 1)) continue;
      const answer = await submit();
      if (answer.is !== 'taken') return outcomeOf(answer);
      await message.took(at + 1, answer.peerId);
      ({ words } = answer);
    }
    return { is: 'sent', words: submits.length > 1 ? `${words} (${submits.length} 条)` : words };
  }

  /** How its parts are handed in; a provider that takes whole texts cuts them itself. */
  #submitsOf(id: string, to: string, text: string): (() => Promise<PartAnswer>)[] {
    const carrier = this.#carrier;
    const { submitText } = carrier;
    if (submitText) return [() => submitText.call(carrier, { id, to, text })];
    return this.#partsOf(text, id).map((part) => () => carrier.submit({ ...part, to }));
  }

  /** The same message has the same reference at each try, so that its parts meet on the phone. */
  #partsOf(text: string, id: string): Omit<OutgoingPart, 'to'>[] {
    const encoding = shortEncodingOf(text) === 'ascii' ? 'ascii' : this.#order.chinese;
    const reference = createHash('sha256').update(id).digest()[0] ?? 0;
    const { format } = encodings[encoding];
    return partsOf(text, encoding, reference).map((part) => ({ ...part, format, hasHeader: part.total > 1 }));
  }

  /** One part is kept before the carrier hears that we have it; a message of one part needs no keeping. */
  async #part(part: IncomingPart): Promise<void> {
    await this.#ready;
    const place = placeOf(part);
    if (place === undefined) {
      for (const one of this.#joiner.add(part, 0)) await this.#order.take(arrivalOfText(this.#order.accountId, one));
      return;
    }
    const key = keyOf(part.id, place.number);
    const value = { ...part, content: Buffer.from(part.content).toString('base64') };
    if (await this.#order.hold.keep(key, value)) await this.#settle(this.#joiner.add(part, this.#now()));
  }

  /** What was kept when the process ended; a whole one among it was never handed in, or is known. */
  async #recover(): Promise<void> {
    for (const { at, value } of await this.#order.hold.all()) {
      const kept = value as Omit<IncomingPart, 'content'> & { content: string };
      const part = { ...kept, content: Buffer.from(kept.content, 'base64') };
      this.#late.push(...this.#joiner.add(part, at.getTime()));
    }
  }

  async #round(): Promise<void> {
    try {
      await this.#ready;
    } catch {
      this.#ready = this.#recover();
      this.#ready.catch(() => undefined);
      return;
    }
    const late = this.#late;
    this.#late = [];
    await this.#settle([...late, ...this.#joiner.overdue(this.#now())]);
  }

  /** Hands messages in; those that cannot be now wait here, and their parts in the hold. */
  async #settle(whole: readonly Joined[]): Promise<void> {
    const { accountId, hold, take } = this.#order;
    for (const one of whole)
      try {
        await take(arrivalOfText(accountId, one));
        await hold.done(one.keys);
      } catch {
        this.#late.push(one);
      }
  }

  #now(): number {
    return this.#order.now().getTime();
  }
}

const outcomeOf = (answer: Exclude<Awaited<ReturnType<CarrierLine['submit']>>, { is: 'taken' }>): Outcome => {
  if (answer.is === 'refused') return answer;
  return { is: 'later', words: answer.mayHaveIt ? `${answer.words}(对方可能已收下 the carrier may have it)` : answer.words };
};
