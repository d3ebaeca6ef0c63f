import { createHash, randomUUID } from 'node:crypto';
import { type Becoming, realSigns } from '@hotline/contracts';
import { type AuditBook, type Clock, type Database, hotlineItself, type KeyRing, tell } from '@hotline/platform';
import { and, eq } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Traffic } from '../accounts/traffic.ts';
import { AutoAnswers } from '../delivery/auto-answers.ts';
import type { DeliveryDesk } from '../delivery/delivery-desk.ts';
import type { GatewayPorts } from '../ports.ts';
import { message, quarantine } from '../tables/message.ts';
import { sealedContact } from './addresses.ts';
import { type Arrival, type ArrivedMessage, isRead, type Unread } from './arrival.ts';
import { whatItBecomes } from './becoming.ts';
import { FactFinder, type Place } from './fact-finder.ts';
import type { FileStore } from './file-store.ts';
import { Turns } from './turns.ts';
import { KnownMeanwhile, nobodyAt, refuseTo, writeMessage } from './write-message.ts';

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
  readonly #turns = new Turns();

  constructor(need: IntakeNeeds) {
    this.#need = need;
    this.#facts = new FactFinder(need);
    this.#answers = new AutoAnswers(need);
  }

  /** What one sender writes is taken in the order in which it came: her first two texts are one conversation. */
  take(arrival: Arrival): Promise<Taken> {
    const from = isRead(arrival.read) ? arrival.read.from?.address : undefined;
    return from === undefined ? this.#take(arrival) : this.#turns.run(`${arrival.kind}:${from}`, () => this.#take(arrival));
  }

  async #take(arrival: Arrival): Promise<Taken> {
    if (await this.#isKnown(arrival)) return 'known';
    try {
      return await this.takeAnew(arrival);
    } catch {
      return this.#takeOrSetApart(arrival);
    }
  }

  /** Once more; what fails again stands apart, so that it stops nothing behind it. While the database is away that fails too, and the line tries later. */
  async #takeOrSetApart(arrival: Arrival): Promise<Taken> {
    try {
      return await this.takeAnew(arrival);
    } catch (error) {
      const detail = `intake: ${error instanceof Error ? error.message : String(error)}`;
      return this.#setApart(arrival, { reason: 'unreadable', detail, front: null });
    }
  }

  /** The same for what stood apart: that it has come before is known. */
  async takeAnew(arrival: Arrival): Promise<Taken> {
    return isRead(arrival.read) ? this.#takeIn(arrival, withRealSigns(arrival.read)) : this.#setApart(arrival, arrival.read);
  }

  async #takeIn(arrival: Arrival, read: ArrivedMessage): Promise<Taken> {
    const sender = await this.#facts.senderOf(arrival, read);
    const { facts, place } = await this.#facts.factsOf(arrival, read, sender);
    const rule = whatItBecomes({ ...facts, inThisHour: sender.inThisHour });
    if (rule.becomes === 'quarantine')
      return this.#setApart(arrival, { reason: rule.because ?? 'unreadable', detail: rule.when, front: null });
    for (const { sha256, bytes } of read.files) await this.#need.files.keep(sha256, bytes);
    const row = sender.row ?? sealedContact(this.#need.ring, randomUUID(), arrival.kind, nobodyAt(arrival.kind));
    const { isKnown } = sender;
    const about = rule.becomes === 'bounce' ? ((await this.#reportedOn(arrival, read)) ?? place) : place;
    const written = { arrival, read, becomes: rule.becomes, sender: { row, isKnown }, place: about };
    try {
      return { became: rule.becomes, id: await writeMessage(this.#need, written, this.#answers) };
    } catch (error) {
      if (error instanceof KnownMeanwhile) return 'known';
      throw error;
    }
  }

  /** A report belongs where the message is that it tells of. */
  async #reportedOn({ accountId }: Arrival, { report }: ArrivedMessage): Promise<Place | undefined> {
    return report ? this.#need.deliveries.conversationOf(accountId, report.peerId) : undefined;
  }

  async #isKnown({ accountId, externalId }: Arrival): Promise<boolean> {
    const { db } = this.#need.database;
    const isIn = and(eq(message.accountId, accountId), eq(message.direction, 'in'), eq(message.externalId, externalId));
    const isApart = and(eq(quarantine.accountId, accountId), eq(quarantine.externalId, externalId));
    const found = await unionAll(
      db.select({ id: message.id }).from(message).where(isIn),
      db.select({ id: quarantine.id }).from(quarantine).where(isApart),
    );
    return found.length > 0;
  }

  /** Its bytes first: a row that names bytes which are not there would be a lost message. */
  async #setApart(arrival: Arrival, { reason, detail, front }: Unread): Promise<Taken> {
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
      if (reason === 'too-large' && front) await refuseTo(this.#need, this.#answers, tx, arrival, front);
      return true;
    });
    if (!isNew) return 'known';
    this.#need.traffic.saw(accountId, 'in');
    return { became: 'quarantine', id };
  }
}

/** What old mail programs and phones write at private code points is found like anything else (w3c/typography#86). */
const withRealSigns = (read: ArrivedMessage): ArrivedMessage => ({
  ...read,
  from: read.from && { ...read.from, name: realSigns(read.from.name) },
  subject: read.subject && realSigns(read.subject),
  text: realSigns(read.text),
  quoted: realSigns(read.quoted),
});
