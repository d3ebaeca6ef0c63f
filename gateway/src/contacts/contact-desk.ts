import { randomUUID } from 'node:crypto';
import { type CitizenContacts, type CitizenOf, type CitizenContact, e164Of, Problem } from '@hotline/contracts';
import { type AuditBook, type Clock, type Database, type KeyRing, type Person, tell, type Tx } from '@hotline/platform';
import { and, asc, count, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { addressIndex, sealedContact } from '../intake/addresses.ts';
import { keepContact } from '../intake/write-message.ts';
import type { GatewayPorts } from '../ports.ts';
import { contact, contactJoin, type ContactRow, conversation } from '../tables/message.ts';
import type { CitizenBook } from './citizen-book.ts';
import { joinsAmong, togetherWith } from './joined.ts';

export interface ContactNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
  readonly book: CitizenBook;
}

export interface JoinWith {
  readonly contactId?: string | undefined;
  readonly number?: string | undefined;
  readonly callId?: string | undefined;
  readonly reason: string;
}

/** Who writes is who calls: contacts are joined by a person who knows it, and parted again. Only the bond is written; what belongs to whom is never moved. */
export class ContactDesk {
  readonly #need: ContactNeeds;

  constructor(need: ContactNeeds) {
    this.#need = need;
  }

  /** Throws `conversation.unknown`, `call.unknown`, `ticket.unknown`. */
  async of(me: Person, { conversationId, callId, ticketId }: CitizenOf): Promise<CitizenContacts> {
    const { ports, book, database } = this.#need;
    const numbers: string[] = [];
    const conversationIds: string[] = [];
    if (conversationId !== undefined) {
      const known = await database.db.select({ id: conversation.id }).from(conversation).where(eq(conversation.id, conversationId));
      if (known.length === 0) throw new Problem('conversation.unknown');
      conversationIds.push(conversationId);
    }
    if (callId !== undefined) numbers.push(...given(await ports.numberOfCall(callId)));
    if (ticketId !== undefined) {
      const id = await ports.tickets.find(me, ticketId);
      numbers.push(...given(await ports.tickets.phoneOf(id)));
      conversationIds.push(...given(await ports.tickets.filedFrom(id)));
    }
    const { contactIds } = await book.citizenOf({ numbers, conversationIds });
    return this.#view(contactIds);
  }

  /** By the whole address only: nobody can leaf through citizens. */
  async find(me: Person, address: string): Promise<{ items: CitizenContact[]; isNumber: boolean }> {
    if (/^\d{12}$/.test(address)) {
      const ticketId = await this.#need.ports.tickets.find(me, address).catch((): undefined => undefined);
      if (ticketId !== undefined) return { items: [...(await this.of(me, { ticketId })).contacts], isNumber: false };
    }
    const { ring, database } = this.#need;
    const rows = await database.db
      .select()
      .from(contact)
      .where(
        or(
          and(eq(contact.kind, 'sms'), eq(contact.addressIndex, addressIndex(ring, 'sms', address))),
          and(eq(contact.kind, 'mail'), eq(contact.addressIndex, addressIndex(ring, 'mail', address))),
        ),
      );
    return { items: await this.#present(rows), isNumber: e164Of(address) !== undefined };
  }

  /** Throws `contact.unknown`, `version.stale`, `contact.itself`, `contact.joined-already`, `contact.no-number`, `call.unknown`. */
  async join(me: Person, id: string, seen: number, body: JoinWith): Promise<CitizenContacts> {
    const { database, clock, audit, ports } = this.#need;
    const number = body.callId === undefined ? e164Of(body.number ?? '') : ((await ports.numberOfCall(body.callId)) ?? undefined);
    if (body.contactId === undefined && number === undefined) throw new Problem('contact.no-number');
    await database.db.transaction(async (tx) => {
      await oneAtATime(tx);
      await this.#sameAsSeen(tx, id, seen);
      const other = body.contactId ?? (await this.#texting(tx, number ?? ''));
      if (other === id) throw new Problem('contact.itself');
      if ((await tx.select().from(contact).where(eq(contact.id, other))).length === 0) throw new Problem('contact.unknown');
      if ((await togetherWith(tx, [id])).includes(other)) throw new Problem('contact.joined-already');
      const join = randomUUID();
      const [one = id, two = other] = [id, other].sort();
      await tx.insert(contactJoin).values({ id: join, one, other: two, joinedAt: clock.now(), joinedBy: me.account, reason: body.reason });
      await audit.write(tx, me, { action: 'contact.join', object: `contact:${id}`, details: { with: other, join, reason: body.reason } });
      await this.#changed(tx, [id, other]);
    });
    return this.#view(await togetherWith(database.db, [id]));
  }

  /** Throws `contact.unknown`, `version.stale`, `contact.not-joined`. */
  async part(me: Person, id: string, seen: number, join: string, reason: string): Promise<CitizenContacts> {
    const { database, clock, audit } = this.#need;
    await database.db.transaction(async (tx) => {
      await oneAtATime(tx);
      await this.#sameAsSeen(tx, id, seen);
      const [parted] = await tx
        .update(contactJoin)
        .set({ partedAt: clock.now(), partedBy: me.account, partReason: reason })
        .where(and(eq(contactJoin.id, join), isNull(contactJoin.partedAt), or(eq(contactJoin.one, id), eq(contactJoin.other, id))))
        .returning();
      if (!parted) throw new Problem('contact.not-joined');
      const from = parted.one === id ? parted.other : parted.one;
      await audit.write(tx, me, { action: 'contact.part', object: `contact:${id}`, details: { from, join, reason } });
      await this.#changed(tx, [id, from]);
    });
    return this.#view(await togetherWith(database.db, [id]));
  }

  async #sameAsSeen(tx: Tx, id: string, seen: number): Promise<void> {
    const [now] = await tx.select({ version: contact.version }).from(contact).where(eq(contact.id, id));
    if (!now) throw new Problem('contact.unknown');
    if (now.version !== seen) throw new Problem('version.stale', { id, version: now.version });
  }

  /** The contact of a number that may never have written. */
  #texting(tx: Tx, number: string): Promise<string> {
    return keepContact(tx, sealedContact(this.#need.ring, randomUUID(), 'sms', { address: number, name: '' }));
  }

  async #changed(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx
      .update(contact)
      .set({ version: sql`${contact.version} + 1` })
      .where(inArray(contact.id, [...ids]));
    await tell(tx, this.#need.clock, [{ name: 'contact.changed', payload: { ids: [...ids] } }]);
  }

  async #view(ids: readonly string[]): Promise<CitizenContacts> {
    const { database, ports } = this.#need;
    if (ids.length === 0) return { contacts: [], joins: [] };
    const [rows, joins] = await Promise.all([
      database.db
        .select()
        .from(contact)
        .where(inArray(contact.id, [...ids]))
        .orderBy(asc(contact.kind), asc(contact.id)),
      joinsAmong(database.db, ids),
    ]);
    return {
      contacts: await this.#present(rows),
      joins: joins.map(({ id, one, other, joinedAt, joinedBy, reason }) => ({
        id,
        one,
        other,
        at: joinedAt.toISOString(),
        by: joinedBy,
        byName: ports.nameOf(joinedBy) ?? null,
        reason,
      })),
    };
  }

  async #present(rows: readonly ContactRow[]): Promise<CitizenContact[]> {
    if (rows.length === 0) return [];
    const counted = await this.#need.database.db
      .select({ id: conversation.contactId, n: count() })
      .from(conversation)
      .where(
        and(
          eq(conversation.isTest, false),
          inArray(
            conversation.contactId,
            rows.map(({ id }) => id),
          ),
        ),
      )
      .groupBy(conversation.contactId);
    return rows.map(({ id, version, kind, nameMasked, addressMasked }) => ({
      id,
      version,
      channel: kind,
      name: nameMasked,
      address: addressMasked,
      conversations: counted.find((one) => one.id === id)?.n ?? 0,
    }));
  }
}

const given = (one: string | null | undefined): string[] => (one ? [one] : []);

/** Bonds are few and each looks at those around it: they are tied and cut one after the other, so that no two make a ring. */
const oneAtATime = async (tx: Tx): Promise<void> =>
  void (await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gateway.contact_join'))`));
