import { randomUUID } from 'node:crypto';
import { domesticOf, type MessageChannelName } from '@hotline/contracts';
import type { Clock, KeyRing, Tx } from '@hotline/platform';
import { and, asc, desc, eq } from 'drizzle-orm';
import { sealedContact } from '../intake/addresses.ts';
import { keepContact } from '../intake/write-message.ts';
import type { GatewayPorts } from '../ports.ts';
import { account } from '../tables/account.ts';
import { conversation } from '../tables/message.ts';

export interface ReachNeeds {
  readonly clock: Clock;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
}

/** Where somebody is written to. */
export interface Whither {
  readonly conversationId: string;
  readonly accountId: string;
}

/** Ways to the citizen of a ticket by another channel than the one she wrote on, or when she telephoned. */
export class Reach {
  readonly #need: ReachNeeds;

  constructor(need: ReachNeeds) {
    this.#need = need;
  }

  /** Her conversation on this channel about this ticket, made when there is none; undefined: she cannot be reached so. */
  async by(tx: Tx, kind: MessageChannelName, ticketId: string): Promise<Whither | undefined> {
    const { ring, clock } = this.#need;
    const address = await this.#addresses[kind](ticketId);
    if (address === undefined) return undefined;
    const [from] = await tx
      .select({ id: account.id })
      .from(account)
      .where(and(eq(account.kind, kind), eq(account.active, true)))
      .orderBy(asc(account.id))
      .limit(1);
    if (!from) return undefined;
    const contactId = await keepContact(tx, sealedContact(ring, randomUUID(), kind, { address, name: '' }));
    const [known] = await tx
      .select({ id: conversation.id })
      .from(conversation)
      .where(and(eq(conversation.contactId, contactId), eq(conversation.accountId, from.id), eq(conversation.ticketId, ticketId)))
      .orderBy(desc(conversation.lastAt))
      .limit(1);
    if (known) return { conversationId: known.id, accountId: from.id };
    const id = randomUUID();
    await tx.insert(conversation).values({ id, accountId: from.id, contactId, ticketId, lastAt: clock.now() });
    return { conversationId: id, accountId: from.id };
  }

  /** What a ticket knows of her; only mobile numbers take texts. */
  readonly #addresses: Record<MessageChannelName, (ticketId: string) => Promise<string | undefined>> = {
    mail: () => Promise.resolve(undefined),
    // nobody knows her openid who has not heard from her there
    wechat: () => Promise.resolve(undefined),
    wechaty: () => Promise.resolve(undefined),
    // a telephone number is seldom a fax machine's
    fax: () => Promise.resolve(undefined),
    sms: async (ticketId) => {
      const phone = await this.#need.ports.tickets.phoneOf(ticketId);
      return phone !== null && /^1[3-9]\d{9}$/.test(domesticOf(phone)) ? phone : undefined;
    },
  };
}
