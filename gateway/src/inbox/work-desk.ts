import { type ConversationEnd, type ConversationRow as RowView, Problem } from '@hotline/contracts';
import type { Person } from '@hotline/platform';
import type { ConversationDesk, ConversationNeeds } from './conversation-desk.ts';
import type { Answerer } from '../ports.ts';
import { moveConversation } from './move.ts';
import { waitsNoMore } from './waiting.ts';

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
      await moveConversation(tx, clock, me, { ...move, waiting: true }, (now) => {
        from = now.heldBy;
        return { heldBy: to };
      });
      const action = to === me.account ? 'conversation.take' : 'conversation.pass';
      await audit.write(tx, me, { action, object: `conversation:${move.id}`, details: { from, to } });
    });
    return this.#conversations.read(move.id);
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
