import { createHash, randomUUID } from 'node:crypto';
import { type Becoming, realSigns } from '@hotline/contracts';
import {
  type AuditBook,
  type Change,
  type Clock,
  type Database,
  hotlineItself,
  type KeyRing,
  tell,
  writesTogether,
} from '@hotline/platform';
import type { Traffic } from '../accounts/traffic.ts';
import { AutoAnswers } from '../delivery/auto-answers.ts';
import type { DeliveryDesk } from '../delivery/delivery-desk.ts';
import type { GatewayPorts } from '../ports.ts';
import { quarantine } from '../tables/message.ts';
import { plainAddress } from './addresses.ts';
import { type Arrival, type ArrivedMessage, isRead, type Unread } from './arrival.ts';
import { whatItBecomes } from './becoming.ts';
import { FactFinder, type Place } from './facts/fact-finder.ts';
import type { Known } from './facts/known.ts';
import type { FileStore } from './file-store.ts';
import { Turns } from './turns.ts';
import { arrivedChange, refuseTo } from './write-message.ts';

export interface IntakeNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
  readonly files: FileStore;
  readonly deliveries: DeliveryDesk;
  readonly traffic: Traffic;
}

/** What became of an arrival; `known`: it had come before. */
export type Taken = { readonly became: Becoming; readonly id: string } | 'known';

const DETAIL_LENGTH = 500;

/**
 * Takes in what a channel hands over: once, however often the peer sends it, and nothing else stops for one that cannot be read.
 * When `take` resolves, the row is committed and the peer may be told that we have it.
 */
export class IntakeDesk {
  readonly #need: IntakeNeeds;
  readonly #facts: FactFinder;
  readonly #answers: AutoAnswers;
  readonly #write: (change: Change) => Promise<void>;
  readonly #turns = new Turns();

  constructor(need: IntakeNeeds) {
    this.#need = need;
    this.#facts = new FactFinder(need);
    this.#answers = new AutoAnswers(need);
    this.#write = writesTogether(need.database.db);
  }

  /** What one sender writes is taken in the order in which it came: her first two texts are one conversation. */
  take(arrival: Arrival): Promise<Taken> {
    return this.#turns.run(turnOf(arrival), () => this.#take(arrival));
  }

  /** The same for what stood apart: that it has come before is known. */
  takeAnew(arrival: Arrival): Promise<Taken> {
    return this.#turns.run(turnOf(arrival), () => this.#takeIn(arrival, { anew: true }));
  }

  async #take(arrival: Arrival): Promise<Taken> {
    try {
      return await this.#takeIn(arrival);
    } catch {
      return this.#takeOrSetApart(arrival);
    }
  }

  /** Once more; what fails again stands apart, so that it stops nothing behind it. While the database is away that fails too, and the line tries later. */
  async #takeOrSetApart(arrival: Arrival): Promise<Taken> {
    try {
      return await this.#takeIn(arrival);
    } catch (error) {
      const detail = `intake: ${error instanceof Error ? error.message : String(error)}`;
      return this.#setApart(arrival, { reason: 'unreadable', detail, front: null });
    }
  }

  async #takeIn(arrival: Arrival, { anew = false } = {}): Promise<Taken> {
    const known = await this.#facts.known(arrival);
    if (known.isMessage || (known.isApart && !anew)) return 'known';
    const { read } = arrival;
    return isRead(read) ? this.#takeRead(arrival, withRealSigns(read), known) : this.#setApart(arrival, read, known);
  }

  async #takeRead(arrival: Arrival, read: ArrivedMessage, known: Known): Promise<Taken> {
    const { accountId, kind } = arrival;
    const sender = this.#facts.senderOf(arrival, read, known);
    const { facts, place, asksAbout } = await this.#facts.factsOf(arrival, read, sender, known);
    const rule = whatItBecomes(facts);
    if (rule.becomes === 'quarantine')
      return this.#setApart(arrival, { reason: rule.because ?? 'unreadable', detail: rule.when, front: null });
    for (const { sha256, bytes } of read.files) await this.#need.files.keep(sha256, bytes);
    const { becomes } = rule;
    const about = becomes === 'bounce' ? ((await this.#reportedOn(arrival, read)) ?? place) : place;
    const { hasMatter } = await this.#facts.conversation(about.conversationId);
    const belongs = { conversationId: about.conversationId ?? randomUUID(), ticketId: about.ticketId };
    const to = { ...belongs, accountId, kind, isNew: about.conversationId === null, saidToday: known.saidToday, asksAbout };
    const answer = await this.#answers.answerTo(to, becomes, read, !hasMatter);
    const id = randomUUID();
    await this.#write(arrivedChange(this.#need, { id, arrival, read, becomes, sender, ...belongs, answer }));
    this.#need.traffic.saw(accountId, 'in');
    return { became: becomes, id };
  }

  /** A report belongs where the message is that it tells of. */
  async #reportedOn({ accountId }: Arrival, { report }: ArrivedMessage): Promise<Place | undefined> {
    return report ? this.#need.deliveries.conversationOf(accountId, report.peerId) : undefined;
  }

  /** Its bytes first: a row that names bytes which are not there would be a lost message. */
  async #setApart(arrival: Arrival, { reason, detail, front }: Unread, known?: Known): Promise<Taken> {
    const { accountId, externalId, raw } = arrival;
    const { database, clock, audit, files } = this.#need;
    const id = randomUUID();
    const sha256 = createHash('sha256').update(raw).digest('hex');
    await files.keep(sha256, raw);
    const at = clock.now();
    const row = {
      id,
      accountId,
      externalId,
      at,
      reason,
      detail: detail.replaceAll('\0', '').slice(0, DETAIL_LENGTH),
      bytes: raw.length,
      sha256,
    };
    const isNew = await database.db.transaction(async (tx) => {
      const made = await tx.insert(quarantine).values(row).onConflictDoNothing().returning({ id: quarantine.id });
      if (made.length === 0) return false;
      await audit.write(tx, hotlineItself, {
        action: 'message.quarantine',
        object: `quarantine:${id}`,
        details: { account: accountId, reason },
      });
      await tell(tx, clock, [{ name: 'quarantine.changed', payload: { id } }]);
      if (reason === 'too-large' && front)
        await refuseTo(this.#need, this.#answers, tx, arrival, { front, saidToday: known?.saidToday ?? 0 });
      return true;
    });
    if (!isNew) return 'known';
    this.#need.traffic.saw(accountId, 'in');
    return { became: 'quarantine', id };
  }
}

/** Those who write without saying who they are take turns, too. */
const turnOf = ({ kind, read }: Arrival): string => {
  const from = isRead(read) ? read.from?.address : undefined;
  return `${kind}:${from === undefined ? '' : plainAddress(kind, from)}`;
};

/** What old mail programs and phones write at private code points is found like anything else (w3c/typography#86); half an emoji is no sign at all. */
const withRealSigns = (read: ArrivedMessage): ArrivedMessage => ({
  ...read,
  from: read.from && { ...read.from, name: realSigns(read.from.name).toWellFormed() },
  subject: read.subject && realSigns(read.subject),
  text: realSigns(read.text),
  quoted: realSigns(read.quoted),
});
