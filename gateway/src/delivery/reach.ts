import { randomUUID } from 'node:crypto';
import { domesticOf, type MessageChannelName } from '@hotline/contracts';
import type { Clock, KeyRing, Tx } from '@hotline/platform';
import { and, asc, desc, eq, isNull } from 'drizzle-orm';
import { isThere, type SimulatedAccount } from '../accounts/simulated.ts';
import { sealedContact } from '../intake/addresses.ts';
import { keepContact } from '../intake/write-message.ts';
import type { GatewayPorts } from '../ports.ts';
import { account } from '../tables/account.ts';
import { conversation } from '../tables/message.ts';

export interface ReachNeeds {
  readonly clock: Clock;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
  readonly simulated?: readonly SimulatedAccount[];
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

  /** Her conversation on this channel about this ticket, made when there is none; undefined: she cannot be reached so. `phone`: what she left where there is no ticket yet. */
  async by(tx: Tx, kind: MessageChannelName, ticketId: string | null, phone?: string): Promise<Whither | undefined> {
    const { ring, clock } = this.#need;
    const address = ticketId === null ? reached[kind](phone ?? null) : await this.#addressOf(kind, ticketId);
    if (address === undefined) return undefined;
    const ofKind = await tx
      .select({ id: account.id, simulated: account.simulated })
      .from(account)
      .where(and(eq(account.kind, kind), eq(account.active, true)))
      .orderBy(asc(account.id));
    const from = ofKind.find((one) => isThere(one, this.#need.simulated));
    if (!from) return undefined;
    const contactId = await keepContact(tx, sealedContact(ring, randomUUID(), kind, { address, name: '' }));
    const [known] = await tx
      .select({ id: conversation.id })
      .from(conversation)
      .where(and(eq(conversation.contactId, contactId), eq(conversation.accountId, from.id), isAbout(ticketId)))
      .orderBy(desc(conversation.lastAt))
      .limit(1);
    if (known) return { conversationId: known.id, accountId: from.id };
    const id = randomUUID();
    await tx.insert(conversation).values({ id, accountId: from.id, contactId, ticketId, lastAt: clock.now() });
    return { conversationId: id, accountId: from.id };
  }

  async #addressOf(kind: MessageChannelName, ticketId: string): Promise<string | undefined> {
    return reached[kind](await this.#need.ports.tickets.phoneOf(ticketId));
  }
}

const isAbout = (ticketId: string | null) => (ticketId === null ? isNull(conversation.ticketId) : eq(conversation.ticketId, ticketId));

/** Where a number takes us; only mobile ones take texts, and a page reaches nobody. */
const reached = {
  mail: () => undefined,
  sms: (phone) => (phone !== null && /^1[3-9]\d{9}$/.test(domesticOf(phone)) ? phone : undefined),
  // nobody knows her openid who has not heard from her there
  wechat: () => undefined,
  wechaty: () => undefined,
  web: () => undefined,
  // a telephone number is seldom a fax machine's
  fax: () => undefined,
} satisfies Record<MessageChannelName, (phone: string | null) => string | undefined>;
