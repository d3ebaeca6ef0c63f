import { randomUUID } from 'node:crypto';
import { e164Of, messageChannels, type MessageChannelName, Problem, type TestMessage } from '@hotline/contracts';
import { type AuditBook, type Clock, type Database, type KeyRing, type Person, type Tx } from '@hotline/platform';
import { and, asc, count, desc, eq, gt, inArray } from 'drizzle-orm';
import type { DeliveryDesk } from '../delivery/delivery-desk.ts';
import { addressIndex, sealedContact } from '../intake/addresses.ts';
import { keepContact } from '../intake/write-message.ts';
import type { GatewayPorts } from '../ports.ts';
import { account } from '../tables/account.ts';
import { delivery, deliveryStep } from '../tables/delivery.ts';
import { contact, conversation, message } from '../tables/message.ts';

export interface TestNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
  readonly deliveries: DeliveryDesk;
}

/** Each costs money and lands on a real telephone: so many of one account within so long. */
const MOST_TESTS = 5;
const WITHIN_MS = 10 * 60_000;
const SHOWN = 5;

type Fits = (address: string) => boolean;
/** Whether a message can be sent to what was typed. In WeChat only to somebody who has written to the account: nobody else is known there. */
const fits = {
  mail: (address) => /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(address),
  sms: (address) => e164Of(address) !== undefined,
  wechat: undefined,
  wechaty: undefined,
  // a page has no way out of its own
  web: () => false,
  fax: (address) => e164Of(address) !== undefined,
} satisfies Record<MessageChannelName, Fits | undefined>;

/** Test messages from the page of an account: the whole way out, as an answer takes it, and how it fares. Their words are ours. */
export class TestDesk {
  readonly #need: TestNeeds;

  constructor(need: TestNeeds) {
    this.#need = need;
  }

  /** Throws `account.unknown`, `account.inactive`, `account.address-wrong`, `account.tested-enough`. */
  async send(me: Person, id: string, address: string): Promise<TestMessage> {
    const { database, clock, audit, deliveries } = this.#need;
    const at = clock.now();
    const messageId = await database.db.transaction(async (tx) => {
      // the lock makes those who test at the same moment count each other
      const [of] = await tx.select().from(account).where(eq(account.id, id)).for('update');
      if (!of) throw new Problem('account.unknown');
      if (!of.active) throw new Problem('account.inactive');
      const [lately] = await tx
        .select({ n: count() })
        .from(message)
        .innerJoin(delivery, eq(delivery.messageId, message.id))
        .where(and(eq(delivery.accountId, id), eq(delivery.purpose, 'test'), gt(message.at, new Date(at.getTime() - WITHIN_MS))));
      if ((lately?.n ?? 0) >= MOST_TESTS) throw new Problem('account.tested-enough');
      const to = await this.#contactAt(tx, of.kind, address);
      const conversationId = await this.#conversationWith(tx, id, to.id, at);
      const subject = messageChannels[of.kind].hasSubject ? '12345热线测试邮件' : null;
      const text = `这是12345热线账号“${of.name}”的测试消息,由系统管理员发出,请忽略。`;
      const order = { conversationId, accountId: id, purpose: 'test', subject, text, ticketId: null, by: me.account } as const;
      const made = await deliveries.order(tx, order);
      if (made === undefined) throw new Error('a test message was not queued');
      await audit.write(tx, me, { action: 'account.test', object: `account:${id}`, details: { message: made, to: to.masked } });
      return made;
    });
    const sent = (await this.list(id)).items.find((one) => one.id === messageId);
    if (!sent) throw new Error('a test message that was just written is gone');
    return sent;
  }

  /** The last of an account, newest first. Throws `account.unknown`. */
  async list(id: string): Promise<{ items: TestMessage[] }> {
    const { database, ports } = this.#need;
    const known = await database.db.select({ id: account.id }).from(account).where(eq(account.id, id));
    if (known.length === 0) throw new Problem('account.unknown');
    const rows = await database.db
      .select({
        id: message.id,
        at: message.at,
        by: message.by,
        to: contact.addressMasked,
        state: delivery.state,
        nextTryAt: delivery.nextTryAt,
      })
      .from(delivery)
      .innerJoin(message, eq(message.id, delivery.messageId))
      .innerJoin(conversation, eq(conversation.id, message.conversationId))
      .innerJoin(contact, eq(contact.id, conversation.contactId))
      .where(and(eq(delivery.accountId, id), eq(delivery.purpose, 'test')))
      .orderBy(desc(message.at), desc(message.id))
      .limit(SHOWN);
    const ids = rows.map((row) => row.id);
    const steps =
      ids.length === 0
        ? []
        : await database.db.select().from(deliveryStep).where(inArray(deliveryStep.messageId, ids)).orderBy(asc(deliveryStep.step));
    return {
      items: rows.map(({ at, nextTryAt, by, ...row }) => ({
        ...row,
        at: at.toISOString(),
        by: by ?? '',
        byName: by === null ? null : (ports.nameOf(by) ?? null),
        nextTryAt: nextTryAt?.toISOString() ?? null,
        steps: steps
          .filter(({ messageId }) => messageId === row.id)
          .map((step) => ({ at: step.at.toISOString(), state: step.state, words: step.words })),
      })),
    };
  }

  async #contactAt(tx: Tx, kind: MessageChannelName, address: string): Promise<{ id: string; masked: string }> {
    const { ring } = this.#need;
    const isFit = fits[kind];
    if (isFit?.(address) === true) {
      const row = sealedContact(ring, randomUUID(), kind, { address, name: '' });
      return { id: await keepContact(tx, row), masked: row.addressMasked };
    }
    const [known] = isFit
      ? []
      : await tx
          .select({ id: contact.id, masked: contact.addressMasked })
          .from(contact)
          .where(and(eq(contact.kind, kind), eq(contact.addressIndex, addressIndex(ring, kind, address))));
    if (!known) throw new Problem('account.address-wrong');
    return known;
  }

  /** One of its own, so that a test never stands in a citizen's matter and what she writes next does not go on with a test. */
  async #conversationWith(tx: Tx, accountId: string, contactId: string, at: Date): Promise<string> {
    const isThis = and(eq(conversation.accountId, accountId), eq(conversation.contactId, contactId), eq(conversation.isTest, true));
    const [kept] = await tx.select({ id: conversation.id }).from(conversation).where(isThis).limit(1);
    if (kept) return kept.id;
    const id = randomUUID();
    await tx.insert(conversation).values({ id, accountId, contactId, lastAt: at, isTest: true });
    return id;
  }
}
