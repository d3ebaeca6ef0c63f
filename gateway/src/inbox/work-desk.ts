import {
  type ConversationEnd,
  type ConversationRow as RowView,
  type conversations,
  type Got,
  Problem,
  type Told,
} from '@hotline/contracts';
import { type Person, tell, type Tx } from '@hotline/platform';
import { and, asc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { ConversationDesk, ConversationNeeds } from './conversation-desk.ts';
import type { Answerer } from '../ports.ts';
import { moveConversation } from './move.ts';
import { account } from '../tables/account.ts';
import { conversation, type ConversationRow } from '../tables/message.ts';
import { waitsNoMore } from './waiting.ts';

/** Above this the badge says no more than “many”. */
const MOST_COUNTED = 1_000;

interface Ending {
  readonly as: ConversationEnd;
  readonly reason?: string | undefined;
}

/** Who deals with what waits in the inbox, and how it ends when nobody answers. */
export class WorkDesk {
  readonly #need: ConversationNeeds;
  readonly #conversations: ConversationDesk;

  constructor(need: ConversationNeeds, conversations: ConversationDesk) {
    this.#need = need;
    this.#conversations = conversations;
  }

  /** She deals with it; from a colleague too, who may be at lunch. */
  take(me: Person, id: string, seen: number): Promise<RowView> {
    return this.#hand(me, { id, seen, over: true }, me.account);
  }

  /** Who could take it off her hands, whether or not she is at her desk. */
  async colleagues(me: Person, { q, limit }: { q?: string | undefined; limit: number }): Promise<{ items: Answerer[] }> {
    return { items: await this.#need.ports.answerers.find({ q, limit, without: me.account }) };
  }

  /** To a colleague who may answer, or back to all. Throws `agent.unknown`. */
  async pass(me: Person, id: string, seen: number, to: string | null): Promise<RowView> {
    if (to !== null && !(await this.#need.ports.answerers.has(to))) throw new Problem('agent.unknown');
    return this.#hand(me, { id, seen }, to);
  }

  async #hand(me: Person, move: { id: string; seen: number; over?: boolean }, to: string | null): Promise<RowView> {
    const { database, clock, audit } = this.#need;
    await database.db.transaction(async (tx) => {
      let from: string | null = null;
      const row = await moveConversation(tx, clock, me, { ...move, waiting: true }, (now) => {
        from = now.heldBy;
        return { heldBy: to };
      });
      if (to !== null && to !== me.account) await tell(tx, clock, await this.#noticeOf(tx, row, to));
      const action = to === me.account ? 'conversation.take' : 'conversation.pass';
      await audit.write(tx, me, { action, object: `conversation:${move.id}`, details: { from, to } });
    });
    return this.#conversations.read(move.id);
  }

  /** She finds in her bell what a colleague has passed to her. */
  async #noticeOf(tx: Tx, { id, version, accountId }: ConversationRow, to: string): Promise<Told[]> {
    const { clock, ports } = this.#need;
    const [of] = await tx.select({ kind: account.kind }).from(account).where(eq(account.id, accountId));
    if (!of) return [];
    const order = { audience: `person:${to}`, at: clock.now(), conversationId: id, kind: `${of.kind}.passed` } as const;
    return ports.notices.write(tx, [{ ...order, onceBy: `${id}:${version}:passed` }]);
  }

  /** How many wait, and how many of them are over their limit; counting ends at a thousand. */
  async counts(me: Person): Promise<Got<typeof conversations.counts>> {
    const { database, clock } = this.#need;
    const now = clock.now().toISOString();
    const count = async (whose?: SQL) => {
      const first = database.db
        .select({ dueAt: conversation.dueAt })
        .from(conversation)
        .where(and(isNotNull(conversation.dueAt), whose))
        .orderBy(asc(conversation.dueAt))
        .limit(MOST_COUNTED)
        .as('first');
      const over = sql<number>`count(*) filter (where ${first.dueAt} <= ${now}::timestamptz)::int`;
      const [row] = await database.db.select({ n: sql<number>`count(*)::int`, over }).from(first);
      return row ?? { n: 0, over: 0 };
    };
    const [all, mine] = await Promise.all([count(), count(eq(conversation.heldBy, me.account))]);
    return { waiting: all.n, overdue: all.over, mine: mine.n, mineOverdue: mine.over };
  }

  /** Nothing of it waits any more though nobody answered; how it ended is kept. */
  async end(me: Person, id: string, seen: number, { as, reason }: Ending): Promise<RowView> {
    const { database, clock, audit } = this.#need;
    await database.db.transaction(async (tx) => {
      await moveConversation(tx, clock, me, { id, seen }, { ...waitsNoMore, endedAs: as });
      await audit.write(tx, me, {
        action: 'conversation.end',
        object: `conversation:${id}`,
        details: { as, ...(reason ? { reason } : {}) },
      });
    });
    return this.#conversations.read(id);
  }
}
